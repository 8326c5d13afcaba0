/** The operators of arithmetic. */
import { power } from '../special.ts';
import { addSlopes, partials, passOn } from './chain.ts';
import { LEVEL, type Derivative, type Infix, type OperationEntry } from './entry.ts';
import { prefixNotation, texInfix } from './notation.ts';

const SUM: Infix = { symbol: '+', level: LEVEL.sum, associativity: 'left' };
const DIFFERENCE: Infix = { symbol: '-', level: LEVEL.sum, associativity: 'left' };
const PRODUCT: Infix = { symbol: '*', level: LEVEL.product, associativity: 'left' };
const QUOTIENT: Infix = { symbol: '/', level: LEVEL.product, associativity: 'left' };
const POWER: Infix = { symbol: '^', level: LEVEL.power, associativity: 'right' };

/** (a/b)' = (a' − (a/b)·b')/b, which overflows later than (a'b − ab')/b². */
const quotientRule: Derivative = ({ div, mul, neg, sub }, [, b], [da, db], self) => {
  if (!db) return da && div(da, b);
  const fall = mul(self, db);
  return da ? div(sub(da, fall), b) : neg(div(fall, b));
};

/**
 * (aᵇ)' = b·aᵇ⁻¹·a' + aᵇ·ln a·b', with PyTorch's two exceptions: the first term is 0 where b = 0 and the second where a = 0 ≤ b.
 */
const powerRule: Derivative = (algebra, [a, b], [da, db], self) => {
  const { and, eq, ge, log, mul, number, pow, select, sub } = algebra;
  const zero = number(0);
  const byBase = () => select(eq(b, zero), zero, mul(b, pow(a, sub(b, number(1)))));
  const byExponent = () => select(and(eq(a, zero), ge(b, zero)), zero, mul(self, log(a)));
  return addSlopes(algebra, da && passOn(algebra, byBase(), da), db && passOn(algebra, byExponent(), db));
};

/** A product in TeX is juxtaposition, but for a dot before what starts with a digit. */
function texProduct(a: string, b: string): string {
  if (b.startsWith('-')) return `${a} \\left(${b}\\right)`;
  return /^\d/.test(b) ? `${a} \\cdot ${b}` : `${a}\\,${b}`;
}

export const ARITHMETIC = {
  add: {
    arity: 2,
    infix: SUM,
    evaluate: (a, b) => a + b,
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! + b[i]!; },
    derivative: partials(({ number }) => number(1), ({ number }) => number(1)),
    tex: texInfix(SUM, '+'),
  },
  sub: {
    arity: 2,
    infix: DIFFERENCE,
    evaluate: (a, b) => a - b,
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! - b[i]!; },
    derivative: partials(({ number }) => number(1), ({ number }) => number(-1)),
    tex: texInfix(DIFFERENCE, '-'),
  },
  mul: {
    arity: 2,
    infix: PRODUCT,
    evaluate: (a, b) => a * b,
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! * b[i]!; },
    derivative: partials((_, [, b]) => b, (_, [a]) => a),
    tex: { level: LEVEL.product, operands: [LEVEL.product, LEVEL.prefix], write: texProduct },
  },
  div: {
    arity: 2,
    infix: QUOTIENT,
    evaluate: (a, b) => a / b,
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! / b[i]!; },
    derivative: quotientRule,
    tex: { level: LEVEL.power, operands: [], write: (a, b) => `\\frac{${a}}{${b}}` },
  },
  pow: {
    arity: 2,
    infix: POWER,
    callable: true,
    evaluate: (a, b) => power(a, b),
    block: (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = power(a[i]!, b[i]!); },
    derivative: powerRule,
    source: { level: LEVEL.power, operands: [LEVEL.atom, LEVEL.prefix], write: (a, b) => `${a}^${b}` },
    tex: { level: LEVEL.power, operands: [LEVEL.atom], write: (a, b) => `${a}^{${b}}` },
  },
  neg: {
    arity: 1,
    prefix: '-',
    evaluate: (a) => -a,
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = -a[i]!; },
    derivative: partials(({ number }) => number(-1)),
    tex: prefixNotation('-'),
  },
} satisfies Record<string, OperationEntry>; // prettier-ignore
