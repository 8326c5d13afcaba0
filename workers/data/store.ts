/**
 * The data sets of this worker's life, by source name: files that were added, garments made from the seed. Owns what a run really gets of them (sizes
 * cut from the front, said where there is less than asked for). Keeps nothing beyond the worker: the page keeps the files.
 */
import { count } from '../../src/domain/data/idx.ts';
import { firstExamples, type DataSet, type ImageSet } from '../../src/domain/data/image-set.ts';
import { findDataSource, type DataSource } from '../../src/domain/data/sources.ts';
import { DataError } from '../../src/domain/errors.ts';
import type { DataSpec } from '../../src/domain/experiment/experiment.ts';
import type { Split } from '../../src/domain/garments/index.ts';
import type { DataUsed } from '../../src/domain/run/run.ts';
import type { DataFiles, DataReport } from '../../src/protocol/training.ts';
import { makeGarmentSet, type OnMade } from './garments.ts';
import { readDataSet } from './read-files.ts';

/** What a run trains and tests on. */
export interface ImageData extends DataSet {
  readonly used: DataUsed;
  /** Sentences for the person where this isn't quite what was asked for. */
  readonly notices: readonly string[];
}

/** What of a run matters here. */
export interface DataRequest {
  readonly data: DataSpec;
  readonly seed: number;
}

export class DataStore {
  private readonly added = new Map<string, DataSet>();
  /** The garments of the last seed that was asked for. */
  private made: { readonly seed: number; readonly sets: Map<Split, ImageSet> } = { seed: NaN, sets: new Map() };

  /** Checks and keeps the files under this name, in place of what it had. */
  async add(source: string, files: DataFiles): Promise<DataReport> {
    const kind = findDataSource(source);
    if (!kind || kind.origin === 'made')
      throw new DataError(`Files can be added as "local:NAME" or "fashion-mnist", not as "${source}".`);
    const { train, test } = await readDataSet(files);
    this.added.set(source, { train, test });
    return { source, synthetic: kind.synthetic, trainCount: train.count, testCount: test.count };
  }

  /** Whether a run on this source could begin now. */
  has(source: string): boolean {
    return this.added.has(source) || findDataSource(source)?.origin === 'made';
  }

  /** The examples of a run. Rejects with DataError where the source isn't here. */
  async load({ data, seed }: DataRequest, onMade: OnMade, signal: AbortSignal): Promise<ImageData> {
    const kind = findDataSource(data.source);
    if (!kind) throw new DataError(`There is no data set "${data.source}" for a network on images.`);
    const whole =
      kind.origin === 'made' ? await this.make(kind, data, seed, onMade, signal) : this.find(kind, data.source);
    const train = firstExamples(whole.train, data.trainSize);
    const test = firstExamples(whole.test, data.testSize);
    return {
      train,
      test,
      used: { source: data.source, synthetic: kind.synthetic, trainCount: train.count, testCount: test.count },
      notices: [...shortfall('training', data.trainSize, train.count), ...shortfall('test', data.testSize, test.count)],
    };
  }

  private find(kind: DataSource, source: string): DataSet {
    const set = this.added.get(source);
    if (set) return set;
    throw new DataError(
      kind.origin === 'added'
        ? `The data "${source}" is not here: add its files first.`
        : `${kind.label} is not loaded yet: download it or add its files first.`,
    );
  }

  private async make(
    kind: DataSource,
    data: DataSpec,
    seed: number,
    onMade: OnMade,
    signal: AbortSignal,
  ): Promise<DataSet> {
    if (this.made.seed !== seed) this.made = { seed, sets: new Map() };
    const { sets } = this.made;
    const part = async (split: Split, asked: number | null, all: number | null): Promise<ImageSet> => {
      const wanted = Math.min(asked ?? Infinity, all ?? 0);
      const have = sets.get(split) ?? null;
      if (have && have.count >= wanted) return have.count === wanted ? have : firstExamples(have, wanted);
      const set = await makeGarmentSet(seed, split, wanted, have, onMade, signal);
      sets.set(split, set);
      return set;
    };
    return {
      train: await part('train', data.trainSize, kind.trainCount),
      test: await part('test', data.testSize, kind.testCount),
    };
  }
}

function shortfall(what: string, asked: number | null, got: number): string[] {
  if (asked === null || got >= asked) return [];
  return [`${count(asked)} ${what} images were asked for, and there are ${count(got)}: all of them are used.`];
}
