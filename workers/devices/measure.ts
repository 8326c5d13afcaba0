/** How fast a device trains: a few steps of a network that resembles the real one at a fraction of its work. */
import type { Device } from '../../src/domain/run/run.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { createEngine } from './engines.ts';
import { trialNetwork, trialOptions } from './trial-network.ts';

/** Enough, once that much time has gone into measuring. */
const PATIENCE_MS = 600;
const MOST_STEPS = 5;
const BATCH = 16;
const CHANNELS = 16;

const NETWORK = trialNetwork(28, [
  ['conv', 3, 1, CHANNELS], ['conv', 3, 1, CHANNELS],
  ['conv-transposed', 3, 1, CHANNELS], ['conv-transposed', 3, 1, 1],
]); // prettier-ignore

/** Milliseconds a training step of the measuring network takes on the current backend, which must be this device's. */
export async function measure(device: Pick<Device, 'backend' | 'software'>): Promise<number> {
  return measureOptions(trialOptions(NETWORK, BATCH), device, PATIENCE_MS);
}

/** Milliseconds a step takes under these options: the fastest of some, after one that compiles. Rejects with the signal's reason where it fires. */
export async function measureOptions(
  options: EngineOptions,
  device: Pick<Device, 'backend' | 'software'>,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<number> {
  const engine = await createEngine(options, device);
  try {
    return await fastestStep(engine, options.batchSize, patienceMs, signal);
  } finally {
    engine.dispose();
  }
}

async function fastestStep(
  engine: Engine,
  batchSize: number,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<number> {
  const indices = Uint32Array.from({ length: batchSize }, (_, i) => i);
  const oneStep = async (): Promise<number> => {
    // Between steps: what a device has begun cannot be called back.
    signal?.throwIfAborted();
    const start = performance.now();
    await engine.trainStep(indices);
    await engine.report();
    return performance.now() - start;
  };
  const first = await oneStep();
  const end = performance.now() + patienceMs;
  let fastest = Infinity;
  for (let i = 0; i < MOST_STEPS && performance.now() < end && first < patienceMs * 5; i++)
    fastest = Math.min(fastest, await oneStep());
  return Math.min(first, fastest);
}
