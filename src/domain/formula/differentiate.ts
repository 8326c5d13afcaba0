/** Symbolic derivatives: the chain rule, applied once to each distinct subexpression, so that a derivative grows linearly as a graph. */
import type { Expr, VariableName } from './ast.ts';
import { OPERATION_TABLE, type Args, type Slopes } from './operations.ts';
import { createAlgebra } from './simplify.ts';

/**
 * The derivative of an expression by a variable or uniform, simplified. It is 0 where the function is flat; at kinks it follows
 * PyTorch, as `docs/formulas.md` lists. Throws FormulaError if it gets too large.
 */
export function differentiate(expr: Expr, by: VariableName = 'x'): Expr {
  const { algebra, adopt } = createAlgebra();
  const known = new Map<Expr, Expr | null>();

  /** The slope of an adopted node, or null where it is 0 everywhere. */
  function slope(node: Expr): Expr | null {
    const found = known.get(node);
    if (found !== undefined) return found;
    const made = chain(node);
    const result = made?.kind === 'number' && made.value === 0 ? null : made;
    known.set(node, result);
    return result;
  }

  function chain(node: Expr): Expr | null {
    if (node.kind === 'number') return null;
    if (node.kind === 'variable') return node.name === by ? algebra.number(1) : null;
    const slopes = node.args.map(slope);
    if (slopes.every((part) => part === null)) return null;
    const { derivative } = OPERATION_TABLE[node.operation];
    return derivative(algebra, node.args as unknown as Args, slopes as unknown as Slopes, node);
  }

  return slope(adopt(expr)) ?? algebra.number(0);
}
