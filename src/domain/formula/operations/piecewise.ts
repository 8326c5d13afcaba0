/** Steps and everything else with kinks. What their slopes are at a kink follows PyTorch, and is said at each rule. */
import type { Expr } from '../ast.ts';
import { cantor, perlin, perlinSlope, roundHalfToEven } from '../special.ts';
import { addSlopes, flat, gate, partials } from './chain.ts';
import type { Algebra, Derivative, OperationEntry } from './entry.ts';
import { texCall, texEnclosed, texName } from './notation.ts';

/**
 * max and min. Where one argument is a constant, the other's slope counts only where it strictly wins, as ReLU'(0) = 0 (torch.relu,
 * torch.clamp apart); where both have slopes, a tie gives their mean (torch.maximum).
 */
function extremum(wins: (algebra: Algebra, a: Expr, b: Expr) => Expr): Derivative {
  return (algebra, [a, b], [da, db]) => {
    const { add, div, eq, number, select } = algebra;
    if (da && db) return select(eq(a, b), div(add(da, db), number(2)), select(wins(algebra, a, b), da, db));
    return da ? gate(algebra, wins(algebra, a, b), da) : db && gate(algebra, wins(algebra, b, a), db);
  };
}

/** torch.clamp: the slope of x within the bounds and on them; a bound's own slope where it is what clamp returns. */
const clampRule: Derivative = (algebra, [x, low, high], [dx, dlow, dhigh]) => {
  const { and, ge, gt, le, lt, or } = algebra;
  const inside = dx && gate(algebra, and(ge(x, low), le(x, high)), dx);
  const below = dlow && gate(algebra, and(lt(x, low), le(low, high)), dlow);
  const above = dhigh && gate(algebra, or(gt(x, high), lt(high, low)), dhigh);
  return addSlopes(algebra, addSlopes(algebra, inside, below), above);
};

/** With t = (x − a)/(b − a): 6t(1 − t)·t' between the edges, and 0 outside and on them, where both factors agree. */
const smoothstepRule: Derivative = (algebra, [a, b, x], [da, db, dx]) => {
  const { and, div, gt, lt, mul, number, sub } = algebra;
  const [zero, one] = [number(0), number(1)];
  const [length, lengthSlope] = [sub(b, a), da || db ? sub(db ?? zero, da ?? zero) : null];
  const t = div(sub(x, a), length);
  const rise = da ? sub(dx ?? zero, da) : dx;
  const slope = div(lengthSlope ? sub(rise ?? zero, mul(t, lengthSlope)) : (rise ?? zero), length);
  return gate(algebra, and(gt(t, zero), lt(t, one)), mul(mul(mul(number(6), t), sub(one, t)), slope));
};

function smoothstep(a: number, b: number, x: number): number {
  const t = Math.min(Math.max((x - a) / (b - a), 0), 1);
  return t * t * (3 - 2 * t);
}

// prettier-ignore
export const PIECEWISE = {
  abs: {
    arity: 1,
    evaluate: (a) => Math.abs(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.abs(a[i]!); },
    derivative: partials(({ sign }, [a]) => sign(a)),
    tex: texEnclosed('\\left|', '\\right|'),
  },
  sign: {
    arity: 1,
    evaluate: (a) => Math.sign(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.sign(a[i]!); },
    derivative: flat,
    tex: texName('sign'),
  },
  floor: {
    arity: 1,
    evaluate: (a) => Math.floor(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.floor(a[i]!); },
    derivative: flat,
    tex: texEnclosed('\\left\\lfloor', '\\right\\rfloor'),
  },
  ceil: {
    arity: 1,
    evaluate: (a) => Math.ceil(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.ceil(a[i]!); },
    derivative: flat,
    tex: texEnclosed('\\left\\lceil', '\\right\\rceil'),
  },
  round: {
    arity: 1,
    evaluate: roundHalfToEven,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = roundHalfToEven(a[i]!); },
    derivative: flat,
    tex: texName('round'),
  },
  frac: {
    arity: 1,
    evaluate: (a) => a - Math.floor(a),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = a[i]! - Math.floor(a[i]!); },
    derivative: partials(({ number }) => number(1)),
    tex: texName('frac'),
  },
  min: {
    arity: 2,
    variadic: true,
    evaluate: (a, b) => Math.min(a, b),
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = Math.min(a[i]!, b[i]!); },
    derivative: extremum(({ lt }, a, b) => lt(a, b)),
    tex: texCall('\\min'),
  },
  max: {
    arity: 2,
    variadic: true,
    evaluate: (a, b) => Math.max(a, b),
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = Math.max(a[i]!, b[i]!); },
    derivative: extremum(({ gt }, a, b) => gt(a, b)),
    tex: texCall('\\max'),
  },
  clamp: {
    arity: 3,
    evaluate: (a, b, c) => Math.min(Math.max(a, b), c),
    block: (n, out, a, b, c) => { for (let i = 0; i < n; i++) out[i] = Math.min(Math.max(a[i]!, b[i]!), c[i]!); },
    derivative: clampRule,
    tex: texName('clamp'),
  },
  step: {
    arity: 2,
    evaluate: (a, b) => (b >= a ? 1 : 0),
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = b[i]! >= a[i]! ? 1 : 0; },
    derivative: flat,
    tex: texName('step'),
  },
  smoothstep: {
    arity: 3,
    evaluate: smoothstep,
    block: (n, out, a, b, c) => { for (let i = 0; i < n; i++) out[i] = smoothstep(a[i]!, b[i]!, c[i]!); },
    derivative: smoothstepRule,
    tex: texName('smoothstep'),
  },
  relu: {
    arity: 1,
    evaluate: (a) => Math.max(a, 0),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = Math.max(a[i]!, 0); },
    derivative: (algebra, [a], [da]) => da && gate(algebra, algebra.gt(a, algebra.number(0)), da),
    tex: texName('relu'),
  },
  perlin: {
    arity: 1,
    scale: 'resolution',
    evaluate: perlin,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = perlin(a[i]!); },
    derivative: partials(({ perlinSlope: slope }, [a]) => slope(a)),
    tex: texName('perlin'),
  },
  perlinSlope: {
    arity: 1,
    internal: true,
    evaluate: perlinSlope,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = perlinSlope(a[i]!); },
    // Its own slope is needed by nobody: kernels and pictures take one derivative.
    derivative: flat,
    tex: texName("perlin'"),
  },
  cantor: {
    arity: 1,
    evaluate: cantor,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = cantor(a[i]!); },
    derivative: flat,
    tex: texName('cantor'),
  },
} satisfies Record<string, OperationEntry>;
