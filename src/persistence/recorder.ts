/**
 * Saves a live run as it goes: at most one write a second, only the steps that are new, checkpoints as they come. A failed save
 * does not stop anything: it is reported, and tried again, with all that is missing by then.
 */
import type { Checkpoint } from '../domain/run/run.ts';
import type { StoredRun, RunStore } from './run-store.ts';

/** Milliseconds between saves, and after a failed one. */
const INTERVAL_MS = 1_000;
const RETRY_MS = 10_000;

export class RunRecorder {
  private readonly store: RunStore;
  private readonly current: () => StoredRun;
  private readonly onOutcome: (error: unknown) => void;
  /** Steps that are known to be stored, of the history they are the front of. */
  private savedSteps = 0;
  private savedLast = -1;
  private unsavedCheckpoint: Checkpoint | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();
  private interval = INTERVAL_MS;

  /** `current` is asked for the run at each save; `onOutcome` hears of each, with the error or null. */
  constructor(store: RunStore, current: () => StoredRun, onOutcome: (error: unknown) => void) {
    this.store = store;
    this.current = current;
    this.onOutcome = onOutcome;
  }

  /** The run changed: save it within a second, or within ten where storage just failed. */
  touch(): void {
    this.timer ??= setTimeout(() => {
      void this.flush();
    }, this.interval);
  }

  /** A new checkpoint, to be saved at once. */
  async checkpoint(checkpoint: Checkpoint): Promise<void> {
    this.unsavedCheckpoint = checkpoint;
    await this.flush();
  }

  /** Saves now what is not yet saved; resolves when it is tried, whether it worked or not. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving.then(() => this.save());
    return this.saving;
  }

  private async save(): Promise<void> {
    try {
      await this.saveAll();
      this.interval = INTERVAL_MS;
      this.onOutcome(null);
    } catch (error) {
      this.interval = RETRY_MS;
      this.onOutcome(error);
    }
  }

  /** History before checkpoint: a run that resumes must have recorded what came before. */
  private async saveAll(): Promise<void> {
    const stored = this.current();
    const { steps } = stored.run;
    const from = steps[this.savedSteps - 1]?.step === this.savedLast ? this.savedSteps : 0; // else it was thinned
    if (from < steps.length || from === 0) await this.store.steps.save(stored.run.id, steps, from);
    this.savedSteps = steps.length;
    this.savedLast = steps.at(-1)?.step ?? -1;
    await this.store.put(stored);
    const checkpoint = this.unsavedCheckpoint;
    if (checkpoint === null) return;
    await this.store.putCheckpoint(checkpoint);
    if (this.unsavedCheckpoint === checkpoint) this.unsavedCheckpoint = null;
  }
}
