/** The bytes of data sets, kept as Blobs under their source: "fashion-mnist", "local:NAME". Parsed by the worker, whatever is in them. */
import { del, get, keys, set, type UseStore } from 'idb-keyval';

import { DATA_FILE_NAMES, type DataFileName } from '../domain/data/files.ts';
import type { Database } from './database.ts';

/** Blobs by the standard names of Fashion-MNIST's files. */
export type StoredFiles = Partial<Record<DataFileName, Blob>>;

export class DataStore {
  private readonly store: UseStore;

  constructor(database: Pick<Database, 'store'>) {
    this.store = database.store('data');
  }

  /** Sources that have bytes here. */
  async sources(): Promise<string[]> {
    return (await keys(this.store)).map(String);
  }

  /** The files of a source, or null where there are none, or nothing that looks like them. */
  async get(source: string): Promise<StoredFiles | null> {
    const record: unknown = await get(source, this.store);
    if (typeof record !== 'object' || record === null) return null;
    const { version, files } = record as { version?: unknown; files?: unknown };
    if (version !== 1 || typeof files !== 'object' || files === null) return null;
    const known = DATA_FILE_NAMES.map((name) => [name, (files as Record<string, unknown>)[name]] as const);
    const blobs = known.filter((entry): entry is [DataFileName, Blob] => entry[1] instanceof Blob);
    return blobs.length === 0 ? null : Object.fromEntries(blobs);
  }

  async put(source: string, files: StoredFiles): Promise<void> {
    await set(source, { version: 1, files }, this.store);
  }

  async delete(source: string): Promise<void> {
    await del(source, this.store);
  }
}
