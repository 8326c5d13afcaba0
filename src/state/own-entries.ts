/** The activations of a person's own that the page offers. What storage refuses stays until the page is closed. */
import type { OwnEntry } from '../domain/experiment/own-entry.ts';
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
      this.show([...(await this.store.list()), ...this.model.state.own]);
    } catch (error) {
      this.onStorage(error);
    }
  }

  /** Keeps an entry: a new one, or one whose id is known under another name or with another σ. */
  async save(entry: OwnEntry): Promise<void> {
    this.show([...this.model.state.own.filter(({ id }) => id !== entry.id), entry]);
    await this.store.put(entry).catch(this.onStorage);
  }

  async delete(id: string): Promise<void> {
    this.show(this.model.state.own.filter((entry) => entry.id !== id));
    await this.store.delete(id).catch(this.onStorage);
  }

  private show(own: readonly OwnEntry[]): void {
    this.model.update({ own: [...own].sort((a, b) => a.name.localeCompare(b.name)) });
  }
}
