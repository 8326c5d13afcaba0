/** The activations of a person's own that the page offers. What storage refuses stays until the page is closed. */
import { makeRunId } from '../domain/run/new-run.ts';
import { ownName, type OwnEntry } from '../domain/experiment/own-entry.ts';
import type { OwnStore } from '../persistence/own-store.ts';
import type { Model } from './model.ts';

export class OwnEntries {
  private readonly model: Model;
  private readonly store: OwnStore;
  private readonly onStorage: (error: unknown) => void;

  constructor(parts: { model: Model; store: OwnStore; onStorage: (error: unknown) => void }) {
    ({ model: this.model, store: this.store, onStorage: this.onStorage } = parts);
  }

  /** Reads what earlier visits kept. */
  async start(): Promise<void> {
    try {
      const stored = await this.store.list();
      const now = this.model.state.own;
      this.show([...stored.filter(({ id }) => now.every((entry) => entry.id !== id)), ...now]);
    } catch (error) {
      this.onStorage(error);
    }
  }

  /** Keeps σ and its derivative under a name, in place of what has that name. Does nothing where the name is none. */
  async save({ name: text, activation, derivative }: Omit<OwnEntry, 'id'>): Promise<void> {
    const name = ownName(text);
    if (name === null) return;
    const known = this.model.state.own.find((entry) => entry.name === name);
    const id = known?.id ?? makeRunId(new Date(), crypto.getRandomValues(new Uint32Array(1))[0]!);
    await this.keep({ id, name, activation, derivative });
  }

  /** Gives an entry another name. Does nothing where that is none, or another entry's. */
  async rename(id: string, text: string): Promise<void> {
    const name = ownName(text);
    const { own } = this.model.state;
    const entry = own.find((one) => one.id === id);
    if (entry === undefined || name === null || own.some((one) => one.name === name)) return;
    await this.keep({ ...entry, name });
  }

  async delete(id: string): Promise<void> {
    this.show(this.model.state.own.filter((entry) => entry.id !== id));
    await this.store.delete(id).catch(this.onStorage);
  }

  private async keep(entry: OwnEntry): Promise<void> {
    this.show([...this.model.state.own.filter(({ id }) => id !== entry.id), entry]);
    await this.store.put(entry).catch(this.onStorage);
  }

  private show(own: readonly OwnEntry[]): void {
    this.model.update({ own: [...own].sort((a, b) => a.name.localeCompare(b.name)) });
  }
}
