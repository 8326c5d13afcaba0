/**
 * Step histories, in chunks of columns: saving appends a chunk, or rewrites the last, instead of the whole history each second.
 * Owns the layout of the `steps` store: keys [run id, chunk], values columns of equal length.
 */
import { promisifyRequest, type UseStore } from 'idb-keyval';

import type { StepRecord } from '../domain/run/run.ts';

const CHUNK = 2_000;

interface Chunk {
  readonly version: 1;
  readonly step: Float64Array;
  readonly trainLoss: Float64Array;
  /** NaN where it wasn't measured. */
  readonly gradNorm: Float64Array;
}

export class StepStore {
  private readonly store: UseStore;

  constructor(store: UseStore) {
    this.store = store;
  }

  /** Stores the history from the `from`th record on; the records before it are those of the last save. */
  async save(runId: string, steps: readonly StepRecord[], from: number): Promise<void> {
    const first = Math.floor(from / CHUNK);
    const chunks = Math.ceil(steps.length / CHUNK);
    await this.store('readwrite', (store) => {
      for (let chunk = first; chunk < chunks; chunk++)
        store.put(toColumns(steps.slice(chunk * CHUNK, (chunk + 1) * CHUNK)), [runId, chunk]);
      store.delete(IDBKeyRange.bound([runId, chunks], [runId, Infinity]));
      return promisifyRequest(store.transaction);
    });
  }

  /** The whole history. `damaged` counts chunks that could not be read; the others are there. */
  async load(runId: string): Promise<{ steps: StepRecord[]; damaged: number }> {
    const range = IDBKeyRange.bound([runId, 0], [runId, Infinity]);
    const chunks: unknown[] = await this.store('readonly', (store) => promisifyRequest(store.getAll(range)));
    const read = chunks.map(fromColumns);
    return { steps: read.flatMap((steps) => steps ?? []), damaged: read.filter((steps) => steps === null).length };
  }

  async delete(runId: string): Promise<void> {
    await this.store('readwrite', (store) => {
      store.delete(IDBKeyRange.bound([runId], [runId, []]));
      return promisifyRequest(store.transaction);
    });
  }
}

function toColumns(steps: readonly StepRecord[]): Chunk {
  return {
    version: 1,
    step: Float64Array.from(steps, ({ step }) => step),
    trainLoss: Float64Array.from(steps, ({ trainLoss }) => trainLoss),
    gradNorm: Float64Array.from(steps, ({ gradNorm }) => gradNorm ?? NaN),
  };
}

function fromColumns(value: unknown): StepRecord[] | null {
  if (!isChunk(value)) return null;
  const records = Array.from(value.step, (step, i) => {
    const [trainLoss, gradNorm] = [value.trainLoss[i]!, value.gradNorm[i]!];
    return Number.isNaN(gradNorm) ? { step, trainLoss } : { step, trainLoss, gradNorm };
  });
  return records.every(({ step }) => Number.isSafeInteger(step) && step >= 0) ? records : null;
}

function isChunk(value: unknown): value is Chunk {
  if (typeof value !== 'object' || value === null) return false;
  const { version, step, trainLoss, gradNorm } = value as Partial<Record<keyof Chunk, unknown>>;
  if (version !== 1 || !(step instanceof Float64Array)) return false;
  return [trainLoss, gradNorm].every((column) => column instanceof Float64Array && column.length === step.length);
}
