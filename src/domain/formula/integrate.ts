/** Numeric integrals, for plots: the function that a derivative really belongs to. */
import type { Expr, Uniforms } from './ast.ts';
import { compileBlock } from './block.ts';

/**
 * ∫ of an expression from `from` to each of n + 1 equally spaced points up to `to`, by Simpson's rule on every interval: exact for
 * cubics, and off by at most a jump times an interval's width where there is one. The first value is 0.
 */
export function integrate(
  expr: Expr,
  from: number,
  to: number,
  n: number,
  uniforms: Partial<Uniforms> = {},
): Float64Array {
  const half = (to - from) / (2 * n);
  const x = Float64Array.from({ length: 2 * n + 1 }, (_, i) => from + i * half);
  const y = new Float64Array(x.length);
  compileBlock([expr]).run({ x, uniforms }, [y]);

  const integral = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const mean = (y[2 * i]! + 4 * y[2 * i + 1]! + y[2 * i + 2]!) / 6;
    integral[i + 1] = integral[i]! + 2 * half * mean;
  }
  return integral;
}
