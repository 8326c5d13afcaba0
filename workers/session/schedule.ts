/** When a run ends, when it is evaluated, and how far its annealing has got: all of it a function of the steps taken. */
import type { Annealing, Experiment } from '../../src/domain/experiment/experiment.ts';

export class Schedule {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  private readonly fixedSteps: boolean;

  /** `stepsPerEpoch` must be at least 1. */
  constructor({ steps, epochs }: Pick<Experiment, 'steps' | 'epochs'>, stepsPerEpoch: number) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.fixedSteps = steps !== null;
    this.totalSteps = steps ?? epochs * stepsPerEpoch;
  }

  /** Whether the test set is due after `step` steps: at the end of a run of a set number of steps, else after each epoch. */
  evaluatesAfter(step: number): boolean {
    if (step === 0) return false;
    return this.fixedSteps ? step === this.totalSteps : step % this.stepsPerEpoch === 0;
  }

  /** Evaluations still to come after `step` steps. */
  evaluationsLeft(step: number): number {
    const stepsLeft = this.totalSteps - step;
    return this.fixedSteps ? 1 : Math.ceil(stepsLeft / this.stepsPerEpoch);
  }

  /** Epochs done after `step` steps, with a fraction. */
  epochsAt(step: number): number {
    return step / this.stepsPerEpoch;
  }

  /** t of the annealing in the step after `step` steps: 0 before `from`, 1 from `until` on. */
  annealAt(step: number, annealing: Annealing | undefined): number {
    if (!annealing) return 0;
    const epochs = this.epochsAt(step);
    if (epochs >= annealing.until) return 1;
    return Math.max(0, (epochs - annealing.from) / (annealing.until - annealing.from));
  }
}
