/**
 * Turns expressions into a straight list of steps in which equal subexpressions occur once: the form in which they are evaluated,
 * compared and written into shaders. Its length is the number of distinct nodes, which is what the limits bound.
 */
import type { Expr } from './ast.ts';

export interface LinearProgram {
  /** Distinct nodes, every one after its arguments. */
  readonly nodes: readonly Expr[];
  /** For each node, the positions of its arguments. */
  readonly args: readonly (readonly number[])[];
  /** Positions of the expressions asked for. */
  readonly outputs: readonly number[];
}

function signature(expr: Expr, args: readonly number[]): string {
  if (expr.kind === 'call') return `${expr.operation}(${args.join()})`;
  return expr.kind === 'number' ? (Object.is(expr.value, -0) ? '-0' : String(expr.value)) : expr.name;
}

/** The distinct nodes of some expressions in an order in which they can be computed. */
export function linearise(exprs: readonly Expr[]): LinearProgram {
  const seen = new Map<Expr, number>();
  const bySignature = new Map<string, number>();
  const nodes: Expr[] = [];
  const args: (readonly number[])[] = [];

  function visit(expr: Expr): number {
    const known = seen.get(expr);
    if (known !== undefined) return known;
    const positions = expr.kind === 'call' ? expr.args.map(visit) : [];
    const key = signature(expr, positions);
    const position = bySignature.get(key) ?? nodes.length;
    if (position === nodes.length) {
      nodes.push(expr);
      args.push(positions);
      bySignature.set(key, position);
    }
    seen.set(expr, position);
    return position;
  }

  return { outputs: exprs.map(visit), nodes, args };
}

/** A text that is equal for two lists of expressions exactly if they are equal, node by node. Its length is that of the linear program. */
export function structuralKey(exprs: readonly Expr[]): string {
  const { nodes, args, outputs } = linearise(exprs);
  return `${nodes.map((node, i) => signature(node, args[i] ?? [])).join(';')}=${outputs.join()}`;
}

/** Names of the variables and uniforms that occur in some expressions. */
export function variablesOf(...exprs: readonly Expr[]): ReadonlySet<string> {
  return new Set(linearise(exprs).nodes.flatMap((node) => (node.kind === 'variable' ? [node.name] : [])));
}
