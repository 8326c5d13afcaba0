/** The net along a line. */
import type { PlaneLine, PlaneStage } from '../../../state/plane-look.ts';
import { netAlong, type Shown } from '../shared/net.ts';

/** Values of a row of neurons at t ∈ [−1, 1] along a line (−1 at its start). Null where the net cannot be computed. */
export function valuesAlong(
  shown: Shown,
  { from, to }: PlaneLine,
  { layer, stage }: PlaneStage,
  ts: Float64Array,
): readonly Float64Array[] | null {
  const along = (a: number, b: number): Float64Array => ts.map((t) => a + ((b - a) * (t + 1)) / 2);
  const columns = netAlong(shown, along(from[0], to[0]), along(from[1], to[1]))?.[layer];
  if (columns === undefined) return null;
  return stage === 0 ? columns.pre : columns.post;
}

/** Evenly spaced t. */
export function evenly(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => (2 * i) / (count - 1) - 1);
}
