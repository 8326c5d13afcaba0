/** Points set by hand: each edit makes the data of the next experiment. A task's own points are written down first, so that any task can be gone on with by hand. Pure. */
import { LIMITS } from '../experiment/defaults.ts';
import type { DataSpec, Experiment, HandPoint } from '../experiment/experiment.ts';
import { planeData, type PlaneExamples } from './data.ts';

/** The points of an experiment as points by hand, training points first, to three decimals; null where it asks for the points themselves, or there are too many. */
export function handPoints(experiment: Pick<Experiment, 'data' | 'seed'>): readonly HandPoint[] | null {
  const { data } = experiment;
  if (data.source === 'points') return data.points ?? [];
  const { task, train, test } = planeData(experiment);
  if (task.asks === 'point' || train.count + test.count > LIMITS.points) return null;
  return [...written(train, 0), ...written(test, 1)];
}

function written({ count, points, targets }: PlaneExamples, test: 0 | 1): HandPoint[] {
  return Array.from({ length: count }, (_, i) => [
    short(points[2 * i]!), short(points[2 * i + 1]!), short(targets[i]!), test,
  ]); // prettier-ignore
}

const short = (value: number): number =>
  Math.round(Math.min(LIMITS.coordinate, Math.max(-LIMITS.coordinate, value)) * 1000) / 1000 + 0;

/** The data that these points are. */
export function dataOfPoints(data: DataSpec, points: readonly HandPoint[]): DataSpec {
  return { ...data, source: 'points', trainSize: null, testSize: null, points };
}

/** With one more point; the same where there are as many as can be. */
export function withPoint(points: readonly HandPoint[], [x, y, target, test]: HandPoint): readonly HandPoint[] {
  if (points.length >= LIMITS.points) return points;
  return [...points, [short(x), short(y), short(target), test]];
}

/** With point i elsewhere. */
export function withPointMoved(points: readonly HandPoint[], i: number, x: number, y: number): readonly HandPoint[] {
  const point = points[i];
  return point ? points.with(i, [short(x), short(y), point[2], point[3]]) : points;
}

/** With another label, or value, at point i. */
export function withPointTarget(points: readonly HandPoint[], i: number, target: number): readonly HandPoint[] {
  const point = points[i];
  return point ? points.with(i, [point[0], point[1], short(target), point[3]]) : points;
}

/** Without point i. */
export function withoutPoint(points: readonly HandPoint[], i: number): readonly HandPoint[] {
  return points.toSpliced(i, 1);
}
