/**
 * What the first layer of the 2D net reads of a point: its two coordinates and, for each of the net's frequencies f, sin fx, cos fx, sin fy and cos fy in this
 * order. A sine as σ is not Fourier; coordinates put through oscillators are.
 */
import type { PlaneSpec } from '../experiment/experiment.ts';

/** Coordinates of the plane. */
export const PLANE_INPUTS = 2;

/** Numbers that the first layer reads of a point. */
export function inputCount({
  frequencies = [],
}: {
  readonly frequencies?: PlaneSpec['frequencies'] | undefined;
}): number {
  return PLANE_INPUTS + 4 * frequencies.length;
}

/** Columns of A_k: what layer k reads. */
export function columnsOf(spec: PlaneSpec, k: number): number {
  return spec.layers[k - 1]?.width ?? inputCount(spec);
}

/** What layer 0 reads of the point (x, y), one number an input. */
export function planeInputs({ frequencies = [] }: Pick<PlaneSpec, 'frequencies'>, x: number, y: number): number[] {
  return [x, y, ...frequencies.flatMap((f) => [Math.sin(f * x), Math.cos(f * x), Math.sin(f * y), Math.cos(f * y)])];
}
