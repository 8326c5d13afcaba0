/**
 * Whether a device computes what the processor computes: two training steps of a small network that has every kind of layer, and an
 * evaluation, compared number by number. The reference is the plainest path there is, tfjs's cpu backend in JavaScript. Half precision, where the
 * device has it, takes the same test with the tolerance that its eleven binary digits need.
 */
import { DEFAULT_OPTIMIZER } from '../../src/domain/experiment/defaults.ts';
import type { OptimizerSpec } from '../../src/domain/experiment/experiment.ts';
import { DeviceError } from '../../src/domain/errors.ts';
import type { Device } from '../../src/domain/run/run.ts';
import type { NetworkDescription } from '../../src/domain/networks/description.ts';
import type { Engine } from '../engine/engine.ts';
import { createEngine } from './engines.ts';
import { currentGpuDevice } from './webgpu.ts';
import { trialNetwork, trialOptions } from './trial-network.ts';

/** Largest difference that is let pass, as a share of the largest number of its kind. */
const TOLERANCE = 1e-4;
const HALF_TOLERANCE = 2e-2;
const BATCH = 4;
/** No Adam: it divides gradients by themselves, and so makes rounding errors of those that are almost nothing as large as any. */
const OPTIMIZER: OptimizerSpec = { ...DEFAULT_OPTIMIZER, name: 'sgd', learningRate: 0.1, momentum: 0.9, clipNorm: 1 };

/** 8 6 2 1 2 6 8 pixels a side; five channels fill no vector of four. */
const NETWORK: NetworkDescription = trialNetwork(8, [
  ['conv', 3, 1, 5], ['conv', 3, 3, 8], ['conv', 2, 1, 3],
  ['conv-transposed', 2, 1, 8], ['conv-transposed', 3, 3, 5], ['conv-transposed', 3, 1, 1],
]); // prettier-ignore

/** Named groups of numbers that must agree. */
export type Findings = ReadonlyMap<string, Float32Array>;

/** What the current backend, which must be this device's, makes of the test. */
export async function runTrial(
  { backend, software }: Pick<Device, 'backend' | 'software'>,
  half = false,
): Promise<Findings> {
  const options = { ...trialOptions(NETWORK, BATCH, { name: 'silu' }), optimizer: OPTIMIZER, half };
  const engine = await createEngine(options, { backend, software });
  try {
    return await findings(engine, options.train);
  } finally {
    engine.dispose();
  }
}

/** The same in half precision, on WebGPU. Rejects with what the device refuses, which then stands for nothing else: it is not told to whoever watches over it. */
export async function runHalfTrial(device: Pick<Device, 'backend' | 'software'>): Promise<Findings> {
  const gpu = currentGpuDevice();
  const filters: readonly GPUErrorFilter[] = ['validation', 'internal', 'out-of-memory'];
  for (const filter of filters) gpu.pushErrorScope(filter);
  const found = await runTrial(device, true).catch((error: unknown) => error);
  const [refusal] = (await Promise.all(filters.map(() => gpu.popErrorScope()))).filter((error) => error !== null);
  if (refusal) throw new DeviceError(refusal.message);
  if (found instanceof Map) return found as Findings;
  throw found;
}

async function findings(engine: Engine, examples: Parameters<Engine['predict']>[0]): Promise<Findings> {
  const indices = Uint32Array.from({ length: BATCH }, (_, i) => i);
  await engine.trainStep(indices);
  const norms = await engine.parameterGradNorms();
  await engine.trainStep(indices);
  const { losses, gradNorms } = await engine.report();
  const found = new Map<string, Float32Array>([
    ['the loss', losses],
    ['the gradient', gradNorms],
    ['the reconstruction', await engine.predict(examples)],
    ['the test loss', Float32Array.of(await engine.evaluate(examples))],
  ]);
  for (const [name, norm] of Object.entries(norms)) found.set(`the gradient of ${name}`, Float32Array.of(norm));
  for (const [name, { data }] of await engine.weights()) found.set(`${name} after two steps`, data);
  return found;
}

/** A sentence about the first group in which the device differs, in full or half precision; null where it computes rightly. */
export function compare(expected: Findings, got: Findings, half = false): string | null {
  const tolerance = half ? HALF_TOLERANCE : TOLERANCE;
  for (const [name, reference] of expected) {
    const values = got.get(name);
    const off = values ? difference(reference, values) : Infinity;
    if (!(off <= tolerance)) return `It computes wrongly: ${name} is off by ${percent(off)}.`;
  }
  return null;
}

/** Largest difference, as a share of the largest reference number; floats below 1e-3 count as if they were that large. */
function difference(reference: Float32Array, values: Float32Array): number {
  if (reference.length !== values.length) return Infinity;
  const scale = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  return values.reduce((most, value, i) => maxOrNaN(most, Math.abs(value - reference[i]!) / scale), 0);
}

function maxOrNaN(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b);
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toPrecision(2)} %` : 'any measure';
}
