/** Ways of writing a chain rule, shared by the tables. */
import type { Expr } from '../ast.ts';
import type { Algebra, Args, Derivative } from './entry.ts';

/** Slope of an operation by one of its arguments. */
type Partial = (algebra: Algebra, args: Args, self: Expr) => Expr;

/** The slope is 0 wherever there is one: steps, comparisons. */
export const flat: Derivative = () => null;

/** Sum over the arguments of (slope by the argument) · (slope of the argument). */
export function partials(...slopeBy: readonly Partial[]): Derivative {
  return (algebra, args, slopes, self) => {
    const terms = slopeBy.flatMap((partial, i) => {
      const slope = slopes[i];
      return slope ? [algebra.mul(partial(algebra, args, self), slope)] : [];
    });
    return terms.reduce((sum, term) => algebra.add(sum, term));
  };
}

/** `slope` where the condition holds and 0 elsewhere: not a product, since 0·∞ is not 0. */
export function gate({ select, number }: Algebra, condition: Expr, slope: Expr): Expr {
  return select(condition, slope, number(0));
}

/** The sum of two slopes, either of which may be missing. */
export function addSlopes({ add }: Algebra, a: Expr | null, b: Expr | null): Expr | null {
  return a && b ? add(a, b) : (a ?? b);
}
