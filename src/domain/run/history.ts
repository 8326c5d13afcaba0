/**
 * How much of a run's step history is kept: everything up to forty thousand points, then every second, fourth, eighth … step.
 * Which steps stay depends on their numbers alone, so that a resumed run keeps the same ones. Epochs are always kept whole.
 */
import type { Checkpoint, Run, StepRecord } from './run.ts';

/** Points kept at most; thinning leaves half as many. */
export const MAX_STEPS_KEPT = 40_000;

/** The history with more steps at its end, thinned where it grew too long. A new array, unless nothing was added. */
export function appendSteps(
  history: readonly StepRecord[],
  more: readonly StepRecord[],
  most = MAX_STEPS_KEPT,
): StepRecord[] {
  const stride = strideOf(history);
  return thin([...history, ...more.filter(({ step }) => isKept(step, stride))], most);
}

/** The history thinned until it is no longer than `most`. */
export function thin(history: StepRecord[], most = MAX_STEPS_KEPT): StepRecord[] {
  let thinned = history;
  for (let stride = Math.max(2, strideOf(history)); thinned.length > most; stride *= 2)
    thinned = thinned.filter(({ step }) => isKept(step, stride));
  return thinned;
}

/** Steps between kept points: the smallest power of two that the kept steps don't contradict. */
function strideOf(history: readonly StepRecord[]): number {
  const [first, second] = history;
  if (first === undefined || second === undefined) return 1;
  const gap = second.step - first.step;
  return gap > 0 && Number.isInteger(Math.log2(gap)) ? gap : 1;
}

/** Snapshots of weights kept of one run at most. */
export const MAX_SNAPSHOTS = 200;

/** Steps between snapshots once `step` steps are taken: the smallest power of two that leaves no more than are kept. A function of the step alone, so that a resumed run keeps the same ones. */
export function snapshotStride(step: number, most = MAX_SNAPSHOTS): number {
  let stride = 1;
  while (step / stride >= most) stride *= 2;
  return stride;
}

/** Which of these steps' snapshots stay when the run has come to `last`: every stride-th, and the last. */
export function keptSnapshots(steps: readonly number[], last: number): number[] {
  const stride = snapshotStride(last);
  return steps.filter((step) => step === last || isKept(step, stride));
}

function isKept(step: number, stride: number): boolean {
  return step % stride === 0;
}

/** What was recorded up to a checkpoint: a run that goes on from it records the rest anew. */
export function historyUntil(
  run: Run,
  { step, epochSteps }: Pick<Checkpoint, 'step' | 'epochSteps'>,
): Pick<Run, 'steps' | 'epochs' | 'changes'> {
  return {
    steps: run.steps.filter((record) => record.step <= step),
    epochs: run.epochs.filter((record) => record.step <= step - epochSteps),
    changes: run.changes.filter((change) => change.step <= step),
  };
}
