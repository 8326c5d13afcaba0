/** Runs as lines on the chart. Pure; what a line needs is computed once and kept until its run grows. */
import type { Run, StepRecord } from '../../domain/run/run.ts';
import type { LiveRun, RunListing } from '../../state/app-state.ts';
import { derivativeName } from '../shared/run-name.ts';

export type Axis = 'epochs' | 'steps';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** One run: the loss of every reported step, the loss on the test set, what was changed on the way, and the best. */
export interface RunSeries {
  readonly id: string;
  /** Index into the colour-blind-safe sequence. */
  readonly colour: number;
  readonly live: boolean;
  readonly train: readonly ChartPoint[];
  readonly test: readonly ChartPoint[];
  readonly changes: readonly { readonly x: number; readonly label: string }[];
  readonly best: ChartPoint | null;
  /** Between which places the rule gives way to another, and which; null where it doesn't. */
  readonly annealing: { readonly from: number; readonly until: number; readonly label: string } | null;
}

interface Kept {
  readonly key: string;
  readonly series: RunSeries;
}

const kept = new WeakMap<readonly StepRecord[], Kept>();

/** Runs to draw: those switched on, the one on screen last so that it lies on top. */
export function seriesOf(runs: readonly RunListing[], live: LiveRun | null, axis: Axis): RunSeries[] {
  const earlier = runs
    .filter(({ run, visible }) => visible && run.id !== live?.run.id)
    .map(({ run, colour }) => runSeries(run, colour, axis, false));
  const shown = live !== null && (runs.find(({ run }) => run.id === live.run.id)?.visible ?? true);
  return shown ? [...earlier, runSeries(live.run, colourOf(runs, live.run.id), axis, true)] : earlier;
}

/** The colour of a run, also of one that is not listed yet. */
export function colourOf(runs: readonly RunListing[], id: string): number {
  return runs.find(({ run }) => run.id === id)?.colour ?? runs.length;
}

/** Steps in an epoch of this run: ⌊n/B⌋. */
export function stepsPerEpoch({ data, experiment }: Run): number {
  return Math.max(1, Math.floor(data.trainCount / experiment.batchSize));
}

function runSeries(run: Run, colour: number, axis: Axis, live: boolean): RunSeries {
  const key = [axis, colour, live, run.steps.length, run.epochs.length, run.changes.length, run.data.trainCount].join();
  const before = kept.get(run.steps);
  if (before?.key === key) return before.series;
  const series = buildSeries(run, colour, axis, live);
  kept.set(run.steps, { key, series });
  return series;
}

function buildSeries(run: Run, colour: number, axis: Axis, live: boolean): RunSeries {
  const unit = axis === 'steps' ? 1 : stepsPerEpoch(run);
  const test = run.epochs.map(({ step, testLoss }) => ({ x: step / unit, y: testLoss })).filter(drawable);
  return {
    id: run.id,
    colour,
    live,
    train: run.steps.map(({ step, trainLoss }) => ({ x: step / unit, y: trainLoss })).filter(drawable),
    test,
    changes: run.changes.map(({ step, label }) => ({ x: step / unit, label })),
    best: test.length < 2 ? null : test.reduce((best, point) => (point.y < best.y ? point : best)),
    annealing: annealingOf(run, axis),
  };
}

/** Of the rule in force now. */
function annealingOf(run: Run, axis: Axis): RunSeries['annealing'] {
  const derivative = run.changes.findLast((change) => change.derivative)?.derivative ?? run.experiment.derivative;
  if (derivative.anneal === undefined) return null;
  const { from, until } = derivative.anneal;
  const unit = axis === 'steps' ? stepsPerEpoch(run) : 1;
  return { from: from * unit, until: until * unit, label: derivativeName(derivative) };
}

/** What a logarithmic axis can show. */
function drawable({ y }: ChartPoint): boolean {
  return Number.isFinite(y) && y > 0;
}
