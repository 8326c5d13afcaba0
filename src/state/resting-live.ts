/** A run of the 2D net that is over, as the stage shows it. Pure. */
import { RunError } from '../domain/errors.ts';
import { countParameters } from '../domain/networks/parameters.ts';
import { describePlane } from '../domain/networks/plane.ts';
import { netOf, numbersOf } from '../domain/run/plane-run.ts';
import type { Run } from '../domain/run/run.ts';
import type { LiveRun } from './app-state.ts';

/** With its numbers in these weights, if there are any. Throws RunError where it isn't a run of the 2D net, WeightsError where the weights are not its own. */
export function restingLive(run: Run, weights: Uint8Array | null): LiveRun {
  const network = netOf(run);
  if (network === null) throw new RunError('Only runs of the 2D net are shown again: their recorded steps are kept.');
  const { experiment, data, steps } = run;
  const step = Math.max(steps.at(-1)?.step ?? 0, run.epochs.at(-1)?.step ?? 0);
  const stepsPerEpoch = Math.max(1, Math.floor(data.trainCount / experiment.batchSize));
  return {
    run,
    phase: 'ended',
    compile: null,
    step,
    stepsPerEpoch,
    totalSteps: experiment.steps ?? experiment.epochs * stepsPerEpoch,
    parameterCount: countParameters(describePlane(network)),
    stepsPerSecond: 0,
    secondsLeft: 0,
    images: null,
    saved: true,
    plane: {
      numbers: weights === null ? null : numbersOf(network, weights),
      numbersStep: step,
      frames: [],
      slow: null,
      edited: null,
    },
  };
}
