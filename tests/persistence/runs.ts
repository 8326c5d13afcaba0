/** Runs and databases for the tests of storage. */
import { DEFAULT_EXPERIMENT } from '../../src/domain/experiment/defaults.ts';
import { newRun } from '../../src/domain/run/new-run.ts';
import type { Checkpoint, Run } from '../../src/domain/run/run.ts';

let names = 0;

/** A name that no other test has used. */
export function freshName(): string {
  names++;
  return `test-${Date.now()}-${names}`;
}

/** A run with this many steps. */
export function makeRun(id: string, steps = 0, createdAt = new Date(1e12)): Run {
  const device = { backend: 'cpu', adapter: 'test', software: true } as const;
  const run = newRun(DEFAULT_EXPERIMENT, device, { id, now: createdAt });
  return {
    ...run,
    steps: Array.from({ length: steps }, (_, i) => ({ step: i + 1, trainLoss: 1 / (i + 1), gradNorm: i })),
  };
}

export function makeCheckpoint(runId: string, step = 0): Checkpoint {
  return {
    runId,
    step,
    weights: new Uint8Array([1, 2, 3]),
    optimizer: new Uint8Array([4, 5]),
    epochLossSum: 1.5,
    epochSteps: step,
    seconds: 2,
  };
}

/** Deletes a database; resolves whether it was there or not. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
