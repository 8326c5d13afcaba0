/** What a hand does to the points of a drawn slope, each from one list of points to the next. Pure. */
import { keptPoints, MAX_DRAWN_POINTS, simplified, type Point } from '../../domain/derivatives/index.ts';

/** Points after a change, and the one to be looked at next. */
export interface Edited {
  readonly points: readonly Point[];
  readonly index: number;
}

/** Farthest from 0 that a point may be put, along either axis. */
export const FARTHEST = 1000;

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The list as a formula keeps it, and where a point of it went. */
function settled(points: readonly Point[], index: number): Edited {
  const kept = keptPoints(points);
  const { x, y } = points[index]!;
  const distance = (point: Point): number => Math.abs(point.x - x) + Math.abs(point.y - y);
  const nearest = kept.reduce((best, point, i) => (distance(point) < distance(kept[best]!) ? i : best), 0);
  return { points: kept, index: nearest };
}

/** Puts a point elsewhere, as far as its neighbours let it. */
export function moved(points: readonly Point[], index: number, to: Point): readonly Point[] {
  const x = within(to.x, points[index - 1]?.x ?? -FARTHEST, points[index + 1]?.x ?? FARTHEST);
  return points.map((point, i) => (i === index ? { x, y: within(to.y, -FARTHEST, FARTHEST) } : point));
}

/** The same when the hand has let go: points that have come to lie on each other are one. */
export function letGo(points: readonly Point[], index: number): Edited {
  return settled(points, index);
}

/** One point more; null where there are as many as there may be. */
export function added(points: readonly Point[], point: Point): Edited | null {
  if (points.length >= MAX_DRAWN_POINTS) return null;
  const after = points.findIndex(({ x }) => x > point.x);
  const index = after === -1 ? points.length : after;
  return settled([...points.slice(0, index), point, ...points.slice(index)], index);
}

/** A point more beside one: half way to the next, or beyond the last. */
export function addedAfter(points: readonly Point[], index: number): Edited | null {
  const [here, next] = [points[index]!, points[index + 1]];
  const point = next ? { x: (here.x + next.x) / 2, y: (here.y + next.y) / 2 } : { x: here.x + 1, y: here.y };
  return added(points, point);
}

/** One point fewer; the last one stays. */
export function removed(points: readonly Point[], index: number): Edited {
  if (points.length === 1) return { points, index: 0 };
  const rest = points.filter((_, i) => i !== index);
  return settled(rest, Math.min(index, rest.length - 1));
}

/**
 * A line drawn by hand over the points, in the order of drawing: where it passed it takes their place, what it passed twice counts
 * as drawn last. Kept to as few points as stay within `tolerance` of it.
 */
export function drawnOver(points: readonly Point[], stroke: readonly Point[], tolerance: number): Edited {
  const line = simplified(heights(stroke), tolerance);
  const [from, to] = [line[0]!.x, line.at(-1)!.x];
  const before = points.filter(({ x }) => x < from);
  const after = points.filter(({ x }) => x > to);
  return settled([...before, ...line, ...after], before.length + line.length - 1);
}

/** A stroke as a function: its points along x, without those that the hand passed again later. */
function heights(stroke: readonly Point[]): readonly Point[] {
  let passed: readonly Point[] = stroke.slice(0, 1);
  for (let i = 1; i < stroke.length; i++) {
    const [last, point] = [stroke[i - 1]!, stroke[i]!];
    const [low, high] = [Math.min(last.x, point.x), Math.max(last.x, point.x)];
    passed = [...passed.filter(({ x }) => x < low || x > high), last, point];
  }
  return [...passed].sort((a, b) => a.x - b.x);
}
