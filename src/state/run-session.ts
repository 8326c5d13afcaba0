/**
 * One training as the page lives it: what the worker says becomes the run on screen, the run in the list and the run in storage.
 * Owns the run from its start to its end, whatever the end is; knows nothing of queues, devices or data.
 */
import { AbortError, errorMessage, errorName, RunError } from '../domain/errors.ts';
import { bothEdits, editedNumbers, type PlaneEdit } from '../domain/networks/plane-edit.ts';
import { appendSteps } from '../domain/run/history.ts';
import { netOf, numbersOf } from '../domain/run/plane-run.ts';
import type { PlaneStep } from '../domain/run/plane-step.ts';
import type { Checkpoint, EpochRecord, Run, StepRecord } from '../domain/run/run.ts';
import { RunRecorder } from '../persistence/recorder.ts';
import { lockRun } from '../persistence/run-locks.ts';
import type { RunStore, StoredRun } from '../persistence/run-store.ts';
import type { RunCommand, RunEnd, RunEvent, StartRequest } from '../protocol/training.ts';
import type { LivePlane, LiveRun } from './app-state.ts';
import type { Model } from './model.ts';
import type { NoticeAction, Notices } from './notices.ts';
import type { RunList } from './run-list.ts';
import type { Snapshots } from './snapshots.ts';
import type { Trainer } from './trainer.ts';

/** How long a run that was told to stop may take before it is given up. */
const STOP_MS = 15_000;

/** The notice with what is to be known of the run under way. */
const ABOUT = 'about-run';

/** Errors after which worker and device are others than before. */
export const CRASHES: ReadonlySet<string> = new Set([
  'WorkerError',
  'DeviceLostError',
  'DeviceError',
  'OutOfMemoryError',
]);

const AFTER_DIVERGENCE = ' What came before is kept. A smaller learning rate or clipping may help.';

export interface SessionParts {
  readonly model: Model;
  readonly trainer: Trainer;
  readonly store: RunStore;
  readonly runs: RunList;
  readonly notices: Notices;
  readonly snapshots: Snapshots;
  /** What is offered after a run diverged whose last good state this is. */
  readonly afterDivergence: (run: Run, checkpoint: Checkpoint) => readonly NoticeAction[];
  readonly onStorage: (error: unknown) => void;
}

export interface SessionOptions extends Pick<StartRequest, 'initialWeights' | 'resumeFrom' | 'paused' | 'twins'> {
  /** Not the one on screen, but one trained beside it. */
  readonly beside?: boolean;
  /** Whether the run is listed and stored. */
  readonly save: boolean;
  readonly onStep?: (record: StepRecord) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
  readonly signal?: AbortSignal;
}

export class RunSession {
  readonly id: string;
  private readonly parts: SessionParts;
  private readonly options: SessionOptions;
  private readonly colour: number;
  private readonly recorder: RunRecorder | null;
  private readonly giveUp = new AbortController();
  private run: Run;
  private lastCheckpoint: Checkpoint | null;
  private ended = false;

  constructor(parts: SessionParts, run: Run, colour: number, options: SessionOptions) {
    this.parts = parts;
    this.run = run;
    this.id = run.id;
    this.colour = colour;
    this.options = options;
    this.lastCheckpoint = options.resumeFrom ?? null;
    this.recorder = options.save
      ? new RunRecorder(
          parts.store,
          () => this.stored(),
          (error) => this.noteSaved(error),
        )
      : null;
  }

  /** Where the run could go on from, as far as this session knows. */
  get checkpoint(): Checkpoint | null {
    return this.lastCheckpoint;
  }

  /** Whether the run waits in the worker for the person. */
  get paused(): boolean {
    return this.run.status === 'paused';
  }

  /**
   * Trains to the end and resolves with the run: done, diverged, failed, or paused where somebody stopped it. Rejects with AbortError where
   * the signal did, and with what went wrong where it didn't end by itself; the run is kept all the same, as far as it came.
   */
  async train(): Promise<Run> {
    const release = await lockRun(this.id);
    if (release === null) throw new RunError('This run is going on in another tab.');
    const unlisten = this.stopOnAbort();
    try {
      this.begin();
      const end = await this.parts.trainer.train(this.request(), (event) => this.hear(event), this.giveUp.signal);
      await this.end(end);
    } catch (error) {
      await this.breakOff(error);
      throw error;
    } finally {
      unlisten();
      release();
    }
    if (this.options.signal?.aborted === true) throw new AbortError('The run was stopped, and can be gone on with.');
    return this.run;
  }

  /** Hands a command to the worker. */
  command(command: RunCommand): Promise<void> {
    return this.parts.trainer.command(this.id, command);
  }

