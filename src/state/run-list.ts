/**
 * The runs that the page knows: those of earlier visits, those of this one, saved or not. Owns their colours, which stay with them,
 * and what is exported and imported.
 */
import { RunError } from '../domain/errors.ts';
import { thin } from '../domain/run/history.ts';
import type { Run } from '../domain/run/run.ts';
import { readRuns, writeRuns, type ExchangedRun } from '../persistence/exchange.ts';
import { lockedRuns } from '../persistence/run-locks.ts';
import type { RunStore, StoredRun } from '../persistence/run-store.ts';
import { RESUMABLE, type RunListing } from './app-state.ts';
import type { Model } from './model.ts';
import type { Notices } from './notices.ts';
import type { Snapshots } from './snapshots.ts';

/** Length of the sequence of run colours. */
const COLOURS = 8;

/** Runs whose weights are kept although storage doesn't have them. */
const WEIGHTS_IN_MEMORY = 4;

/** Steps of an earlier run that are kept for its plot. */
const STEPS_LISTED = 2_000;

/** What an import did. */
export interface ImportReport {
  /** Ids of the runs in the text, new or known before. */
  readonly ids: string[];
  readonly warnings: string[];
}

interface RunListParts {
  readonly model: Model;
  readonly store: RunStore;
  readonly notices: Notices;
  readonly snapshots: Snapshots;
  readonly onStorageError: (error: unknown) => void;
}

export class RunList {
  private readonly snapshots: Snapshots;
  private readonly model: Model;
  private readonly store: RunStore;
  private readonly notices: Notices;
  private readonly onStorageError: (error: unknown) => void;
  private listing: Promise<unknown> = Promise.resolve();
  private withCheckpoint = new Set<string>();
  /** Whole runs of this visit that storage doesn't have, and weights it doesn't have. */
  private readonly unsaved = new Map<string, Run>();
  private readonly weightsInMemory = new Map<string, Uint8Array>();

  constructor(parts: RunListParts) {
    ({ model: this.model, store: this.store, notices: this.notices, snapshots: this.snapshots } = parts);
    this.onStorageError = parts.onStorageError;
  }

  /** Resolves when the runs of earlier visits are listed, or cannot be. */
  get listed(): Promise<unknown> {
    return this.listing;
  }

  /** Lists what is stored. Runs that no living tab is training were interrupted; returns those that are found so now. */
  start(): Promise<RunListing[]> {
    const listing = this.list();
    this.listing = listing;
    return listing;
  }

  private async list(): Promise<RunListing[]> {
    try {
      const [{ runs, damaged }, withCheckpoint, alive] = await Promise.all([
        this.store.list(),
        this.store.withCheckpoint(),
        lockedRuns(),
      ]);
      this.withCheckpoint = withCheckpoint;
      this.tellDamaged(damaged);
      const interrupted = runs.filter(({ run }) => run.status === 'running' && !alive.has(run.id));
      for (const stored of interrupted) await this.interrupt(stored);
      this.merge(runs);
      return this.model.state.runs.filter((listing) => interrupted.some(({ run }) => run.id === listing.run.id));
    } catch (error) {
      this.onStorageError(error);
      return [];
    }
  }

  /** Lists a run as storage has it, which another tab may have changed or deleted. What goes on in this tab is left alone. */
  async refresh(id: string): Promise<void> {
    if (this.isOurs(id)) return;
    try {
      const [stored, withCheckpoint, alive] = await Promise.all([
        this.store.get(id),
        this.store.withCheckpoint(),
        lockedRuns(),
      ]);
      if (this.isOurs(id)) return; // begun here meanwhile
      this.withCheckpoint = withCheckpoint;
      if (stored?.run.status === 'running' && !alive.has(id)) await this.interrupt(stored);
      if (stored === null) this.drop(id);
      else this.replace(this.toListing(forPlotting(stored)));
    } catch (error) {
      this.onStorageError(error);
    }
  }

  /** Whether the run goes on in this tab, or is kept by it alone. */
  private isOurs(id: string): boolean {
    const { live, twins } = this.model.state;
    const going = [live, ...twins].some((run) => run?.run.id === id && run.phase !== 'ended');
    return going || this.unsaved.has(id);
  }

  private async interrupt({ run, colour, visible }: StoredRun): Promise<void> {
    run.status = 'interrupted';
    run.reason = 'The tab was closed or reloaded, or it crashed.';
    await this.store.put({ run, colour, visible });
  }

  private tellDamaged(damaged: readonly string[]): void {
    if (damaged.length === 0) return;
    this.notices.show({ id: 'damaged-runs', kind: 'warning', message: damaged.slice(0, 5).join(' ') });
  }

  /** Runs that began before the list was read stay as they are. */
  private merge(stored: readonly StoredRun[]): void {
    const present = this.model.state.runs;
    const known = new Set(present.map(({ run }) => run.id));
    const earlier = stored.filter(({ run }) => !known.has(run.id)).map((item) => this.toListing(forPlotting(item)));
    this.model.update({ runs: [...earlier, ...present] });
  }

  private toListing({ run, colour, visible }: StoredRun): RunListing {
    const resumable = RESUMABLE.includes(run.status) && this.withCheckpoint.has(run.id);
    return { run, colour, visible, resumable };
  }

  find(id: string): RunListing | null {
    return this.model.state.runs.find(({ run }) => run.id === id) ?? null;
  }

