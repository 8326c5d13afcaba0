/** How fast a device trains: a few steps of a network. */
import type { Device } from '../../src/domain/run/run.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { createEngine } from './engines.ts';

const MOST_STEPS = 5;

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
