/**
 * Simplification that never changes a value. Every rule holds bit for bit in float64, for NaN, ±∞ and −0 too: x·1, x − 0 and −(−x)
 * are x, but x + 0 (which turns −0 into 0) and 0·x (NaN for infinite x) stay. The terms that make derivatives long don't arise in
 * the first place: a slope that is 0 everywhere is left out by the derivative rules, not multiplied by 0.
 *
 * Nodes are interned: within one algebra, equal expressions are one object, so that sharing costs nothing to find.
 */
import { FormulaError } from '../errors.ts';
import { OPERATIONS, type CallNode, type Expr, type Operation } from './ast.ts';
import { call, number, variable } from './build.ts';
import { MAX_DERIVATIVE_NODES } from './limits.ts';
import { OPERATION_TABLE, type Algebra } from './operations.ts';

/** An equal expression that is simpler, or null. Arguments are simplified and not all numbers. */
type Rule = (algebra: Algebra, args: readonly [Expr, Expr, Expr]) => Expr | null;

function isCall(expr: Expr, operation: Operation): expr is CallNode {
  return expr.kind === 'call' && expr.operation === operation;
}

function isNumber(expr: Expr, value?: number): boolean {
  return expr.kind === 'number' && (value === undefined || Object.is(expr.value, value));
}

const isNegativeNumber = (expr: Expr): boolean => expr.kind === 'number' && expr.value < 0;

/** The argument of `neg`, or null. */
const negated = (expr: Expr): Expr | null => (isCall(expr, 'neg') ? (expr.args[0] ?? null) : null);

const TRUTH_VALUED: ReadonlySet<Operation> = new Set(['lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or', 'not', 'step']);
const WHOLE_VALUED: ReadonlySet<Operation> = new Set([...TRUTH_VALUED, 'floor', 'ceil', 'round', 'sign']);

const isTruth = (expr: Expr): boolean =>
  expr.kind === 'call' ? TRUTH_VALUED.has(expr.operation) : isNumber(expr, 0) || isNumber(expr, 1);

const keepWhole: Rule = (_, [a]) => (a.kind === 'call' && WHOLE_VALUED.has(a.operation) ? a : null);
const keepEqual: Rule = (_, [a, b]) => (a === b ? a : null);

function simplerSum({ sub, neg }: Algebra, [a, b]: readonly [Expr, Expr, Expr]): Expr | null {
  if (isNumber(b, -0)) return a;
  const [negatedA, negatedB] = [negated(a), negated(b)];
  if (negatedB || isNegativeNumber(b)) return sub(a, negatedB ?? neg(b));
  return negatedA && sub(b, negatedA);
}

function simplerDifference({ add, neg }: Algebra, [a, b]: readonly [Expr, Expr, Expr]): Expr | null {
  if (isNumber(b, 0)) return a;
  const negatedB = negated(b);
  return negatedB || isNegativeNumber(b) ? add(a, negatedB ?? neg(b)) : null;
}

function simplerProduct({ mul, neg }: Algebra, [a, b]: readonly [Expr, Expr, Expr]): Expr | null {
  if (isNumber(b)) return mul(b, a);
  if (isNumber(a, 1)) return b;
  if (isNumber(a, -1)) return neg(b);
  const [negatedA, negatedB] = [negated(a), negated(b)];
  if (negatedA) return neg(mul(negatedA, b));
  return negatedB && (isNumber(a) ? mul(neg(a), negatedB) : neg(mul(a, negatedB)));
}

function simplerQuotient({ div, neg }: Algebra, [a, b]: readonly [Expr, Expr, Expr]): Expr | null {
  if (isNumber(b, 1)) return a;
  if (isNumber(b, -1)) return neg(a);
  const [negatedA, negatedB] = [negated(a), negated(b)];
  if (negatedA) return isNumber(b) ? div(negatedA, neg(b)) : neg(div(negatedA, b));
  return negatedB && (isNumber(a) ? div(neg(a), negatedB) : neg(div(a, negatedB)));
}

/** −(−a) = a, −(c·b) = (−c)·b and −(c/b) = (−c)/b. */
function simplerNegative({ mul, div, neg }: Algebra, [a]: readonly [Expr, Expr, Expr]): Expr | null {
  const inner = negated(a);
  if (inner || a.kind !== 'call') return inner;
  const [left, right] = a.args;
  if (!left || !right || !isNumber(left)) return null;
  if (a.operation === 'mul') return mul(neg(left), right);
  return a.operation === 'div' ? div(neg(left), right) : null;
}