  /** Asks for a checkpoint now; for a tab that may be about to go. */
  async saveNow(): Promise<void> {
    if (this.recorder === null || this.run.status !== 'running') return;
    await this.parts.trainer.checkpoint(this.id).catch(() => undefined); // comes as an event, too
  }

  /** Whether the run is over, or given up. */
  get over(): boolean {
    return this.ended;
  }

  /** Shows a step that was taken apart. */
  showSlow(slow: PlaneStep): void {
    this.showPlane({ slow });
  }

  /** Shows an edit before the run has made it, and until it says so with `showMade`. */
  showEdited(edit: PlaneEdit): void {
    const before = this.shown?.edited ?? null;
    this.showPlane({ edited: before === null ? edit : bothEdits(before, edit) });
  }

  /** The run has made what was shown as edited; `made` is false where it couldn't. What was edited since stays on show. */
  showMade(edited: PlaneEdit | null, made: boolean): void {
    const plane = this.shown;
    if (edited === null || plane?.edited !== edited) return;
    const numbers = made && plane.numbers !== null ? editedNumbers(plane.numbers, edited.numbers) : plane.numbers;
    this.showPlane({ edited: null, numbers });
  }

  /** What is on show of the net. */
  get shown(): LivePlane | null {
    const { live, twins } = this.parts.model.state;
    return [live, ...twins].find((one) => one?.run.id === this.id)?.plane ?? null;
  }

  private begin(): void {
    const { model } = this.parts;
    const live = { ...startingLive(this.run, this.options.resumeFrom?.step ?? 0), saved: this.recorder !== null };
    if (this.options.twins !== undefined) model.update({ twins: [...model.state.twins, live] });
    if (this.options.beside !== true) model.update({ live });
    this.parts.notices.resolve(ABOUT);
    this.forgetReason();
    this.change({ status: 'running' });
  }

  /** Of an earlier interruption. */
  private forgetReason(): void {
    this.run = { ...this.run };
    delete this.run.reason;
  }

  /** The run as it is to be stored; null once it was deleted. */
  private stored(): StoredRun | null {
    const visible = this.parts.runs.find(this.id)?.visible;
    return visible === undefined ? null : { run: this.run, colour: this.colour, visible };
  }

  private request(): StartRequest {
    const { initialWeights, resumeFrom, paused, twins } = this.options;
    return {
      runId: this.id,
      experiment: this.run.experiment,
      ...(initialWeights && { initialWeights }),
      ...(resumeFrom && { resumeFrom }),
      ...(paused === true && { paused }),
      ...(twins && { twins }),
    };
  }

