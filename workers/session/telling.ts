/** What a run says of itself, and no more often than anyone can read. */
import type { RunEvent, RunListener } from '../../src/protocol/training.ts';
import type { Ledger } from './ledger.ts';
import type { Pace } from './pace.ts';
import type { Schedule } from './schedule.ts';

const TELL_MS = 250;
const PROGRESS_MS = 100;

export type Phase = Extract<RunEvent, { type: 'phase' }>['phase'];

export class Teller {
  phase: Phase | null = null;
  /** Of the last evaluation, for the time left. */
  evaluationSeconds = 0;
  private readonly listener: RunListener;
  private readonly signal: AbortSignal;
  private toldAt = 0;
  private progressAt = 0;

  /** Says nothing any more once `signal` is aborted. */
  constructor(listener: RunListener, signal: AbortSignal) {
    this.listener = listener;
    this.signal = signal;
  }

  tell(event: RunEvent): void {
    if (!this.signal.aborted) this.listener(event);
  }

  /** Says which phase the run is in now, if that is news. A run that stops says nothing else any more. */
  enter(phase: Phase): void {
    if (this.phase === phase || this.phase === 'stopping') return;
    this.phase = phase;
    this.tell({ type: 'phase', phase });
  }

  /** Says how far the phase has got, at most some times a second; the last one is always told. */
  progress(phase: Phase, done: number, total: number): void {
    const now = performance.now();
    if (this.phase === 'stopping' || (done < total && now - this.progressAt < PROGRESS_MS)) return;
    this.progressAt = now;
    this.tell({ type: 'phase', phase, done, total });
  }

  get stepsDue(): boolean {
    return performance.now() - this.toldAt >= TELL_MS;
  }

  /** Tells the steps that the book has since the last time. */
  steps(ledger: Ledger, pace: Pace, schedule: Schedule): void {
    const steps = ledger.takeUntold();
    if (steps.length === 0) return;
    this.toldAt = performance.now();
    const { step } = ledger;
    const { secondsPerStep } = pace;
    const stepSeconds = (schedule.totalSteps - step) * secondsPerStep;
    this.tell({
      type: 'steps',
      steps,
      step,
      stepsPerSecond: secondsPerStep > 0 ? 1 / secondsPerStep : 0,
      secondsLeft: stepSeconds + schedule.evaluationsLeft(step) * this.evaluationSeconds,
    });
  }
}
