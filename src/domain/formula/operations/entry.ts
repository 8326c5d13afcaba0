/**
 * What the language knows of one operation. The tables beside this file hold one entry for each; parser, evaluators, derivative
 * and printers look nothing up elsewhere.
 */
import type { Expr, Operation, VariableName } from '../ast.ts';

/** Binding strengths, weakest first. The parser reads by them and the printers place parentheses by them. */
export const LEVEL = {
  choice: 1,
  or: 2,
  and: 3,
  equality: 4,
  comparison: 5,
  sum: 6,
  product: 7,
  prefix: 8,
  power: 9,
  atom: 10,
} as const;

/** How an operation is written in some notation: its own strength, the least strength each operand needs to stand without parentheses, and the text. */
export interface Notation {
  readonly level: number;
  readonly operands: readonly number[];
  readonly write: (...operands: string[]) => string;
}

/** How an operator is read. 'none' refuses chains such as `a < b < c`. */
export interface Infix {
  readonly symbol: string;
  readonly level: number;
  readonly associativity: 'left' | 'right' | 'none';
}

/** One tight loop: `out[i] = operation(a[i], b[i], c[i])` for i < n. Unused operands are empty; `out` may be one of the operands. */
export type BlockLoop = (n: number, out: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array) => void;

/** Simplifying constructors, one for each operation, with which derivative rules are written as the formulas they are. */
export type Algebra = Readonly<Record<Operation, (...args: Expr[]) => Expr>> & {
  readonly number: (value: number) => Expr;
};

/** The arguments of a call, as many as its entry says; the type has three so that tables can take them apart. */
export type Args = readonly [Expr, Expr, Expr];

/** Slopes of the arguments by the variable in question; null where an argument doesn't depend on it. */
export type Slopes = readonly [Expr | null, Expr | null, Expr | null];

/**
 * Chain rule of one operation, given its arguments, their slopes, and the whole call: the slope of the call, or null where it is 0
 * everywhere. Called only if some argument depends on the variable.
 */
export type Derivative = (algebra: Algebra, args: Args, slopes: Slopes, self: Expr) => Expr | null;

export interface OperationEntry {
  readonly arity: number;
  /** Whether source text may give it more arguments than two, folded from the left. */
  readonly variadic?: boolean;
  /** Source text's argument is multiplied by this uniform. */
  readonly scale?: VariableName;
  /** Written as an operator rather than as a function's name. */
  readonly infix?: Infix;
  readonly prefix?: string;
  /** Written as a function too, though it has an operator. */
  readonly callable?: boolean;
  /** Not part of the language people write. */
  readonly internal?: boolean;
  /** The definition, in float64. */
  readonly evaluate: (a: number, b: number, c: number) => number;
  readonly block: BlockLoop;
  readonly derivative: Derivative;
  /** Source text; a function call unless infix, prefix, or told otherwise. */
  readonly source?: Notation;
  readonly tex: Notation;
}
