/**
 * Stored runs: one record a run in `runs`, its steps beside it in `steps`, its checkpoint and weights in stores of their own.
 * Everything that comes out is parsed; a damaged record is reported and skipped, never fatal.
 */
import { del, entries, get, keys, set, type UseStore } from 'idb-keyval';

import { errorMessage, RunError } from '../domain/errors.ts';
import { cleanSteps, parseRun } from '../domain/run/parse-run.ts';
import type { Checkpoint, Run } from '../domain/run/run.ts';
import { parseCheckpoint } from './checkpoint.ts';
import type { Database } from './database.ts';
import type { RunNews } from './run-news.ts';
import { SnapshotStore } from './snapshot-store.ts';
import { StepStore } from './step-store.ts';

/** A run with what the page keeps beside it. */
export interface StoredRun {
  readonly run: Run;
  /** Index into the sequence of run colours. */
  readonly colour: number;
  readonly visible: boolean;
}

export interface LoadedRuns {
  /** Oldest first. */
  readonly runs: StoredRun[];
  /** A sentence for each record that was skipped or came back damaged. */
  readonly damaged: string[];
}

/** What is in `runs`: everything but the steps. */
interface RunRecord {
  readonly version: 1;
  readonly run: Omit<Run, 'steps'> & { readonly steps: undefined };
  readonly colour: number;
  readonly visible: boolean;
}

export class RunStore {
  readonly steps: StepStore;
  readonly snapshots: SnapshotStore;
  private readonly runs: UseStore;
  private readonly checkpoints: UseStore;
  private readonly weights: UseStore;
  private readonly news: Pick<RunNews, 'tell'> | undefined;

  /** `news` hears of every run that was changed or deleted. */
  constructor(database: Pick<Database, 'store'>, news?: Pick<RunNews, 'tell'>) {
    this.news = news;
    this.runs = database.store('runs');
    this.steps = new StepStore(database.store('steps'));
    this.snapshots = new SnapshotStore(database.store('snapshots'));
    this.checkpoints = database.store('checkpoints');
    this.weights = database.store('weights');
  }

  /** All runs that can be read. */
  async list(): Promise<LoadedRuns> {
    const records = await entries<IDBValidKey, unknown>(this.runs);
    const damaged: string[] = [];
    const runs: StoredRun[] = [];
    for (const [key, record] of records) {
      if (typeof key !== 'string') continue; // never written by this page
      const stored = await this.read(key, record, damaged);
      if (stored !== null) runs.push(stored);
    }
    runs.sort((a, b) => a.run.createdAt.localeCompare(b.run.createdAt));
    return { runs, damaged };
  }

  /** One run, or null where there is none that can be read. */
  async get(id: string): Promise<StoredRun | null> {
    const record: unknown = await get(id, this.runs);
    return record === undefined ? null : this.read(id, record, []);
  }

  private async read(id: string, record: unknown, damaged: string[]): Promise<StoredRun | null> {
    const { steps, damaged: lost } = await this.steps.load(id);
    if (lost > 0) damaged.push(`Run ${id}: a part of its step history is damaged and is missing.`);
    try {
      return readRecord(id, record, steps);
    } catch (error) {
      damaged.push(`Run ${id} is damaged and was left out: ${errorMessage(error)}.`);
      return null;
    }
  }

  /** Stores everything but the steps, which `steps.save` appends. */
  async put({ run, colour, visible }: StoredRun): Promise<void> {
    const record: RunRecord = { version: 1, run: { ...run, steps: undefined }, colour, visible };
    await set(run.id, record, this.runs);
    this.news?.tell(run.id);
  }

  /** Stores a whole run with its steps. */
  async putWhole(stored: StoredRun): Promise<void> {
    await this.steps.save(stored.run.id, stored.run.steps, 0);
    await this.put(stored);
  }

  /** Deletes the run and everything that belongs to it. */
  async delete(id: string): Promise<void> {
    await del(id, this.runs);
    await Promise.all([
      this.steps.delete(id),
      this.snapshots.delete(id),
      del(id, this.checkpoints),
      del(id, this.weights),
    ]);
    this.news?.tell(id);
  }

  /** The checkpoint, or null where there is none that can be read. */
  async checkpoint(id: string): Promise<Checkpoint | null> {
    return parseCheckpoint(await get(id, this.checkpoints), id);
  }

  /** Ids of runs that have a checkpoint. */
  async withCheckpoint(): Promise<Set<string>> {
    return new Set((await keys(this.checkpoints)).map(String));
  }

  async putCheckpoint(checkpoint: Checkpoint): Promise<void> {
    await set(checkpoint.runId, { version: 1, ...checkpoint }, this.checkpoints);
    this.news?.tell(checkpoint.runId);
  }

  async deleteCheckpoint(id: string): Promise<void> {
    await del(id, this.checkpoints);
    this.news?.tell(id);
  }

  /** The final weights, or those of the checkpoint; null where there are neither. */
  async loadWeights(id: string): Promise<Uint8Array | null> {
    const record: unknown = await get(id, this.weights);
    if (record instanceof Uint8Array) return record;
    return (await this.checkpoint(id))?.weights ?? null;
  }

  async putWeights(id: string, bytes: Uint8Array): Promise<void> {
    await set(id, bytes, this.weights);
  }
}

function readRecord(id: string, record: unknown, steps: Run['steps']): StoredRun {
  const { version, run, colour, visible } = (record ?? {}) as Partial<Record<keyof RunRecord, unknown>>;
  if (version !== 1 || typeof run !== 'object')
    throw new RunError(`expected a record of version 1, got ${String(version)}`);
  const parsed = parseRun({ ...run, steps: [] });
  if (parsed.run.id !== id) throw new RunError(`expected the id ${id}, got ${parsed.run.id}`);
  return {
    run: { ...parsed.run, steps: cleanSteps(steps) },
    colour: Number.isSafeInteger(colour) ? Number(colour) : 0,
    visible: visible !== false,
  };
}
