/**
 * Comparisons, logic and choice. Truth is a number: 1 or 0 when made, and anything but 0 and NaN when asked for, as in JavaScript.
 * All are flat; a choice has the slope of the branch taken.
 */
import { flat } from './chain.ts';
import { LEVEL, type BlockLoop, type Derivative, type Infix, type OperationEntry } from './entry.ts';
import { prefixNotation, texInfix } from './notation.ts';

function truth(a: number): boolean {
  return Math.abs(a) > 0;
}

function operator(
  infix: Infix,
  tex: string,
  evaluate: (a: number, b: number) => number,
  block: BlockLoop,
): OperationEntry {
  return { arity: 2, infix, evaluate, block, derivative: flat, tex: texInfix(infix, tex) };
}

const comparison = (symbol: string): Infix => ({ symbol, level: LEVEL.comparison, associativity: 'none' });
const equality = (symbol: string): Infix => ({ symbol, level: LEVEL.equality, associativity: 'none' });

const slopeOfBranch: Derivative = ({ number, select }, [condition], [, whenTrue, whenFalse]) =>
  whenTrue || whenFalse ? select(condition, whenTrue ?? number(0), whenFalse ?? number(0)) : null;

const OPEN = '\\begin{cases} ';
const CLOSE = ' \\end{cases}';

/** Rows of a case distinction; a choice in the last branch goes on with the rows instead of nesting. */
function texCases(condition: string, whenTrue: string, whenFalse: string): string {
  const others = whenFalse.startsWith(OPEN)
    ? whenFalse.slice(OPEN.length, -CLOSE.length)
    : `${whenFalse} & \\text{otherwise}`;
  return `${OPEN}${whenTrue} & \\text{if } ${condition} \\\\ ${others}${CLOSE}`;
}

// prettier-ignore
export const LOGIC = {
  lt: operator(comparison('<'), '<', (a, b) => (a < b ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! < b[i]! ? 1 : 0; }),
  le: operator(comparison('<='), '\\le', (a, b) => (a <= b ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! <= b[i]! ? 1 : 0; }),
  gt: operator(comparison('>'), '>', (a, b) => (a > b ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! > b[i]! ? 1 : 0; }),
  ge: operator(comparison('>='), '\\ge', (a, b) => (a >= b ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i]! >= b[i]! ? 1 : 0; }),
  eq: operator(equality('=='), '=', (a, b) => (a === b ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i] === b[i] ? 1 : 0; }),
  ne: operator(equality('!='), '\\ne', (a, b) => (a !== b ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = a[i] !== b[i] ? 1 : 0; }),
  and: operator({ symbol: '&&', level: LEVEL.and, associativity: 'left' }, '\\land', (a, b) => (truth(a) && truth(b) ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = truth(a[i]!) && truth(b[i]!) ? 1 : 0; }),
  or: operator({ symbol: '||', level: LEVEL.or, associativity: 'left' }, '\\lor', (a, b) => (truth(a) || truth(b) ? 1 : 0),
    (n, out, a, b) => { for (let i = 0; i < n; i++) out[i] = truth(a[i]!) || truth(b[i]!) ? 1 : 0; }),
  not: {
    arity: 1,
    prefix: '!',
    evaluate: (a) => (truth(a) ? 0 : 1),
    block: (n, out, a) => { for (let i = 0; i < n; i++) out[i] = truth(a[i]!) ? 0 : 1; },
    derivative: flat,
    tex: prefixNotation('\\lnot '),
  },
  select: {
    arity: 3,
    evaluate: (a, b, c) => (truth(a) ? b : c),
    block: (n, out, a, b, c) => { for (let i = 0; i < n; i++) out[i] = truth(a[i]!) ? b[i]! : c[i]!; },
    derivative: slopeOfBranch,
    source: { level: LEVEL.choice, operands: [LEVEL.or, LEVEL.choice, LEVEL.choice], write: (a, b, c) => `${a} ? ${b} : ${c}` },
    tex: { level: LEVEL.choice, operands: [], write: texCases },
  },
} satisfies Record<string, OperationEntry>;
