/** ∂L/∂x out of g and the slopes (SPEC §3), as loops over arrays: what `passBack` is in shaders. Every loop may write into one of its inputs. */
import { chooseSlope, type Combine } from '../../../src/domain/derivatives/index.ts';

type Numbers = Float32Array | Float64Array;

function scale(out: Numbers, g: Numbers, slope: Numbers): void {
  for (let i = 0; i < out.length; i++) out[i] = g[i]! * slope[i]!;
}

function best(out: Numbers, g: Numbers, left: Numbers, right: Numbers): void {
  for (let i = 0; i < out.length; i++) out[i] = g[i]! * chooseSlope('best', g[i]!, left[i]!, right[i]!);
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
