/** ∂L/∂x out of g and the slopes (SPEC §3), as loops over arrays: what `passBack` is in shaders. Every loop may write into one of its inputs. */
import type { Combine } from '../../../src/domain/derivatives/program.ts';

type Numbers = Float32Array | Float64Array;

function scale(out: Numbers, g: Numbers, slope: Numbers): void {
  for (let i = 0; i < out.length; i++) out[i] = g[i]! * slope[i]!;
}

function best(out: Numbers, g: Numbers, left: Numbers, right: Numbers): void {
  for (let i = 0; i < out.length; i++) out[i] = bestOf(g[i]! * left[i]!, g[i]! * right[i]!);
}

/** The one of g·left and g·right along which the loss falls most, or 0: D₋ = g·left, D₊ = −g·right. */
export function bestOf(left: number, right: number): number {
  if (-right >= left && right < 0) return right;
  return left > -right && left > 0 ? left : 0;
}

/** ∂L/∂x by one rule. `left` or `right` may be empty where the rule does not use it. */
export function combine(how: Combine, out: Numbers, g: Numbers, left: Numbers, right: Numbers): void {
  switch (how) {
    case 'left':
      return scale(out, g, left);
    case 'right':
      return scale(out, g, right);
    case 'best':
      return best(out, g, left, right);
    default:
      return how satisfies never;
  }
}

/** out = (1 − t)·a + t·b for 0 < t < 1; at the ends the other one does not count, not even as NaN. */
export function anneal(out: Numbers, a: Numbers, b: Numbers, t: number): void {
  if (t <= 0) return out.set(a);
  if (t >= 1) return out.set(b);
  for (let i = 0; i < out.length; i++) out[i] = (1 - t) * a[i]! + t * b[i]!;
}

/** out = d·(1 + s·n) */
export function addNoise(out: Numbers, d: Numbers, n: Numbers, s: number): void {
  for (let i = 0; i < out.length; i++) out[i] = d[i]! * (1 + s * n[i]!);
}
