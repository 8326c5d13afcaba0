/**
 * The recorded weights of runs of the 2D net: of the run on screen in memory, of others in storage. Owns the slider's place (`plane.sought`) and its stops
 * (`plane.snapshots`).
 */
import { RunError } from '../domain/errors.ts';
import { keptSnapshots } from '../domain/run/history.ts';
import { netOf, numbersOf } from '../domain/run/plane-run.ts';
import type { LayerNumbers } from '../domain/run/plane-step.ts';
import type { Run, Snapshot } from '../domain/run/run.ts';
import type { SnapshotStore } from '../persistence/snapshot-store.ts';
import type { PlaneState } from './app-state.ts';
import type { Model } from './model.ts';

/** Milliseconds in which snapshots gather before they are stored. */
const GATHER_MS = 1000;

/** What one run has. */
interface Log {
  snapshots: Snapshot[];
  unsaved: Snapshot[];
  readonly saves: boolean;
}

export class Snapshots {
  private readonly model: Model;
  private readonly store: SnapshotStore;
  private readonly onStorage: (error: unknown) => void;
  /** Of the runs under way, or of the last ones. */
  private readonly logs = new Map<string, Log>();
  private shown: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: { model: Model; store: SnapshotStore; onStorage: (error: unknown) => void }) {
    ({ model: this.model, store: this.store, onStorage: this.onStorage } = parts);
  }

  /** Runs begin, or go on from `step`: what was recorded later belongs to a course that they don't take. The first is the one on show. */
  async begin(runs: readonly { readonly id: string; readonly step: number; readonly saves: boolean }[]): Promise<void> {
    await this.flush();
    this.logs.clear();
    for (const { id, step, saves } of runs) {
      const before = step > 0 && saves ? await this.store.load(id).catch(() => []) : [];
      this.logs.set(id, { snapshots: before.filter((one) => one.step <= step), unsaved: [], saves });
    }
    this.shown = runs[0]?.id ?? null;
    this.show({ sought: null });
  }

  /** Keeps one, and thins those before it. */
  add(runId: string, snapshot: Snapshot): void {
    const log = this.logs.get(runId);
    if (!log) return;
    const others = log.snapshots.filter(({ step }) => step < snapshot.step);
    const all = [...others, snapshot];
    const kept = new Set(
      keptSnapshots(
        all.map(({ step }) => step),
        snapshot.step,
      ),
    );
    log.snapshots = all.filter(({ step }) => kept.has(step));
    if (log.saves) this.saveSoon(log, snapshot);
    if (runId === this.shown) this.show({});
  }

  /** All of a run, oldest first. */
  async of(runId: string): Promise<readonly Snapshot[]> {
    return this.logs.get(runId)?.snapshots ?? (await this.store.load(runId));
  }

  /**
   * Puts the numbers that the runs had after this step on show, or those of now. Rejects with a RunError where the first has none of that step, with a
   * WeightsError where they are damaged; of the others the last before it count.
   */
  async seek(runs: readonly Run[], step: number | null): Promise<void> {
    if (step === null) {
      this.show({ sought: null });
      return;
    }
    const numbers: Record<string, readonly LayerNumbers[]> = {};
    for (const [i, run] of runs.entries()) {
      const found = (await this.of(run.id)).findLast((one) => (i === 0 ? one.step === step : one.step <= step));
      const network = netOf(run);
      if (found && network) numbers[run.id] = numbersOf(network, found.weights);
      else if (i === 0) throw new RunError(`expected a step with a snapshot, got ${step}, which has none`);
    }
    this.show({ sought: { step, numbers } });
  }

  /** Shows what is recorded of runs that are over; the first is the one on show. */
  async open(runIds: readonly string[]): Promise<void> {
    await this.flush();
    const logs = await Promise.all(
      runIds.map(async (id): Promise<[string, Snapshot[]]> => [id, [...(await this.of(id))]]),
    );
    this.logs.clear();
    for (const [id, snapshots] of logs) this.logs.set(id, { snapshots, unsaved: [], saves: false });
    this.shown = runIds[0] ?? null;
    this.show({ sought: null });
  }

  /** The run was deleted. */
  forget(runId: string): void {
    this.logs.delete(runId);
    if (this.shown === runId) this.clear();
  }

  /** The slider has nothing to show. */
  clear(): void {
    this.shown = null;
    this.show({ sought: null });
  }

  /** Stores what is not yet stored. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [id, log] of this.logs) {
      if (log.unsaved.length === 0) continue;
      const { unsaved } = log;
      log.unsaved = [];
      const kept = new Set(log.snapshots.map(({ step }) => step));
      const added = unsaved.filter(({ step }) => kept.has(step));
      await this.store.save(id, added, kept).catch((error: unknown) => {
        log.unsaved = [...unsaved, ...log.unsaved];
        this.onStorage(error);
      });
    }
  }

  private saveSoon(log: Log, snapshot: Snapshot): void {
    log.unsaved.push(snapshot);
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  private show(change: Partial<PlaneState>): void {
    const { plane } = this.model.state;
    const log = this.shown === null ? undefined : this.logs.get(this.shown);
    this.model.update({ plane: { ...plane, snapshots: log?.snapshots.map(({ step }) => step) ?? [], ...change } });
  }
}
