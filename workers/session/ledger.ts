/** The book of a run: losses as they come in, what of them is still to be told, and the sums of the unfinished epoch. */
import type { EpochRecord, StepRecord } from '../../src/domain/run/run.ts';
import type { StepReport } from '../engine/engine.ts';
import { Stopwatch } from './pace.ts';

/** Losses on the test set at the end of an epoch. */
export type TestLosses = Pick<EpochRecord, 'testLoss' | 'halfTestLoss'>;

/** The first step whose numbers are no numbers any more. */
export interface BadStep {
  readonly step: number;
  /** A sentence. */
  readonly reason: string;
}

export interface LedgerStart {
  readonly step: number;
  readonly epochLossSum: number;
  readonly epochSteps: number;
  readonly seconds: number;
}

export class Ledger {
  /** Steps in the book. */
  step: number;
  /** Since the last evaluation. */
  lossSum: number;
  steps: number;
  readonly stopwatch: Stopwatch;
  private untold: StepRecord[] = [];

  constructor(start: LedgerStart) {
    this.step = start.step;
    this.lossSum = start.epochLossSum;
    this.steps = start.epochSteps;
    this.stopwatch = new Stopwatch(start.seconds);
  }

  /** Enters a report up to its first step that isn't finite, and returns that one. */
  enter({ losses, gradNorms }: StepReport): BadStep | null {
    for (let i = 0; i < losses.length; i++) {
      const trainLoss = losses[i]!;
      const gradNorm = gradNorms[i] ?? 0;
      const step = this.step + 1;
      const bad = badness('loss', trainLoss, step) ?? badness('gradient', gradNorm, step);
      if (bad) return bad;
      this.step++;
      this.steps++;
      this.lossSum += trainLoss;
      this.untold.push({ step: this.step, trainLoss, gradNorm });
    }
    return null;
  }

  /** Says what is wrong with a test loss that is no number. */
  checkTestLoss(testLoss: number): BadStep | null {
    return badness('test loss', testLoss, this.step);
  }

  /** The records since the last call. */
  takeUntold(): StepRecord[] {
    const records = this.untold;
    this.untold = [];
    return records;
  }

  /** Closes the epoch, or the run, with these losses on the test set; `epoch` counts from 1 and has a fraction in mid-epoch. */
  closeEpoch(epoch: number, losses: TestLosses): EpochRecord {
    const record = {
      epoch,
      step: this.step,
      trainLoss: this.lossSum / this.steps,
      ...losses,
      seconds: this.stopwatch.seconds,
    };
    this.lossSum = 0;
    this.steps = 0;
    this.stopwatch.reset();
    return record;
  }
}

function badness(what: string, value: number, step: number): BadStep | null {
  if (Number.isFinite(value)) return null;
  return { step, reason: `The ${what} became ${Number.isNaN(value) ? 'NaN' : 'infinite'} at step ${step}.` };
}
