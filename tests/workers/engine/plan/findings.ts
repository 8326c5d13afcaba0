/** What two steps of an engine show of its gradients, and whether two engines show the same. */
import type { NamedArrays } from '../../../../src/domain/networks/description.ts';
import type { Engine, EngineOptions } from '../../../../workers/engine/engine.ts';
import { assert } from '../../../support/expect.ts';
import { batch } from './support.ts';

export type Findings = ReadonlyMap<string, ArrayLike<number>>;

const STEPS = 2;

/** Everything that two steps show of the gradient. Weights only where no step divides gradients by themselves. */
export async function findings(engine: Engine, options: EngineOptions): Promise<Findings> {
  const { network, optimizer, train } = options;
  engine.setAnneal(network.blocks.map(() => 0.5));
  const found = new Map<string, ArrayLike<number>>();
  for (let t = 0; t < STEPS; t++) {
    await engine.trainStep(batch(options, t));
    const norms = await engine.parameterGradNorms();
    found.set(`norms of step ${t}`, Object.values(norms));
  }
  const { losses, gradNorms } = await engine.report();
  found.set('losses', losses);
  found.set('gradient norms', gradNorms);
  const add = (arrays: NamedArrays, kind: string) =>
    arrays.forEach(({ data }, name) => found.set(`${kind} ${name}`, data));
  add(await engine.optimizerState(), 'moment');
  if (optimizer.name === 'sgd') add(await engine.weights(), 'weight');
  found.set('test loss', [await engine.evaluate(train)]);
  found.set('output', await engine.predict(train));
  return found;
}

/** Every finding within a tolerance, relative to the largest number of its kind. */
export function assertSame(got: Findings, expected: Findings, tolerance: number, what: string): void {
  const off = Array.from(
    expected,
    ([name, values]) => `${name}: ${offBy(got.get(name)!, values, expected, tolerance)}`,
  );
  assert.deepEqual(
    off.filter((line) => !line.endsWith(': fine')),
    [],
    what,
  );
}

/** Biases before a BatchNorm have no gradient but rounding errors, so numbers count as large as a thousandth of the loss. */
function offBy(got: ArrayLike<number>, expected: ArrayLike<number>, all: Findings, tolerance: number): string {
  const floor = 1e-3 * all.get('losses')![0]!;
  let [worst, scale] = [0, floor];
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(got[i]! - expected[i]!);
    if (!(off <= worst)) worst = off;
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  return worst / scale <= tolerance ? 'fine' : String(worst / scale);
}
