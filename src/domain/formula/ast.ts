/**
 * The syntax tree of the formula language: numbers, variables, and calls. Operators, comparisons and `c ? a : b` are calls
 * too, so that everything that walks a tree (derivative, printers, evaluators) is a table keyed by operation and nothing else.
 * Trees are immutable. Owns no behaviour.
 */

/** Half-open range of characters in the source text, for pointing at mistakes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Numbers that are uniforms of a kernel: changing one recompiles nothing. */
export const UNIFORM_NAMES = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'resolution',
  /** Width w of the difference quotients of SPEC §3 (`blurred`, and pairs that nobody declared). */
  'width',
  /** The same for the rule that annealing moves to. */
  'thenWidth',
] as const;
export type UniformName = (typeof UNIFORM_NAMES)[number];

/**
 * `x` is the pre-activation. `u` is a uniform random number in [0,1), fresh per element and step while training and ½ in
 * evaluation (RReLU); only catalogue entries may use it. `y` is the second coordinate, for formulas on the plane. `g` does not occur in trees.
 */
export type VariableName = 'x' | 'y' | 'u' | UniformName;

/** Every operation of the language. `select(c, a, b)` is `c ? a : b`; booleans are numbers, 0 or 1. */
export const OPERATIONS = [
  'add', 'sub', 'mul', 'div', 'pow', 'neg',
  'lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or', 'not', 'select',
  'abs', 'sign', 'floor', 'ceil', 'round', 'frac', 'min', 'max', 'clamp', 'step', 'smoothstep', 'mix',
  'exp', 'log', 'sqrt', 'sin', 'cos', 'tan', 'tanh', 'atan', 'sigmoid', 'softplus', 'erf', 'relu',
  /** Gradient noise at z. The source text `perlin(a)` is the tree perlin(a·resolution), so that every operation is a function of its arguments alone. */
  'perlin', 'cantor',
  /** Slope of `perlin` with respect to its argument; arises by differentiation. */
  'perlinSlope',
] as const; // prettier-ignore
export type Operation = (typeof OPERATIONS)[number];

/** A constant; negative ones are written without `neg`, and folding may make one that is not finite. */
export interface NumberNode {
  readonly kind: 'number';
  readonly value: number;
  readonly span?: Span;
}

export interface VariableNode {
  readonly kind: 'variable';
  readonly name: VariableName;
  readonly span?: Span;
}

export interface CallNode {
  readonly kind: 'call';
  readonly operation: Operation;
  readonly args: readonly Expr[];
  readonly span?: Span;
}

export type Expr = NumberNode | VariableNode | CallNode;

/** Values of the uniforms of one activation. */
export type Uniforms = Record<UniformName, number>;