  /** An abort stops the run where it is; only where it doesn't stop it is given up. */
  private stopOnAbort(): () => void {
    const { signal } = this.options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hardly = (): void => this.giveUp.abort();
    const stop = (): void => {
      timer = setTimeout(hardly, STOP_MS);
      this.command('stop').catch(hardly);
    };
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop);
    return () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
  }

  private hear(event: RunEvent): void {
    switch (event.type) {
      case 'phase':
        return this.enterPhase(event);
      case 'started':
        this.change({ data: event.data });
        return this.show({
          stepsPerEpoch: event.stepsPerEpoch,
          totalSteps: event.totalSteps,
          parameterCount: event.parameterCount,
        });
      case 'steps':
        this.change({ steps: appendSteps(this.run.steps, event.steps) });
        this.forgetSlow(event.step);
        this.show({ step: event.step, stepsPerSecond: event.stepsPerSecond, secondsLeft: event.secondsLeft });
        return event.steps.forEach((record) => callBack(this.options.onStep, record));
      case 'gradNorms':
        return this.change({ gradNorms: event.gradNorms });
      case 'epoch':
        this.change({ epochs: [...this.run.epochs, event.epoch] });
        return callBack(this.options.onEpoch, event.epoch);
      case 'reconstructions':
        return this.show({ images: event.images });
      case 'checkpoint':
        return this.keepCheckpoint(event.checkpoint);
      case 'changed':
        return this.change({ changes: [...this.run.changes, event.change] });
      case 'numbers':
        return this.showPlane({ numbers: event.layers, numbersStep: event.step });
      case 'atlases':
        return this.showPlane({ frames: event.frames });
      case 'snapshot':
        return this.parts.snapshots.add(this.id, event.snapshot);
      case 'parted':
        // A run that goes on has parted already, and parts again at its first step.
        return typeof this.run.parted === 'number' ? undefined : this.change({ parted: event.step });
      case 'notice':
        return this.parts.notices.show({ id: ABOUT, kind: 'info', message: event.message });
      default:
        event satisfies never;
    }
  }

  private enterPhase({ phase, done, total }: Extract<RunEvent, { type: 'phase' }>): void {
    const counted = done !== undefined && total !== undefined ? { done, total } : null;
    if (phase !== 'stopping') this.enterStatus(phase === 'paused' || phase === 'stepping' ? 'paused' : 'running');
    this.show({ phase, compile: counted });
  }

  private enterStatus(status: Run['status']): void {
    if (status !== this.run.status) this.change({ status });
  }

  private keepCheckpoint(checkpoint: Checkpoint): void {
    this.lastCheckpoint = checkpoint;
    if (this.recorder === null) return;
    this.parts.runs.markCheckpoint(this.id, true);
    void this.recorder.checkpoint(checkpoint);
  }

  private async end({ status, reason, weights, checkpoint }: RunEnd): Promise<void> {
    if (status === 'paused') this.keepCheckpoint(checkpoint);
    this.finish({ status, ...(reason === undefined ? {} : { reason }) });
    if (status === 'diverged') this.showGood(weights);
    if (status === 'diverged' || status === 'failed') this.tellEnd(status, reason, checkpoint);
    this.parts.runs.keepWeights(this.id, weights);
    if (status === 'paused') return this.recorder?.flush();
    this.parts.runs.markCheckpoint(this.id, false);
    await this.recorder?.weights(weights);
  }

  private tellEnd(status: 'diverged' | 'failed', reason = 'No reason is known.', checkpoint: Checkpoint): void {
    const [kind, advice] = status === 'failed' ? (['error', ''] as const) : (['warning', AFTER_DIVERGENCE] as const);
    const actions = status === 'diverged' ? this.parts.afterDivergence(this.run, checkpoint) : [];
    this.parts.notices.show({ id: `run-${this.id}`, kind, message: `The run ${status}. ${reason}${advice}`, actions });
  }

  /** The numbers told last may be spoilt: shown are those before. */
  private showGood(weights: Uint8Array): void {
    const network = netOf(this.run);
    if (network !== null) this.showPlane({ numbers: numbersOf(network, weights) });
  }

  /** The run ended by an error. What never began is forgotten; what can be gone on with is interrupted. */
  private async breakOff(error: unknown): Promise<void> {
    const name = errorName(error);
    const resumable = this.lastCheckpoint !== null && (CRASHES.has(name) || name === 'AbortError');
    this.finish({ status: resumable ? 'interrupted' : 'failed', reason: errorMessage(error) });
    await this.recorder?.flush();
    if (resumable || this.run.steps.length > 0 || this.recorder === null) return;
    this.parts.runs.drop(this.id);
    await this.parts.store.delete(this.id).catch(this.parts.onStorage);
  }

  private finish(end: Pick<Run, 'status' | 'reason'>): void {
    this.ended = true;
    this.forgetReason();
    this.change(end);
    this.show({ phase: 'ended', compile: null, secondsLeft: 0 });
  }

  /** Changes the run, in the list and on screen, and has it saved soon. */
  private change(change: Partial<Run>): void {
    this.run = { ...this.run, ...change };
    if (this.recorder !== null) this.parts.runs.put(this.run, this.colour);
    this.show({});
    this.recorder?.touch();
  }

  private show(change: Partial<LiveRun>): void {
    const { model } = this.parts;
    const changed = (live: LiveRun): LiveRun =>
      live.run.id === this.id ? { ...live, ...change, run: this.run } : live;
    const { live, twins } = model.state;
    model.update({ live: live && changed(live), twins: twins.map(changed) });
  }

  /** A step that was taken apart is shown until another follows it. */
  private forgetSlow(step: number): void {
    const slow = this.shown?.slow;
    if (slow && step > slow.step) this.showPlane({ slow: null });
  }

  private showPlane(change: Partial<LivePlane>): void {
    const { shown } = this;
    if (shown) this.show({ plane: { ...shown, ...change } });
  }

  private noteSaved(error: unknown): void {
    const saved = error === null;
    this.show({ saved });
    if (!saved) this.parts.runs.keepUnsaved(this.run);
    else if (this.ended) this.parts.runs.forgetInMemory(this.id);
    this.parts.onStorage(error);
  }
}

function startingLive(run: Run, step: number): LiveRun {
  return {
    run,
    phase: 'starting',
    compile: null,
    step,
    stepsPerEpoch: 0,
    totalSteps: 0,
    parameterCount: 0,
    stepsPerSecond: 0,
    secondsLeft: 0,
    images: null,
    saved: true,
    plane: run.experiment.network.kind === 'plane' ? NOTHING_YET : null,
  };
}

const NOTHING_YET: LivePlane = { numbers: null, numbersStep: 0, frames: [], slow: null, edited: null };

/** A listener that throws is its owner's trouble, not the run's. */
function callBack<T>(listener: ((record: T) => void) | undefined, record: T): void {
  try {
    listener?.(record);
  } catch (error) {
    reportError(error);
  }
}
