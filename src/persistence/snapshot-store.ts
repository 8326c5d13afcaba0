/**
 * Weights of runs at regular steps, for the slider and the film. Owns the layout of the `snapshots` store: keys [run id, step], values records with a version. What is kept
 * is for `domain/run/history.ts` to say.
 */
import { promisifyRequest, type UseStore } from 'idb-keyval';

import type { Snapshot } from '../domain/run/run.ts';

const VERSION = 1;

export class SnapshotStore {
  private readonly store: UseStore;

  constructor(store: UseStore) {
    this.store = store;
  }

  /** Stores these and removes those of other steps than `kept`. */
  async save(runId: string, added: readonly Snapshot[], kept: ReadonlySet<number>): Promise<void> {
    await this.store('readwrite', async (store) => {
      for (const { step, weights } of added) store.put({ version: VERSION, weights }, [runId, step]);
      for (const key of await promisifyRequest(store.getAllKeys(rangeOf(runId))))
        if (!kept.has(stepOf(key))) store.delete(key);
      return promisifyRequest(store.transaction);
    });
  }

  /** All that can be read, oldest first. */
  async load(runId: string): Promise<Snapshot[]> {
    const range = rangeOf(runId);
    const [keys, values] = await this.store('readonly', (store) =>
      Promise.all([promisifyRequest(store.getAllKeys(range)), promisifyRequest<unknown[]>(store.getAll(range))]),
    );
    return keys.flatMap((key, i) => readSnapshot(stepOf(key), values[i]));
  }

  async delete(runId: string): Promise<void> {
    await this.store('readwrite', (store) => {
      store.delete(rangeOf(runId));
      return promisifyRequest(store.transaction);
    });
  }
}

const rangeOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId], [runId, []]);

const stepOf = (key: IDBValidKey): number => (Array.isArray(key) ? Number(key[1]) : NaN);

function readSnapshot(step: number, record: unknown): Snapshot[] {
  if (!Number.isSafeInteger(step) || step < 0 || typeof record !== 'object' || record === null) return [];
  const { version, weights } = record as { version?: unknown; weights?: unknown };
  return version === VERSION && weights instanceof Uint8Array ? [{ step, weights }] : [];
}
