/** How far a claimed slope is from the truth: σ beside the function that really has this slope. */
import { compile, integrate, type Expr, type Uniforms } from '../formula/index.ts';

export interface Lie {
  readonly x: Float64Array;
  readonly sigma: Float64Array;
  /** The integral of the slope, which agrees with σ at the `anchor`. */
  readonly integral: Float64Array;
  /** Mean distance of the two over the range; NaN where they cannot be compared. */
  readonly size: number;
  /** Where the two are made to agree: the x nearest to 0 at which both are finite. */
  readonly anchor: number;
}

const INTERVALS = 800;

/** Compares σ with the integral of `slope` over a range. */
export function lieOf(
  sigma: Expr,
  slope: Expr,
  { from, to }: { readonly from: number; readonly to: number },
  uniforms: Partial<Uniforms> = {},
): Lie {
  const x = Float64Array.from({ length: INTERVALS + 1 }, (_, i) => from + ((to - from) * i) / INTERVALS);
  const sigmaAt = compile(sigma);
  const truth = x.map((at) => sigmaAt(at, { uniforms }));
  const integral = integrate(slope, from, to, INTERVALS, uniforms);
  const comparable = [...x.keys()].filter((i) => Number.isFinite(truth[i]) && Number.isFinite(integral[i]));
  const nearest = comparable.reduce((best, i) => (Math.abs(x[i]!) < Math.abs(x[best]!) ? i : best), comparable[0] ?? 0);
  const shift = truth[nearest]! - integral[nearest]!;
  const shifted = integral.map((value) => value + shift);
  const total = comparable.reduce((sum, i) => sum + Math.abs(shifted[i]! - truth[i]!), 0);
  return { x, sigma: truth, integral: shifted, size: total / comparable.length, anchor: x[nearest]! };
}
