/** Where a step's time goes: each dispatch by itself, added up by kernel, and how much of what the device reaches at most that is. */
import type { Dispatch } from '../../../workers/engine/plan/plan.ts';
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import { tunedFor } from '../../../workers/engine/plan/tuner.ts';
import type { Case } from '../contenders/contender.ts';
import { measurePeak, type Peak } from './peak.ts';
import { partsOf, plansOf } from './plans.ts';
import { rowOf, type Figures, type Reached } from './row.ts';
import { median, race } from './timing.ts';
import { workOf, type Work } from './operations.ts';

const ROUNDS = 7;
/** A dispatch is repeated until it takes so long, since waiting for the device takes some time by itself, but not more often than this. */
const TURN_MS = 4;
const MOST_REPEATS = 64;

export async function kernelFigures(planDevice: PlanDevice, what: Case): Promise<Figures> {
  const { device } = planDevice;
  const peak = await measurePeak(device);
  const parts = partsOf(device, what, await tunedFor(device, planDevice, what.channels));
  const times = await timesOf(device, parts.step);
  const works = parts.step.map((dispatch) => workOf(dispatch, parts.context));
  parts.dispose();
  const rows = [...new Set(parts.step.map(({ kernel }) => kernel.key))].map((key) => {
    const own = parts.step.flatMap(({ kernel }, i) => (kernel.key === key ? [i] : []));
    const runs = Array.from({ length: ROUNDS }, (_, round) => own.reduce((sum, i) => sum + times[i]![round]!, 0));
    const reached = reachedIn(median(runs), together(own.map((i) => works[i]!)), peak);
    return { ...rowOf(key, what, runs, { dispatches: own.length }), reached };
  });
  const least = works.reduce((sum, work) => sum + leastMs(work, peak), 0);
  const taken = rows.reduce((sum, { msPerStep }) => sum + msPerStep, 0);
  return {
    cases: rows.sort((a, b) => b.msPerStep - a.msPerStep),
    ratios: { [`share of the peak, all kernels, C=${what.channels} B=${what.batchSize}`]: least / taken },
    peak: { gflops: peak.flops / 1e9, gbps: peak.bytes / 1e9 },
  };
}

/** Milliseconds of each dispatch by itself in each round. */
async function timesOf(device: GPUDevice, dispatches: readonly Dispatch[]): Promise<number[][]> {
  const once = await raced(device, dispatches, 1, () => 1);
  const repeats = once.map(([ms]) => Math.max(1, Math.min(MOST_REPEATS, Math.ceil(TURN_MS / ms!))));
  return raced(device, dispatches, ROUNDS, (i) => repeats[i]!);
}

async function raced(
  device: GPUDevice,
  dispatches: readonly Dispatch[],
  rounds: number,
  repeats: (i: number) => number,
): Promise<number[][]> {
  const plans = await plansOf(
    device,
    dispatches.map((dispatch, i) => Array.from({ length: repeats(i) }, () => dispatch)),
  );
  const work = Object.fromEntries(plans.map((plan, i) => [i, () => plan.submit()]));
  const times = await race(device, work, rounds);
  plans.forEach((plan) => plan.dispose());
  return dispatches.map((_, i) => times[i]!.map((ms) => ms / repeats(i)));
}

const together = (works: readonly Work[]): Work =>
  works.reduce((sum, { flops, bytes }) => ({ flops: sum.flops + flops, bytes: sum.bytes + bytes }));

/** Milliseconds that the work takes where the device does it at its peak. */
const leastMs = ({ flops, bytes }: Work, peak: Peak): number => 1000 * Math.max(flops / peak.flops, bytes / peak.bytes);

function reachedIn(ms: number, work: Work, peak: Peak): Reached {
  return {
    gflops: work.flops / ms / 1e6,
    gbps: work.bytes / ms / 1e6,
    share: leastMs(work, peak) / ms,
    boundBy: work.flops / peak.flops > work.bytes / peak.bytes ? 'arithmetic' : 'memory',
  };
}
