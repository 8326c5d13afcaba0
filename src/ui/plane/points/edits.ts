/** What editing by hand on an atlas needs besides the edits themselves (domain/plane-tasks/hand): what is under the hand, and the split. Pure. */
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { Experiment, HandPoint } from '../../../domain/experiment/experiment.ts';
import { planeData, type PlaneExamples } from '../../../domain/plane-tasks/data.ts';
import { placeOf, type Place } from '../shared/window.ts';

export type Points = readonly HandPoint[];

/** Point `index` kept for testing (1), or trained on (0). */
export function withSplit(points: Points, index: number, test: 0 | 1): Points {
  const point = points[index];
  return point === undefined ? points : points.with(index, [point[0], point[1], point[2], test]);
}

/** Examples as points to draw, as many as there are; of two targets the first. */
export function pointsOf({ count, outputs, points, targets }: PlaneExamples, test: 0 | 1): Points {
  return Array.from({ length: count }, (_, i) => [
    points[2 * i]!, points[2 * i + 1]!, targets[outputs * i]!, test,
  ]); // prettier-ignore
}

/** All points of an experiment's task: by hand in the order in which they were set, else training points first. None where its formula is wrong. */
export function pointsOfTask(experiment: Pick<Experiment, 'data' | 'seed'>): Points {
  if (experiment.data.source === 'points') return experiment.data.points ?? [];
  try {
    const { train, test } = planeData(experiment);
    return [...pointsOf(train, 0), ...pointsOf(test, 1)];
  } catch {
    return [];
  }
}

/** The point nearest to a place on a square of `side` pixels, within `reach` pixels; of two as near, the later, which is drawn above. Null where there is none. */
export function pointNear(
  points: Points,
  window: PlaneWindow,
  { left, top }: Place,
  { side, reach }: { readonly side: number; readonly reach: number },
): number | null {
  let best = reach / side;
  let found: number | null = null;
  points.forEach(([x, y], index) => {
    const place = placeOf(window, [x, y]);
    const distance = Math.hypot(place.left - left, place.top - top);
    if (distance > best) return;
    best = distance;
    found = index;
  });
  return found;
}
