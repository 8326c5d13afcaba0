/** Replaces variables by expressions. */
import type { Expr, VariableName } from './ast.ts';
import { call } from './build.ts';

/** The expression with each variable named in `replacements` replaced; everything else stays as it is, shared where it was shared. */
export function substitute(expr: Expr, replacements: Partial<Record<VariableName, Expr>>): Expr {
  const known = new Map<Expr, Expr>();

  function replace(node: Expr): Expr {
    if (node.kind === 'number') return node;
    if (node.kind === 'variable') return replacements[node.name] ?? node;
    const found = known.get(node);
    if (found) return found;
    const made = call(node.operation, node.args.map(replace), node.span);
    known.set(node, made);
    return made;
  }

  return replace(expr);
}