function simplerChoice({ select }: Algebra, [condition, a, b]: readonly [Expr, Expr, Expr]): Expr | null {
  if (condition.kind === 'number') return OPERATION_TABLE.not.evaluate(condition.value, 0, 0) ? b : a;
  if (a === b) return a;
  if (isCall(condition, 'not')) return select(condition.args[0]!, b, a);
  if (isCall(a, 'select') && a.args[0] === condition) return select(condition, a.args[1]!, b);
  return isCall(b, 'select') && b.args[0] === condition ? select(condition, a, b.args[2]!) : null;
}

/** `a && b` and `a || b` where one side is a constant: `neutral` leaves the other side, if that is 0 or 1, and its contrary decides. */
function simplerLogic(neutral: 0 | 1): Rule {
  return ({ number: constant }, [a, b]) => {
    const [known, other] = a.kind === 'number' ? [a, b] : [b, a];
    if (known.kind !== 'number') return a === b && isTruth(a) ? a : null;
    const truth = OPERATION_TABLE.not.evaluate(known.value, 0, 0) ? 0 : 1;
    if (truth !== neutral) return constant(1 - neutral);
    return isTruth(other) ? other : null;
  };
}

const RULES: Partial<Record<Operation, Rule>> = {
  add: simplerSum,
  sub: simplerDifference,
  mul: simplerProduct,
  div: simplerQuotient,
  neg: simplerNegative,
  pow: ({ number: constant }, [a, b]) => (isNumber(b, 1) ? a : isNumber(b, 0) ? constant(1) : null),
  and: simplerLogic(1),
  or: simplerLogic(0),
  not: (_, [a]) => (isCall(a, 'not') && isTruth(a.args[0]!) ? a.args[0]! : null),
  select: simplerChoice,
  abs: ({ abs }, [a]) => (isCall(a, 'abs') ? a : negated(a) && abs(negated(a)!)),
  relu: (_, [a]) => (isCall(a, 'relu') ? a : null),
  sign: (_, [a]) => (isCall(a, 'sign') || isTruth(a) ? a : null),
  floor: keepWhole,
  ceil: keepWhole,
  round: keepWhole,
  min: keepEqual,
  max: keepEqual,
};

/** Keeps one object for each distinct expression. */
class Interner {
  private readonly ids = new Map<Expr, number>();
  private readonly known = new Map<string | number, Expr>();

  number(value: number): Expr {
    return this.keep(Object.is(value, -0) ? '-0' : value, () => number(value));
  }

  variable(expr: Expr & { kind: 'variable' }): Expr {
    return this.keep(expr.name, () => variable(expr.name));
  }

  call(operation: Operation, args: readonly Expr[]): Expr {
    return this.keep(`${operation} ${args.map((arg) => this.ids.get(arg)).join(' ')}`, () => call(operation, args));
  }

  private keep(key: string | number, make: () => Expr): Expr {
    const found = this.known.get(key);
    if (found) return found;
    if (this.known.size >= MAX_DERIVATIVE_NODES) {
      throw new FormulaError(
        `the formula and its derivative are too large, at most ${MAX_DERIVATIVE_NODES} parts are allowed`,
      );
    }
    const made = make();
    this.ids.set(made, this.known.size);
    this.known.set(key, made);
    return made;
  }
}

function constantValue(operation: Operation, args: readonly Expr[]): number | null {
  const values = args.map((arg) => (arg.kind === 'number' ? arg.value : null));
  if (values.includes(null)) return null;
  const [a, b, c] = values as readonly number[];
  return OPERATION_TABLE[operation].evaluate(a ?? 0, b ?? 0, c ?? 0);
}

/** An algebra of its own: constructors that simplify and share. Give them only expressions that it made, or that `adopt` took in. */
export function createAlgebra(): { readonly algebra: Algebra; readonly adopt: (expr: Expr) => Expr } {
  const interner = new Interner();

  function make(operation: Operation, args: readonly Expr[]): Expr {
    const value = constantValue(operation, args);
    if (value !== null) return interner.number(value);
    return RULES[operation]?.(algebra, args as readonly [Expr, Expr, Expr]) ?? interner.call(operation, args);
  }

  const constructors = OPERATIONS.map((operation) => [operation, (...args: Expr[]) => make(operation, args)] as const);
  const algebra = {
    ...Object.fromEntries(constructors),
    number: (value: number) => interner.number(value),
  } as Algebra;

  const adopted = new Map<Expr, Expr>();
  function adopt(expr: Expr): Expr {
    const known = adopted.get(expr);
    if (known) return known;
    const result = take(expr);
    adopted.set(expr, result);
    return result;
  }
  function take(expr: Expr): Expr {
    if (expr.kind === 'number') return interner.number(expr.value);
    return expr.kind === 'variable' ? interner.variable(expr) : make(expr.operation, expr.args.map(adopt));
  }

  return { algebra, adopt };
}

/** An equal expression, simpler where a rule knows how; equal parts of it are one object. */
export function simplify(expr: Expr): Expr {
  return createAlgebra().adopt(expr);
}
