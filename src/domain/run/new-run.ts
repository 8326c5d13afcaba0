/** How a run begins. */
import { findDataSource } from '../data/sources.ts';
import type { Experiment } from '../experiment/experiment.ts';
import type { Device, Run } from './run.ts';

/** A run of which nothing is recorded yet. `warnings` say what was dropped from the experiment as it was written. */
export function newRun(
  experiment: Experiment,
  device: Device,
  parts: { id: string; now: Date; warnings?: string[] },
): Run {
  const { id, now, warnings } = parts;
  return {
    id,
    experiment,
    status: 'running',
    device,
    createdAt: now.toISOString(),
    steps: [],
    epochs: [],
    gradNorms: {},
    changes: [],
    data: {
      source: experiment.data.source,
      synthetic: findDataSource(experiment.data.source)?.synthetic ?? false,
      trainCount: 0,
      testCount: 0,
    },
    ...(warnings === undefined || warnings.length === 0 ? {} : { warnings }),
  };
}

/** An id for a run: when it was, to the millisecond, and 32 bits to tell apart those of one millisecond. */
export function makeRunId(now: Date, random: number): string {
  return `${now.getTime().toString(36)}-${(random >>> 0).toString(36).padStart(7, '0')}`;
}
