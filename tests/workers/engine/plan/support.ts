/** Small networks and everything a plan needs to train them. */
import { sigmaProgram, sigmaValues, type DerivativeInput } from '../../../../src/domain/derivatives/index.ts';
import { DEFAULT_OPTIMIZER } from '../../../../src/domain/experiment/defaults.ts';
import type { ActivationSpec } from '../../../../src/domain/experiment/experiment.ts';
import type { AffineMap, Block, NamedArrays, NetworkDescription } from '../../../../src/domain/networks/description.ts';
import { drawWeights } from '../../../../src/domain/networks/initial.ts';
import { Xoshiro128 } from '../../../../src/domain/random/xoshiro.ts';
import type { BlockSigma, EngineOptions, Examples } from '../../../../workers/engine/engine.ts';
import { openPlanEngine, type PlanDevice, type PlanEngine } from '../../../../workers/engine/plan/plan-engine.ts';

type Step = readonly [type: AffineMap['type'], kernel: number, stride: number, outChannels: number];

/** A small autoencoder with every kind of map: sides 8 6 2 1 2 6 8, channels that fill no quad. */
const MAPS: readonly Step[] = [
  ['conv', 3, 1, 3], ['conv', 3, 3, 5], ['conv', 2, 1, 4],
  ['conv-transposed', 2, 1, 5], ['conv-transposed', 3, 3, 3], ['conv-transposed', 3, 1, 1],
]; // prettier-ignore

const SIDE = 8;

function network(coordinates: boolean): NetworkDescription {
  let inSize = SIDE;
  let inChannels = coordinates ? 3 : 1;
  const blocks = MAPS.map(([type, kernel, stride, outChannels], i): Block => {
    const outSize = type === 'conv' ? (inSize - kernel) / stride + 1 : (inSize - 1) * stride + kernel;
    const map: AffineMap = { type, kernel, stride, inSize, outSize, inChannels, outChannels };
    inSize = outSize;
    inChannels = outChannels;
    const last = i === MAPS.length - 1;
    return { name: `net.${3 * i}`, map, after: last ? 'sigmoid' : 'sigma', norm: last ? null : `net.${3 * i + 2}` };
  });
  return { kind: 'autoencoder', coordinates, blocks };
}

/** Images of noise. */
export function images(count: number, seed = 5): Examples {
  const random = new Xoshiro128(seed);
  const inputLength = SIDE * SIDE;
  const inputs = Uint8Array.from({ length: count * inputLength }, () => random.below(256));
  return { count, inputLength, inputs, targetLength: inputLength, targets: null };
}

export const sigmaOf = (activation: ActivationSpec, derivative: DerivativeInput = { rule: 'exact' }): BlockSigma => ({
  program: sigmaProgram(activation, derivative),
  values: sigmaValues(activation, derivative),
});

/** Options of the small autoencoder. */
export function smallOptions({
  sigma = sigmaOf({ name: 'silu' }),
  coordinates = false,
  ...change
}: Partial<EngineOptions> & { readonly sigma?: BlockSigma; readonly coordinates?: boolean } = {}): EngineOptions {
  const description = network(coordinates);
  return {
    network: description,
    sigmas: description.blocks.map(({ after }) => (after === 'sigma' ? sigma : null)),
    optimizer: DEFAULT_OPTIMIZER,
    loss: 'mse',
    batchSize: 5,
    seed: 4,
    weights: drawWeights(description, 2),
    train: images(23),
    ...change,
  };
}

/** Opens a plan, hands it over, and closes it. */
export async function withPlan<T>(
  options: EngineOptions,
  device: GPUDevice,
  work: (engine: PlanEngine) => Promise<T>,
  software = true,
  overridden: Pick<PlanDevice, 'limits' | 'tuning'> = {},
): Promise<T> {
  const engine = await openPlanEngine(options, { device, software, ...overridden });
  try {
    return await work(engine);
  } finally {
    engine.dispose();
  }
}

/** Batch t in order, wrapping round. */
export const batch = (options: EngineOptions, t: number): Uint32Array =>
  Uint32Array.from({ length: options.batchSize }, (_, i) => (t * options.batchSize + i) % options.train.count);

/** Steps from the engine's present one. */
export async function train(engine: PlanEngine, options: EngineOptions, steps: number): Promise<void> {
  const first = engine.step;
  for (let t = first; t < first + steps; t++) await engine.trainStep(batch(options, t));
}

/** Bits of arrays, for comparing them exactly. */
export const bits = (arrays: NamedArrays): Record<string, string> =>
  Object.fromEntries(
    Array.from(arrays, ([name, { data }]) => [name, new Uint32Array(new Float32Array(data).buffer).join(' ')]),
  );
