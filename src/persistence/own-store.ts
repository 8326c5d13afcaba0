/** Activations of a person's own, one record each under its id. What cannot be read is left out, and left where it is. */
import { del, entries, set, type UseStore } from 'idb-keyval';

import { ownRecord, parseOwnEntry, type OwnEntry } from '../domain/experiment/own-entry.ts';
import type { Database } from './database.ts';

export class OwnStore {
  private readonly store: UseStore;

  constructor(database: Pick<Database, 'store'>) {
    this.store = database.store('own');
  }

  /** All entries that can be read, by name. */
  async list(): Promise<OwnEntry[]> {
    const records = await entries<IDBValidKey, unknown>(this.store);
    return records
      .flatMap(([key, record]) => (typeof key === 'string' ? (parseOwnEntry(key, record) ?? []) : []))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Keeps an entry, in place of the one of the same id. */
  async put(entry: OwnEntry): Promise<void> {
    await set(entry.id, ownRecord(entry), this.store);
  }

  async delete(id: string): Promise<void> {
    await del(id, this.store);
  }
}
