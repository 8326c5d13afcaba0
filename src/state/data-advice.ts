/** What a person is told, and offered, when their data cannot be had. Owns these notices and what their buttons do. */
import { isFashionMnist } from '../domain/data/fashion-mnist.ts';
import { DATA_FILE_NAMES, pickDataFiles } from '../domain/data/files.ts';
import { DataError, errorMessage, errorName } from '../domain/errors.ts';
import type { Experiment } from '../domain/experiment/experiment.ts';
import { freeLocalName, localName, localSource } from '../domain/experiment/local-source.ts';
import type { DataFiles } from '../protocol/training.ts';
import type { Configuration } from './configuration.ts';
import { FASHION_MNIST, type DataKeeper } from './data-keeper.ts';
import type { NoticeAction, Notices } from './notices.ts';
import type { Page } from './page.ts';

const NOTICE = 'data';
const GARMENTS = 'garments';

export class DataAdvice {
  private readonly configuration: Configuration;
  private readonly data: DataKeeper;
  private readonly notices: Notices;
  private readonly page: Page;

  constructor(parts: { configuration: Configuration; data: DataKeeper; notices: Notices; page: Page }) {
    ({ configuration: this.configuration, data: this.data, notices: this.notices, page: this.page } = parts);
  }

  /** Nobody has chosen the data: the built-in garments stand in, and a notice says so until it is answered. */
  standIn(experiment: Experiment, error: unknown): Experiment {
    this.configuration.standIn();
    const message = `Fashion-MNIST could not be loaded. Built-in garments, which are synthetic, stand in.\n${errorMessage(error)}`;
    const keep = { id: 'keep', label: 'Keep garments', run: () => this.configuration.chooseSource(GARMENTS) };
    this.notices.show({ id: NOTICE, kind: 'warning', message, actions: [this.retry(false), this.choose(), keep] });
    return { ...experiment, data: { ...experiment.data, source: GARMENTS } };
  }

  /** Somebody has chosen the data: it stays, and what could be done is offered. */
  explain(source: string, error: unknown): void {
    const cancelled = errorName(error) === 'AbortError';
    const name = source === FASHION_MNIST ? 'Fashion-MNIST' : `The data “${localName(source) ?? source}”`;
    const message = cancelled
      ? 'The download of Fashion-MNIST was cancelled.'
      : `${name} could not be loaded. ${errorMessage(error)}`;
    const garments = {
      id: 'garments',
      label: 'Use garments',
      run: () => this.configuration.chooseSource(GARMENTS),
    };
    const actions = [
      ...(source === FASHION_MNIST ? [this.retry(this.configuration.dataChosen)] : []),
      this.choose(),
      garments,
    ];
    this.notices.show({ id: NOTICE, kind: cancelled ? 'info' : 'error', message, actions });
  }

  /** The data is here: nothing more to say. */
  resolve(): void {
    this.notices.resolve(NOTICE);
  }

  /** Fetches Fashion-MNIST because the person asks for it, and says what is wrong where it can't be had. */
  async fetch(chosen: boolean): Promise<void> {
    if (chosen) this.configuration.chooseSource(FASHION_MNIST);
    else this.configuration.usualSource();
    try {
      await this.data.ensure(FASHION_MNIST);
      this.resolve();
    } catch (error) {
      if (chosen || errorName(error) === 'AbortError') this.explain(FASHION_MNIST, error);
      else this.standIn(this.configuration.experiment, error);
    }
  }

  /** Takes files under a name and trains on them from now on. */
  async add(source: string, files: DataFiles): Promise<void> {
    try {
      await this.data.add(source, files);
      this.configuration.chooseSource(source);
      this.resolve();
    } catch (error) {
      this.notices.show({
        id: NOTICE,
        kind: 'error',
        message: `These files cannot be used. ${errorMessage(error)}`,
        actions: [this.choose()],
      });
    }
  }

  private retry(chosen: boolean): NoticeAction {
    return { id: 'retry', label: 'Try again', run: () => this.fetch(chosen) };
  }

  private choose(): NoticeAction {
    return { id: 'choose', label: 'Choose files…', run: () => this.pick() };
  }

  private async pick(): Promise<void> {
    const { picked, strangers } = pickDataFiles(
      (await this.page.pickFiles()).map((file) => [file.name, file] as const),
    );
    const own = localSource(freeLocalName(this.data.names));
    if (Object.keys(picked).length > 0) return this.add(isFashionMnist(picked) ? FASHION_MNIST : own, picked);
    if (strangers.length === 0) return; // thought better of it
    const error = new DataError(`Expected ${DATA_FILE_NAMES.join(', ')}, got ${strangers.slice(0, 4).join(', ')}.`);
    this.notices.show({ id: NOTICE, kind: 'error', message: error.message, actions: [this.choose()] });
  }
}
