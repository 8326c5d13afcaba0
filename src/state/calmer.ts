/** What to try after a run of the 2D net diverged: its last good numbers, with smaller and clipped steps. Pure. */
import type { Experiment } from '../domain/experiment/experiment.ts';
import { netOf, numbersOf, withLayerNumbers } from '../domain/run/plane-run.ts';
import type { Run } from '../domain/run/run.ts';

const SLOWER = 10;
const CLIP_NORM = 1;

/** The experiment that goes on from these weights; null where it isn't the 2D net's. Throws WeightsError where the weights are another net's. */
export function calmerExperiment(run: Run, weights: Uint8Array): Experiment | null {
  const network = netOf(run);
  if (network === null) return null;
  const { optimizer } = run.experiment;
  return {
    ...run.experiment,
    network: withLayerNumbers(network, numbersOf(network, weights)),
    optimizer: {
      ...optimizer,
      learningRate: optimizer.learningRate / SLOWER,
      clipNorm: Math.min(optimizer.clipNorm ?? CLIP_NORM, CLIP_NORM),
    },
  };
}
