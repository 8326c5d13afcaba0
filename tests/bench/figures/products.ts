/** A layer of the autoencoder by every kind of kernel: the direct one, the strips of emulated adapters, and products of matrices with every tile. */
import { MEASURED } from '../../../workers/engine/plan/layer-kernels.ts';
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import { SampleLayers } from '../../../workers/engine/plan/sample-layers.ts';
import { tuningFor, type Tuning } from '../../../workers/engine/plan/tuning.ts';
import { PRODUCT_TILES, type ProductTile } from '../../../workers/kernels/plan/product.ts';
import type { Case } from '../contenders/contender.ts';
import { plansOf } from './plans.ts';
import { ratioOf, rowOf, type Figures } from './row.ts';
import { race } from './timing.ts';

const ROUNDS = 5;

const TASKS = {
  convolution: (layers: SampleLayers, tuning: Tuning) => layers.convolution(tuning, MEASURED.large, false),
  'transposed convolution': (layers: SampleLayers, tuning: Tuning) => layers.convolution(tuning, MEASURED.large, true),
  'weight gradient': (layers: SampleLayers, tuning: Tuning) => layers.weightGradient(tuning),
} as const;

export async function productFigures({ device }: PlanDevice, what: Case): Promise<Figures> {
  const tunings = tuningsFor(what.channels);
  const layers = new SampleLayers(device, what.channels, Object.values(tunings), what.batchSize);
  const figures: Figures[] = [];
  for (const [task, dispatchOf] of Object.entries(TASKS)) {
    const lists = Object.values(tunings).map((tuning) => [dispatchOf(layers, tuning)]);
    const plans = await plansOf(device, lists);
    const work = Object.fromEntries(Object.keys(tunings).map((name, i) => [name, () => plans[i]!.submit()]));
    figures.push(figuresOf(task, what, await race(device, work, ROUNDS)));
    plans.forEach((plan) => plan.dispose());
  }
  layers.dispose();
  return {
    cases: figures.flatMap(({ cases }) => cases),
    ratios: Object.assign({}, ...figures.map(({ ratios }) => ratios)) as Figures['ratios'],
  };
}

function figuresOf(task: string, what: Case, times: Readonly<Record<string, readonly number[]>>): Figures {
  const { direct, ...others } = times;
  return {
    cases: Object.entries(times).map(([name, runs]) => rowOf(`${task}: ${name}`, what, runs, { dispatches: 1 })),
    ratios: Object.fromEntries(
      Object.entries(others).map(([name, runs]) => [
        `${task}: ${name} / direct, C=${what.channels} B=${what.batchSize}`,
        ratioOf(runs, direct!),
      ]),
    ),
  };
}

function tuningsFor(channels: number): Record<string, Tuning> {
  const direct = tuningFor(false, channels);
  const byProducts = (tile: ProductTile) => ({ ...direct, products: { large: tile, small: tile, weights: tile } });
  return {
    direct,
    'as on an emulated adapter': tuningFor(true, channels),
    ...Object.fromEntries(PRODUCT_TILES.map((tile) => [`product of ${tile.rows} × ${tile.columns}`, byProducts(tile)])),
  };
}
