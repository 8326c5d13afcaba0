/**
 * What is trained, one run after the other: the page's runs, a script's, and those gone on with. Owns the queue and the session under way,
 * and gets device and data ready for each.
 */
import { AbortError, errorName, RunError } from '../domain/errors.ts';
import type { ActivationSpec, DerivativeSpec, Experiment } from '../domain/experiment/experiment.ts';
import { historyUntil } from '../domain/run/history.ts';
import { makeRunId, newRun } from '../domain/run/new-run.ts';
import type { Checkpoint, Device, Run, RunChange, TwinsMark } from '../domain/run/run.ts';
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

/** One of those that train side by side. */
interface Member {
  readonly run: Run;
  readonly options: SessionOptions;
}

export class Trainings {
  private readonly parts: TrainingsParts;
  private queue: Promise<unknown> = Promise.resolve();
  /** Under way: one, or the twins in their order. */
  private sessions: readonly RunSession[] = [];
  /** The last sessions' checkpoints outlive a refusing storage. */
  private lastCheckpoints: readonly Checkpoint[] = [];

  constructor(parts: TrainingsParts) {
    this.parts = parts;
  }

  /** The session under way, or null; of twins the first. */
  get active(): RunSession | null {
    return this.sessions[0] ?? null;
  }

  /** The sessions under way: one, or the twins in their order. */
  get all(): readonly RunSession[] {
    return this.sessions;
  }

  /** Resolves when everything that was asked for is over. */
  get settled(): Promise<unknown> {
    return this.queue;
  }

  /** Trains when its turn comes; see `RunSession.train` for how that ends. */
  train(experiment: Experiment, options: TrainOptions): Promise<Run> {
    return this.inTurn(options.signal, async () => {
      const { device } = await this.parts.device.ready();
      const actual = await this.withData(experiment, options);
      const [run] = await this.trainTogether([{ run: freshRun(actual, device, options), options }]);
      return run!;
    });
  }

  /** Trains several experiments of the 2D net in lockstep; they are to differ in σ and rules alone. */
  trainTwins(experiments: readonly Experiment[], options: TrainOptions): Promise<Run[]> {
    return this.inTurn(options.signal, async () => {
      const { device } = await this.parts.device.ready();
      const runs = experiments.map((experiment) => freshRun(experiment, device, options));
      const group = runs[0]!.id;
      return this.trainTogether(
        runs.map((run, index) => {
          const twins: TwinsMark = { group, index, count: runs.length };
          return { run: { ...run, twins, parted: null }, options: { ...options, twins } };
        }),
      );
    });
  }

  /** Goes on with a run from its last checkpoint; rejects with a RunError where it has none. */
  resume(id: string, options: { readonly paused?: boolean } = {}): Promise<Run> {
    return this.inTurn(undefined, async () => {
      const runs = await this.withTwins(await this.parts.runs.whole(id));
      const { device } = await this.parts.device.ready();
      const members: Member[] = [];
      for (const [index, run] of runs.entries()) {
        const { resumeFrom, again } = await this.where(run, device);
        const twins = run.twins && { ...run.twins, index, count: runs.length };
        members.push({ run: again, options: { ...options, resumeFrom, save: true, ...(twins && { twins }) } });
      }
      const results = await this.trainTogether(members);
      return results.find((run) => run.id === id)!;
    });
  }

  /** A command to the run under way; rejects with a RunError where there is none. */
  async command(command: RunCommand): Promise<void> {
    if (this.sessions.length === 0) throw new RunError(`expected a run to ${command}, and none is going on`);
    await Promise.all(this.sessions.filter(({ over }) => !over).map((session) => session.command(command)));
  }

  /** Changes σ or rule of the run under way; does nothing where there is none, nor to twins, which are what they differ in. */
  async change(change: { readonly activation?: ActivationSpec; readonly derivative?: DerivativeSpec }): Promise<void> {
    const [session, second] = this.sessions;
    if (session && !second) await this.parts.trainer.change(session.id, change);
  }

  /** The run, with the twins that can go on beside it. */
  private async withTwins(run: Run): Promise<Run[]> {
    if (run.twins === undefined) return [run];
    const { group } = run.twins;
    const others = this.parts.model.state.runs.filter((other) => other.run.twins?.group === group && other.resumable);
    const ids = new Set([run.id, ...others.map((other) => other.run.id)]);
    const runs = await Promise.all(Array.from(ids, (id) => this.parts.runs.whole(id)));
    return runs.sort((a, b) => (a.twins?.index ?? 0) - (b.twins?.index ?? 0));
  }

  /** Where a run goes on, and the run as it was there. */
  private async where(run: Run, device: Device): Promise<{ resumeFrom: Checkpoint; again: Run }> {
    const resumeFrom = await this.checkpointOf(run);
    await this.parts.data.ensure(run.experiment.data.source);
    const again = { ...run, ...historyUntil(run, resumeFrom) };
    again.changes = [...again.changes, ...moved(run.device, device, resumeFrom, again)];
    // Edited apart after that step, they part with the next.
    if (typeof run.parted === 'number' && run.parted > resumeFrom.step + 1) again.parted = null;
    return { resumeFrom, again };
  }

  private async checkpointOf(run: Run): Promise<Checkpoint> {
    if (!RESUMABLE.includes(run.status))
      throw new RunError(`expected a run that is paused or interrupted, got one that is ${run.status}`);
    const last = this.lastCheckpoints.find(({ runId }) => runId === run.id);
    const checkpoint = last ?? (await this.parts.store.checkpoint(run.id));
    if (checkpoint === null) throw new RunError('This run has no checkpoint to go on from.');
    return checkpoint;
  }

  /** Trains these runs side by side, until all have ended; rejects as the first of them did that had to. */
  private async trainTogether(members: readonly Member[]): Promise<Run[]> {
    const { runs, model, snapshots } = this.parts;
    const fresh = runs.nextColour();
    const sessions = members.map(({ run, options }, i) => {
      const colour = runs.find(run.id)?.colour ?? fresh + i;
      return new RunSession(this.parts, run, colour, { ...options, ...(i > 0 && { beside: true }) });
    });
    await snapshots.begin(
      members.map(({ run: { id }, options: { save: saves, resumeFrom } }) => ({
        id,
        saves,
        step: resumeFrom?.step ?? 0,
      })),
    );
    model.update({ twins: [] });
    this.sessions = sessions;
    try {
      const results = await Promise.allSettled(sessions.map((session) => session.train()));
      return results.map((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    } finally {
      this.lastCheckpoints = sessions.flatMap(({ checkpoint }) => checkpoint ?? []);
      this.sessions = [];
      await snapshots.flush();
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
    for (const session of this.sessions) if (session.paused) session.command('stop').catch(() => undefined);
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

/** A run of which nothing is recorded yet. */
function freshRun(experiment: Experiment, device: Device, { warnings }: TrainOptions): Run {
  const now = new Date();
  const id = makeRunId(now, crypto.getRandomValues(new Uint32Array(1))[0]!);
  return newRun(experiment, device, { id, now, ...(warnings && { warnings: [...warnings] }) });
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
