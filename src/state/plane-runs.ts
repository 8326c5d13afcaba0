/** What people do to runs of the 2D net: edit them, slow them down, rewind them, look back. What they do to every run is in `trainings.ts`. */
import { RunError } from '../domain/errors.ts';
import { twinExperiments, type TwinVariant } from '../domain/experiment/twins.ts';
import type { Run } from '../domain/run/run.ts';
import type { Configuration } from './configuration.ts';
import type { RunEdit } from './live-net.ts';
import type { Model } from './model.ts';
import { restingLive } from './resting-live.ts';
import type { RunList } from './run-list.ts';
import type { RunSession } from './run-session.ts';
import type { Snapshots } from './snapshots.ts';
import type { Trainer } from './trainer.ts';
import type { Trainings, TrainOptions } from './trainings.ts';

interface PlaneRunsParts {
  readonly model: Model;
  readonly trainer: Trainer;
  readonly trainings: Trainings;
  readonly snapshots: Snapshots;
  readonly runs: RunList;
  readonly configuration: Configuration;
}

export class PlaneRuns {
  private readonly parts: PlaneRunsParts;

  constructor(parts: PlaneRunsParts) {
    this.parts = parts;
  }

  /** Shows edits by hand before the worker has heard of them. */
  show(edits: readonly RunEdit[]): void {
    for (const { runs, edit } of edits) for (const session of this.underWay(runs)) session.showEdited(edit);
  }

  /** Has the runs make edits that are on show. Rejects, and takes them off again, where they can't. */
  async tell(edits: readonly RunEdit[]): Promise<void> {
    for (const { runs, edit } of edits) {
      const sessions = this.underWay(runs);
      if (sessions.length === 0) throw new RunError('expected a run to be edited, and none is going on');
      const shown = sessions.map((session) => session.shown?.edited ?? null);
      const settle = (made: boolean): void => sessions.forEach((session, i) => session.showMade(shown[i]!, made));
      await this.parts.trainer
        .edit(
          sessions.map(({ id }) => id),
          edit,
        )
        .catch((error: unknown) => {
          settle(false);
          throw error;
        });
      settle(true);
    }
  }

  /** Takes one step of the live run, and of its twins, and shows it taken apart. */
  async slowStep(place: number): Promise<void> {
    const sessions = this.parts.trainings.all.filter(({ over }) => !over);
    const [first] = sessions;
    if (!first) throw new RunError('expected a run to be watched in slow motion, and none is going on');
    const steps = await this.parts.trainer.slowStep(first.id, place);
    sessions.forEach((session, i) => steps[i] && session.showSlow(steps[i]));
  }

  private underWay(runs: readonly string[]): readonly RunSession[] {
    return this.parts.trainings.all.filter(({ id, over }) => !over && runs.includes(id));
  }

  /** Stops what is going on and, once `begun` is over, clears the stage: the next run begins with the same initial weights. */
  async rewind(begun: Promise<void>): Promise<void> {
    const { trainings, model, snapshots } = this.parts;
    // It may have ended in this moment, which is as well.
    if (trainings.active !== null) await trainings.command('stop').catch(() => undefined);
    await trainings.settled;
    await begun;
    model.update({ live: null, twins: [] });
    snapshots.clear();
  }

  /** Shows the live run's weights at a recorded step, or those of now. */
  async seek(step: number | null): Promise<void> {
    const { live, twins } = this.parts.model.state;
    if (live === null) throw new RunError('expected a run to look back on, and there is none');
    await this.parts.snapshots.seek(twins.length > 0 ? twins.map(({ run }) => run) : [live.run], step);
  }

  /** Puts a run that is over, or waits to be gone on with, on the stage with its twins. Rejects with a RunError while another goes on. */
  async open(id: string): Promise<void> {
    const { trainings, model, snapshots, runs } = this.parts;
    if (trainings.active !== null) throw new RunError('Stop the run that goes on first: the stage is its.');
    const group = runs.find(id)?.run.twins?.group;
    const ids = group === undefined ? [id] : model.state.runs.filter(({ run }) => run.twins?.group === group).map(({ run }) => run.id); // prettier-ignore
    const whole = await Promise.all(ids.map((one) => runs.whole(one)));
    whole.sort((a, b) => (a.twins?.index ?? 0) - (b.twins?.index ?? 0));
    const recorded = await Promise.all(whole.map((run) => snapshots.of(run.id)));
    const weights = await Promise.all(whole.map((run, i) => runs.weights(run.id).catch(() => recorded[i]?.at(-1)?.weights ?? null))); // prettier-ignore
    const lives = whole.map((run, i) => restingLive(run, weights[i]!));
    await snapshots.open(whole.map((run) => run.id));
    model.update({ live: lives[0]!, twins: lives.length > 1 ? lives : [] });
  }

  /** Trains the configured experiment under variants, side by side. */
  trainTwins(variants: readonly TwinVariant[], options: TrainOptions): Promise<Run[]> {
    const { configuration, trainings } = this.parts;
    if (configuration.experiment.network.kind !== 'plane')
      return Promise.reject(new RunError('Twins are trained on the 2D net only.'));
    return trainings.trainTwins(twinExperiments(configuration.experiment, variants), options);
  }
}