  /** The colour for a new run: of those in use least, the first. */
  nextColour(): number {
    const uses = Array.from({ length: COLOURS }, () => 0);
    for (const { colour } of this.model.state.runs) uses[colour % COLOURS]! += 1;
    return uses.indexOf(Math.min(...uses));
  }

  /** Lists the run, new or changed. */
  put(run: Run, colour: number): void {
    const visible = this.find(run.id)?.visible ?? true;
    this.replace(this.toListing({ run, colour, visible }));
  }

  private replace(listing: RunListing): void {
    const { runs } = this.model.state;
    const { id } = listing.run;
    const known = runs.some(({ run }) => run.id === id);
    this.model.update({
      runs: known ? runs.map((other) => (other.run.id === id ? listing : other)) : [...runs, listing],
    });
  }

  /** Takes a run off the list; storage keeps what it has. */
  drop(id: string): void {
    this.model.update({ runs: this.model.state.runs.filter(({ run }) => run.id !== id) });
  }

  /** Whether the run can be gone on with. */
  markCheckpoint(id: string, exists: boolean): void {
    if (this.withCheckpoint.has(id) === exists) return;
    if (exists) this.withCheckpoint.add(id);
    else this.withCheckpoint.delete(id);
    const listing = this.find(id);
    if (listing !== null) this.put(listing.run, listing.colour);
  }

  /** Keeps a run that storage doesn't have, whole, for as long as the tab lives. */
  keepUnsaved(run: Run): void {
    this.unsaved.set(run.id, run);
  }

  /** Keeps weights that storage doesn't have: those of the last few runs. */
  keepWeights(id: string, weights: Uint8Array): void {
    this.weightsInMemory.delete(id);
    this.weightsInMemory.set(id, weights);
    const [oldest] = this.weightsInMemory.keys();
    if (this.weightsInMemory.size > WEIGHTS_IN_MEMORY && oldest !== undefined) this.weightsInMemory.delete(oldest);
  }

  /** Storage has the run by now, or it is not wanted any more. */
  forgetInMemory(id: string): void {
    this.unsaved.delete(id);
    this.weightsInMemory.delete(id);
  }

  /** The whole run; rejects with a RunError where there is none of this id. */
  async whole(id: string): Promise<Run> {
    const { live } = this.model.state;
    if (live?.run.id === id) return live.run;
    const run = this.unsaved.get(id) ?? (await this.store.get(id))?.run;
    if (run === undefined) throw new RunError(`expected the id of a run, got ${JSON.stringify(id)}, which is none`);
    return run;
  }

  /** Weights at the run's end or at its last checkpoint; rejects with a RunError where there are none. */
  async weights(id: string): Promise<Uint8Array> {
    const weights = this.weightsInMemory.get(id) ?? (await this.store.loadWeights(id));
    if (weights === null)
      throw new RunError(`expected the id of a run with weights, got ${JSON.stringify(id)}, which has none`);
    return weights;
  }

  show(id: string, visible: boolean): void {
    const listing = this.find(id);
    if (listing === null) return;
    this.model.update({
      runs: this.model.state.runs.map((other) => (other === listing ? { ...listing, visible } : other)),
    });
    if (!this.unsaved.has(id)) this.store.put({ ...listing, visible }).catch(this.onStorageError);
  }

  /** Deletes the run and all that belongs to it. */
  async delete(id: string): Promise<void> {
    await this.whole(id); // or rejects
    if ((await lockedRuns()).has(id))
      throw new RunError(`expected a run that has ended, got ${JSON.stringify(id)}, which is going on`);
    if (!this.unsaved.has(id)) await this.store.delete(id);
    this.forgetInMemory(id);
    this.snapshots.forget(id);
    this.withCheckpoint.delete(id);
    this.drop(id);
    const { live, twins } = this.model.state;
    if (live?.run.id === id || twins.some(({ run }) => run.id === id)) this.model.update({ live: null, twins: [] });
  }

  /** The runs as JSON text, with their weights and those recorded on the way where `weights` says so. */
  async export(ids: readonly string[], weights: boolean): Promise<string> {
    const runs: ExchangedRun[] = [];
    for (const id of ids) {
      const run = await this.whole(id);
      runs.push({
        run,
        weights: weights ? await this.weights(id).catch(() => null) : null,
        snapshots: weights ? await this.snapshots.of(id).catch(() => []) : [],
      });
    }
    return writeRuns(runs);
  }

  /** Lists and stores the runs of such a text; those that are known already stay as they are. */
  async import(text: string): Promise<ImportReport> {
    const { runs, warnings } = readRuns(text);
    for (const imported of runs) {
      const { id } = imported.run;
      if (this.find(id) === null) await this.importOne(imported);
      else warnings.push(`Run ${id} is here already and was left as it is.`);
    }
    return { ids: runs.map(({ run }) => run.id), warnings };
  }

  private async importOne({ run, weights, snapshots }: ExchangedRun): Promise<void> {
    const colour = this.nextColour();
    try {
      await this.store.putWhole({ run, colour, visible: true });
      if (weights !== null) await this.store.putWeights(run.id, weights);
      await this.store.snapshots.save(run.id, snapshots, new Set(snapshots.map(({ step }) => step)));
    } catch (error) {
      this.keepUnsaved(run);
      if (weights !== null) this.keepWeights(run.id, weights);
      this.onStorageError(error);
    }
    this.put(run, colour);
  }
}

/** A stored run with no more steps than a plot can show; storage keeps the others. */
function forPlotting(stored: StoredRun): StoredRun {
  return { ...stored, run: { ...stored.run, steps: thin(stored.run.steps, STEPS_LISTED) } };
}
