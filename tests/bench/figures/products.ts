/** Convolutions and weight gradients of a whole step by every kind of kernel: direct ones, strips, and products of matrices with every tile. */
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import type { Dispatch } from '../../../workers/engine/plan/plan.ts';
import { tuningFor, type Tuning } from '../../../workers/engine/plan/tuning.ts';
import { PRODUCT_TILES, type ProductTile } from '../../../workers/kernels/plan/product.ts';
import type { Case } from '../contenders/contender.ts';
import { partsOf, plansOf } from './plans.ts';
import { ratioOf, rowOf, type Figures, type Row } from './row.ts';
import { race } from './timing.ts';

const ROUNDS = 3;

/** Which of a step's dispatches are compared, by a buffer that only they read. */
const KINDS = { convolutions: 'w', 'weight gradients': 'big' } as const;

export async function productFigures({ device }: PlanDevice, what: Case): Promise<Figures> {
  const figures = [];
  for (const [kind, reads] of Object.entries(KINDS)) figures.push(await compare(device, what, kind, reads));
  return {
    cases: figures.flatMap(({ cases }) => cases),
    ratios: Object.assign({}, ...figures.map(({ ratios }) => ratios)) as Figures['ratios'],
  };
}

async function compare(device: GPUDevice, what: Case, kind: string, reads: string): Promise<Figures> {
  const tunings = tuningsFor(what.channels);
  const parts = Object.values(tunings).map((tuning) => partsOf(device, what, tuning));
  const lists = parts.map(({ step }) => step.filter((dispatch) => binds(dispatch, reads)));
  const plans = await plansOf(device, lists);
  const work = Object.fromEntries(Object.keys(tunings).map((name, i) => [name, () => plans[i]!.submit()]));
  const times = await race(device, work, ROUNDS);
  plans.forEach((plan) => plan.dispose());
  parts.forEach((part) => part.dispose());
  const cases = Object.entries(times).map(([name, runs], i): Row =>
    rowOf(`${kind}: ${name}`, what, runs, { dispatches: lists[i]!.length }),
  );
  const ratios = Object.fromEntries(
    Object.entries(times)
      .filter(([name]) => name !== 'direct')
      .map(([name, runs]) => [
        `${kind}: ${name} / direct, C=${what.channels} B=${what.batchSize}`,
        ratioOf(runs, times['direct']!),
      ]),
  );
  return { cases, ratios };
}

const binds = ({ kernel }: Dispatch, name: string): boolean => kernel.bindings.some((binding) => binding.name === name);

function tuningsFor(channels: number): Record<string, Tuning> {
  const direct = tuningFor(false, channels);
  const byProducts = (tile: ProductTile) => ({ ...direct, products: { large: tile, small: tile, weights: tile } });
  return {
    direct,
    'as on an emulated adapter': tuningFor(true, channels),
    ...Object.fromEntries(
      PRODUCT_TILES.map((tile) => [`products of ${tile.rows} × ${tile.columns}`, byProducts(tile)]),
    ),
  };
}
