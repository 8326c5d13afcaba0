/** What people do to runs of the 2D net: edit them, slow them down, rewind them, look back. What they do to every run is in `trainings.ts`. */
import { RunError } from '../domain/errors.ts';
import type { PlaneSpec } from '../domain/experiment/experiment.ts';
import { twinExperiments, type TwinVariant } from '../domain/experiment/twins.ts';
import type { Run } from '../domain/run/run.ts';
import type { Configuration } from './configuration.ts';
import type { Model } from './model.ts';
import type { RunSession } from './run-session.ts';
import type { Snapshots } from './snapshots.ts';
import type { Trainer } from './trainer.ts';
import type { Trainings, TrainOptions } from './trainings.ts';

interface PlaneRunsParts {
  readonly model: Model;
  readonly trainer: Trainer;
  readonly trainings: Trainings;
  readonly snapshots: Snapshots;
  readonly configuration: Configuration;
}

export class PlaneRuns {
  private readonly parts: PlaneRunsParts;

  constructor(parts: PlaneRunsParts) {
    this.parts = parts;
  }

  /** Puts an edited net in place of the live run's. */
  async edit(network: PlaneSpec): Promise<void> {
    const { id } = this.alone('edited');
    await this.parts.trainer.edit(id, network);
  }

  /** Takes one step of the live run and shows it taken apart. */
  async slowStep(place: number): Promise<void> {
    await this.alone('watched in slow motion').slowStep(place);
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
    const { live } = this.parts.model.state;
    if (live === null) throw new RunError('expected a run to look back on, and there is none');
    await this.parts.snapshots.seek(live.run.id, step);
  }

  /** Trains the configured experiment under variants, side by side. */
  trainTwins(variants: readonly TwinVariant[], options: TrainOptions): Promise<Run[]> {
    const { configuration, trainings } = this.parts;
    if (configuration.experiment.network.kind !== 'plane')
      return Promise.reject(new RunError('Twins are trained on the 2D net only.'));
    return trainings.trainTwins(twinExperiments(configuration.experiment, variants), options);
  }

  private alone(what: string): RunSession {
    const { trainings, model } = this.parts;
    if (trainings.active === null) throw new RunError(`expected a run to be ${what}, and none is going on`);
    if (model.state.twins.length > 0)
      throw new RunError(`Twins share their weights' beginning, so one alone cannot be ${what}.`);
    return trainings.active;
  }
}
