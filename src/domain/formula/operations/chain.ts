/** Ways of writing a chain rule, shared by the tables. */
import type { Expr } from '../ast.ts';
import type { Algebra, Args, Derivative } from './entry.ts';

/** Slope of an operation by one of its arguments. */
type Partial = (algebra: Algebra, args: Args, self: Expr) => Expr;

/** The slope is 0 wherever there is one: steps, comparisons. */
export const flat: Derivative = () => null;

/** `slopeBy` · `slope`, or null where one of them is 0 everywhere: what is flat passes nothing on, not even from an infinite slope. */
export function passOn({ mul }: Algebra, slopeBy: Expr, slope: Expr | null): Expr | null {
  const isFlat = slopeBy.kind === 'number' && slopeBy.value === 0;
  return slope && !isFlat ? mul(slopeBy, slope) : null;
}

/** The sum of two slopes, either of which may be missing. */
export function addSlopes({ add }: Algebra, a: Expr | null, b: Expr | null): Expr | null {
  return a && b ? add(a, b) : (a ?? b);
}

/** Sum over the arguments of (slope by the argument) · (slope of the argument). */
export function partials(...slopesBy: readonly Partial[]): Derivative {
  return (algebra, args, slopes, self) => {
    const terms = slopesBy.map((by, i) => {
      const slope = slopes[i] ?? null;
      return slope && passOn(algebra, by(algebra, args, self), slope);
    });
    return terms.reduce((sum, term) => addSlopes(algebra, sum, term), null);
  };
}

/** `slope` where the condition holds and 0 elsewhere: not a product, since 0·∞ is not 0. */
export function gate({ select, number }: Algebra, condition: Expr, slope: Expr): Expr {
  return select(condition, slope, number(0));
}
