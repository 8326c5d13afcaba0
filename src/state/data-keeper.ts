/**
 * Gets data sets to the worker: from memory, from storage, from the network, or from files that the person gives. Owns what
 * `DataState` shows, and the files that storage wouldn't take. Never swaps one set for another: that is for its callers to decide.
 */
import { DATA_SOURCES, findDataSource } from '../domain/data/sources.ts';
import { AbortError, DataError, errorMessage, errorName, firstLine } from '../domain/errors.ts';
import { localName } from '../domain/experiment/local-source.ts';
import type { DataStore } from '../persistence/data-store.ts';
import type { DataFiles, DataReport } from '../protocol/training.ts';
import type { DataState } from './app-state.ts';
import type { Model } from './model.ts';
import type { Trainer } from './trainer.ts';

export const FASHION_MNIST = 'fashion-mnist';

export class DataKeeper {
  private readonly model: Model;
  private readonly trainer: Trainer;
  private readonly store: DataStore;
  private readonly onStorageError: (error: unknown) => void;
  /** What is known of the sets that were loaded, by source. */
  private readonly reports = new Map<string, DataReport>();
  /** Files that storage wouldn't take, for as long as the tab lives. */
  private readonly unstored = new Map<string, DataFiles>();
  /** The last set that couldn't be had, and why. */
  private failure: { readonly source: string; readonly message: string } | null = null;
  private downloading: { readonly done: Promise<void>; readonly controller: AbortController } | null = null;

  constructor(parts: { model: Model; trainer: Trainer; store: DataStore; onStorageError: (error: unknown) => void }) {
    ({ model: this.model, trainer: this.trainer, store: this.store, onStorageError: this.onStorageError } = parts);
  }

  /** Of the sets that people added. */
  get names(): readonly string[] {
    return this.model.state.data.local;
  }

  /** Looks what earlier visits left, and gets the configured set ready if it is here. */
  async start(): Promise<void> {
    try {
      const sources = await this.store.sources();
      this.nameLocal(sources.flatMap((source) => localName(source) ?? []));
    } catch (error) {
      this.onStorageError(error);
    }
    await this.preload();
  }

  /** Shows what is loaded for the configured source, and loads it if that takes no network. */
  async preload(): Promise<void> {
    const { source } = this.model.state.experiment.data;
    this.showReport();
    if (this.downloading !== null || this.knownReport(source) !== null || findDataSource(source) === null) return;
    try {
      await this.loadKept(source);
    } catch (error) {
      this.fail(source, error);
    }
  }

  /** Gets the set to the worker; rejects with a DataError that says what is missing, or an AbortError. */
  async ensure(source: string, signal?: AbortSignal): Promise<void> {
    if (findDataSource(source) === null) return; // a task of the plane, made where it is used
    try {
      if (await this.trainer.hasData(source)) {
        this.showReport();
        return;
      }
      if (await this.loadKept(source)) return;
      if (source !== FASHION_MNIST)
        throw new DataError(
          `expected data that was added under the name ${JSON.stringify(localName(source) ?? source)}, got none: add its files first`,
        );
      await this.download(signal);
    } catch (error) {
      this.fail(source, error);
      throw error;
    }
  }

  /** Checks files, gives them to the worker under this source, and keeps them for the next visit. */
  async add(source: string, files: DataFiles): Promise<DataReport> {
    const report = await this.load(source, files);
    const name = localName(source);
    if (name !== null) this.nameLocal([...this.model.state.data.local, name]);
    await this.keep(source, files);
    return report;
  }

  /** Fetches Fashion-MNIST; calls while it is under way share the one download. */
  async download(signal?: AbortSignal): Promise<void> {
    this.downloading ??= this.startDownload();
    const { done, controller } = this.downloading;
    const abort = (): void => controller.abort();
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort);
    try {
      await done;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  cancelDownload(): void {
    this.downloading?.controller.abort();
  }

  private startDownload(): { done: Promise<void>; controller: AbortController } {
    const controller = new AbortController();
    const done = this.fetchAndKeep(controller.signal).finally(() => {
      this.downloading = null;
    });
    return { done, controller };
  }

  private async fetchAndKeep(signal: AbortSignal): Promise<void> {
    this.failure = null;
    this.show({ status: 'downloading', progress: null, error: null });
    const files = await this.trainer.downloadData((progress) => this.show({ progress }), signal);
    if (signal.aborted) throw new AbortError('The download was cancelled.');
    await this.load(FASHION_MNIST, files);
    await this.keep(FASHION_MNIST, files);
  }

  /** Loads files that are here already; false where there are none. Damaged ones are forgotten. */
  private async loadKept(source: string): Promise<boolean> {
    const files = this.unstored.get(source) ?? (await this.stored(source));
    if (files === null) return false;
    try {
      await this.load(source, files);
      return true;
    } catch (error) {
      if (errorName(error) !== 'DataError') throw error;
      this.unstored.delete(source);
      await this.store.delete(source).catch(this.onStorageError);
      if (source === FASHION_MNIST) return false; // it can be fetched again
      throw new DataError(`the stored files of ${JSON.stringify(source)} are damaged: ${errorMessage(error)}`);
    }
  }

  private async stored(source: string): Promise<DataFiles | null> {
    try {
      return await this.store.get(source);
    } catch (error) {
      this.onStorageError(error);
      return null;
    }
  }

  private async load(source: string, files: DataFiles): Promise<DataReport> {
    if (source === this.model.state.experiment.data.source) this.show({ status: 'loading', error: null });
    try {
      const report = await this.trainer.addData(source, files);
      this.reports.set(source, report);
      this.failure = null;
      return report;
    } finally {
      this.showReport();
    }
  }

  private async keep(source: string, files: DataFiles): Promise<void> {
    try {
      await this.store.put(source, files);
      this.unstored.delete(source);
    } catch (error) {
      this.unstored.set(source, files);
      this.onStorageError(error);
    }
  }

  private nameLocal(names: readonly string[]): void {
    this.show({ local: [...new Set([...this.model.state.data.local, ...names])].sort() });
  }

  private knownReport(source: string): DataReport | null {
    const made = DATA_SOURCES.find(({ id, origin }) => origin === 'made' && id === source);
    if (made === undefined) return this.reports.get(source) ?? null;
    return { source, synthetic: made.synthetic, trainCount: made.trainCount ?? 0, testCount: made.testCount ?? 0 };
  }

  /** Shows what is loaded for the configured source, or what went wrong with it. */
  private showReport(): void {
    const { source } = this.model.state.experiment.data;
    const loaded = this.knownReport(source);
    if (loaded === null && source === FASHION_MNIST && this.downloading !== null) return; // that shows itself
    const failed = loaded === null && this.failure?.source === source ? this.failure.message : null;
    const status = loaded === null ? (failed === null ? 'none' : 'failed') : 'ready';
    this.show({ loaded, status, progress: null, error: failed });
  }

  private fail(source: string, error: unknown): void {
    if (errorName(error) !== 'AbortError') this.failure = { source, message: firstLine(errorMessage(error)) };
    this.showReport();
  }

  private show(change: Partial<DataState>): void {
    this.model.update({ data: { ...this.model.state.data, ...change } });
  }
}
