/** How long an epoch will take, in a sentence: as measured, as a run of the same network shows, or why nobody knows yet. Pure. */
import { findDataSource } from '../../domain/data/sources.ts';
import type { Experiment } from '../../domain/experiment/experiment.ts';
import { sameData } from '../../domain/experiment/objects.ts';
import type { AppState, LiveRun } from '../../state/app-state.ts';
import { count, roughDuration } from '../shared/format.ts';

type Known = Pick<AppState, 'experiment' | 'data' | 'estimate' | 'estimateError' | 'live' | 'deviceStatus'>;

/** The sentence for the configured network and data. */
export function paceOf(state: Known): string {
  const seconds = state.estimate?.secondsPerStep ?? secondsOfRun(state);
  if (seconds === null) return unmeasured(state);
  const steps = stepsPerEpoch(state);
  if (steps === null) return `${roughDuration(seconds * 1000)} for a thousand steps`;
  return `${roughDuration(seconds * steps)} per epoch of ${count(steps)} steps`;
}

/** Seconds a step of the run under way, where that is what is configured. */
function secondsOfRun({ experiment, live }: Known): number | null {
  if (!isGoing(live) || live.stepsPerSecond === 0) return null;
  const { network, batchSize } = live.run.experiment;
  const same = batchSize === experiment.batchSize && sameData(network, experiment.network);
  return same ? 1 / live.stepsPerSecond : null;
}

function unmeasured({ live, deviceStatus, estimateError }: Known): string {
  if (deviceStatus === 'failed') return 'Time per epoch: no device to measure it on';
  if (deviceStatus === 'opening') return 'Time per epoch: measured once a device is found';
  if (isGoing(live)) return 'Time per epoch: measured once the run has ended';
  return estimateError === null ? 'Measuring the time per epoch…' : `Time per epoch: ${estimateError}`;
}

/** Null where nobody knows yet how many images there are. */
function stepsPerEpoch({ experiment, data }: Known): number | null {
  const available = data.loaded?.trainCount ?? findDataSource(experiment.data.source)?.trainCount ?? null;
  return available === null ? null : stepsOf(experiment, available);
}

function stepsOf({ data, batchSize }: Experiment, available: number): number {
  return Math.floor(Math.min(available, data.trainSize ?? Infinity) / batchSize);
}

function isGoing(live: LiveRun | null): live is LiveRun {
  return live !== null && live.phase !== 'ended';
}
