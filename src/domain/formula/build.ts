/** Constructors of plain syntax trees: no simplification, no sharing. */
import type { CallNode, Expr, NumberNode, Operation, Span, VariableName, VariableNode } from './ast.ts';

/** A constant. */
export function number(value: number, span?: Span): NumberNode {
  return span ? { kind: 'number', value, span } : { kind: 'number', value };
}

/** A variable or uniform. */
export function variable(name: VariableName, span?: Span): VariableNode {
  return span ? { kind: 'variable', name, span } : { kind: 'variable', name };
}

/** An operation applied to its arguments. */
export function call(operation: Operation, args: readonly Expr[], span?: Span): CallNode {
  return span ? { kind: 'call', operation, args, span } : { kind: 'call', operation, args };
}
