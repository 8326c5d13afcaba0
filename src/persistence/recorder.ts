/**
 * Saves a live run as it goes: at most one write a second, only the steps that are new, checkpoints as they come, and at the end the
 * weights in the checkpoint's place. A failed save does not stop anything: it is reported, and tried again with all that is missing by then.
 */
import type { Checkpoint } from '../domain/run/run.ts';
import type { RunStore, StoredRun } from './run-store.ts';

/** Milliseconds between saves, and after a failed one. */
const INTERVAL_MS = 1_000;
const RETRY_MS = 10_000;

export class RunRecorder {
  private readonly store: RunStore;
  private readonly current: () => StoredRun | null;
  private readonly onOutcome: (error: unknown) => void;
  /** Steps that are known to be stored, and the last of them: if that moved, the history was thinned. */
  private savedSteps = 0;
  private savedLast = -1;
  private unsavedCheckpoint: Checkpoint | null = null;
  private unsavedWeights: Uint8Array | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();

  /** `current` is asked for the run at each save, and ends the saving with null; `onOutcome` hears of each save, with its error or null. */
  constructor(store: RunStore, current: () => StoredRun | null, onOutcome: (error: unknown) => void) {
    this.store = store;
    this.current = current;
    this.onOutcome = onOutcome;
  }

  /** The run changed: save it within a second. */
  touch(): void {
    this.saveWithin(INTERVAL_MS);
  }

  /** A new checkpoint, saved at once. Resolves when that is tried, whether it worked or not. */
  checkpoint(checkpoint: Checkpoint): Promise<void> {
    this.unsavedCheckpoint = checkpoint;
    return this.flush();
  }

  /** The run ended with these weights: saved at once, and the checkpoint deleted. */
  weights(weights: Uint8Array): Promise<void> {
    this.unsavedCheckpoint = null;
    this.unsavedWeights = weights;
    return this.flush();
  }

  /** Saves now what is not yet saved. Resolves when that is tried, whether it worked or not. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving.then(() => this.save());
    return this.saving;
  }

  private saveWithin(milliseconds: number): void {
    this.timer ??= setTimeout(() => void this.flush(), milliseconds);
  }

  private async save(): Promise<void> {
    const stored = this.current();
    if (stored === null) return;
    try {
      await this.saveHistory(stored);
      await this.saveBytes(stored.run.id);
      this.onOutcome(null);
    } catch (error) {
      this.saveWithin(RETRY_MS);
      this.onOutcome(error);
    }
  }

  private async saveHistory(stored: StoredRun): Promise<void> {
    const { id, steps } = stored.run;
    const grew = this.savedSteps > 0 && steps[this.savedSteps - 1]?.step === this.savedLast;
    const from = grew ? this.savedSteps : 0;
    if (from === 0 || from < steps.length) await this.store.steps.save(id, steps, from);
    this.savedSteps = steps.length;
    this.savedLast = steps.at(-1)?.step ?? -1;
    await this.store.put(stored);
  }

  /** Behind the history: whoever goes on from a checkpoint must find what came before it. */
  private async saveBytes(id: string): Promise<void> {
    const { unsavedCheckpoint: checkpoint, unsavedWeights: weights } = this;
    if (checkpoint !== null) await this.store.putCheckpoint(checkpoint);
    if (this.unsavedCheckpoint === checkpoint) this.unsavedCheckpoint = null;
    if (weights === null) return;
    await this.store.putWeights(id, weights);
    await this.store.deleteCheckpoint(id);
    this.unsavedWeights = null;
  }
}
