/**
 * What is trained, one run after the other: the page's runs, a script's, and those gone on with. Owns the queue and the session under way,
 * and gets device and data ready for each.
 */
import { AbortError, errorName, RunError } from '../domain/errors.ts';
import type { ActivationSpec, DerivativeSpec, Experiment } from '../domain/experiment/experiment.ts';
import { historyUntil } from '../domain/run/history.ts';
import { makeRunId, newRun } from '../domain/run/new-run.ts';
import type { Checkpoint, Device, Run, RunChange } from '../domain/run/run.ts';
import type { RunCommand } from '../protocol/training.ts';
import { RESUMABLE } from './app-state.ts';
import { FASHION_MNIST, type DataKeeper } from './data-keeper.ts';
import type { DeviceKeeper } from './device-keeper.ts';
import { RunSession, type SessionOptions, type SessionParts } from './run-session.ts';

export interface TrainOptions extends Omit<SessionOptions, 'resumeFrom'> {
  /** Whether the data set is somebody's choice; only where it isn't may `standIn` be asked for another experiment. */
  readonly dataChosen: boolean;
  /** The experiment on the built-in data, after it was told why. */
  readonly standIn: (experiment: Experiment, error: unknown) => Experiment;
  /** What was dropped from the experiment as it was written; may grow until the run begins. */
  readonly warnings?: string[];
}

export interface TrainingsParts extends SessionParts {
  readonly device: DeviceKeeper;
  readonly data: DataKeeper;
}

export class Trainings {
  private readonly parts: TrainingsParts;
  private queue: Promise<unknown> = Promise.resolve();
  private session: RunSession | null = null;
  /** The last session's checkpoint outlives a refusing storage. */
  private lastCheckpoint: Checkpoint | null = null;

  constructor(parts: TrainingsParts) {
    this.parts = parts;
  }

  /** The session under way, or null. */
  get active(): RunSession | null {
    return this.session;
  }

  /** Trains when its turn comes; see `RunSession.train` for how that ends. */
  train(experiment: Experiment, options: TrainOptions): Promise<Run> {
    return this.inTurn(options.signal, async () => {
      const { device } = await this.parts.device.ready();
      const actual = await this.withData(experiment, options);
      const now = new Date();
      const id = makeRunId(now, crypto.getRandomValues(new Uint32Array(1))[0]!);
      const run = newRun(actual, device, { id, now, ...(options.warnings && { warnings: [...options.warnings] }) });
      return this.trainSession(run, this.parts.runs.nextColour(), options);
    });
  }

  /** Goes on with a run from its last checkpoint; rejects with a RunError where it has none. */
  resume(id: string, options: { readonly paused?: boolean } = {}): Promise<Run> {
    return this.inTurn(undefined, async () => {
      const run = await this.parts.runs.whole(id);
      const checkpoint = await this.checkpointOf(run);
      const { device } = await this.parts.device.ready();
      await this.parts.data.ensure(run.experiment.data.source);
      const again = { ...run, ...historyUntil(run, checkpoint) };
      again.changes = [...again.changes, ...moved(run.device, device, checkpoint, again)];
      const colour = this.parts.runs.find(id)?.colour ?? this.parts.runs.nextColour();
      return this.trainSession(again, colour, { ...options, resumeFrom: checkpoint, save: true });
    });
  }

  /** A command to the run under way; rejects with a RunError where there is none. */
  async command(command: RunCommand): Promise<void> {
    if (this.session === null) throw new RunError(`expected a run to ${command}, and none is going on`);
    await this.session.command(command);
  }

  /** Changes σ or rule of the run under way; does nothing where there is none. */
  async change(change: { readonly activation?: ActivationSpec; readonly derivative?: DerivativeSpec }): Promise<void> {
    if (this.session !== null) await this.parts.trainer.change(this.session.id, change);
  }

  private async checkpointOf(run: Run): Promise<Checkpoint> {
    if (!RESUMABLE.includes(run.status))
      throw new RunError(`expected a run that is paused or interrupted, got one that is ${run.status}`);
    const checkpoint =
      this.lastCheckpoint?.runId === run.id ? this.lastCheckpoint : await this.parts.store.checkpoint(run.id);
    if (checkpoint === null) throw new RunError('This run has no checkpoint to go on from.');
    return checkpoint;
  }

  private async trainSession(run: Run, colour: number, options: SessionOptions): Promise<Run> {
    const session = new RunSession(this.parts, run, colour, options);
    this.session = session;
    try {
      return await session.train();
    } finally {
      this.lastCheckpoint = session.checkpoint;
      this.session = null;
    }
  }

  private async withData(experiment: Experiment, options: TrainOptions): Promise<Experiment> {
    const { source } = experiment.data;
    try {
      await this.parts.data.ensure(source, options.signal);
      return experiment;
    } catch (error) {
      const mayStandIn = !options.dataChosen && source === FASHION_MNIST && errorName(error) === 'DataError';
      if (!mayStandIn) throw error;
      return options.standIn(experiment, error);
    }
  }

  /** Does the work when everything before it is over. A run that waits for the person gives way; it can be gone on with. */
  private inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (this.session?.paused === true) this.session.command('stop').catch(() => undefined);
    let begun = false;
    const turn = this.queue.then(() => {
      if (signal?.aborted === true) throw new AbortError();
      begun = true;
      return work();
    });
    this.queue = turn.catch(() => undefined);
    return signal === undefined ? turn : orAborted(turn, signal, () => !begun);
  }
}

/** The promise; rejects with AbortError as soon as the signal fires, as long as `waiting` holds. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal, waiting: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      if (waiting()) reject(new AbortError());
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A mark in the history of a run that goes on elsewhere: its numbers may differ from here on. */
function moved(before: Device, now: Device, { step }: Checkpoint, run: Run): RunChange[] {
  if (before.backend === now.backend && before.adapter === now.adapter) return [];
  const label = `Went on with ${now.backend}${now.adapter === '' ? '' : ` (${now.adapter})`}.`;
  return [{ step, epoch: run.epochs.at(-1)?.epoch ?? 0, label }];
}
