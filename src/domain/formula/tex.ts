/** TeX of expressions, for KaTeX. */
import { errorName } from '../errors.ts';
import type { Expr, VariableName } from './ast.ts';
import { LEVEL, OPERATION_TABLE } from './operations.ts';
import { write, type Style } from './print.ts';

/** More than this is no reading matter, and KaTeX takes its time. */
const LONGEST = 8_000;

const VARIABLES: Readonly<Record<VariableName, string>> = {
  x: 'x',
  y: 'y',
  u: 'u',
  alpha: '\\alpha',
  beta: '\\beta',
  gamma: '\\gamma',
  delta: '\\delta',
  resolution: 'r',
  width: 'w',
  thenWidth: "w'",
};

/** Numbers that formulas and their derivatives make, as people write them. */
const NAMED: readonly (readonly [number, string])[] = [
  [Math.PI, '\\pi'],
  [2 * Math.PI, '2\\pi'],
  [Math.PI / 2, '\\tfrac{\\pi}{2}'],
  [Math.PI ** 2, '\\pi^{2}'],
  [1 / Math.PI, '\\tfrac{1}{\\pi}'],
  [2 / Math.PI, '\\tfrac{2}{\\pi}'],
  [Math.E, 'e'],
  [Math.SQRT2, '\\sqrt{2}'],
  [Math.SQRT1_2, '\\tfrac{1}{\\sqrt{2}}'],
  [1 / Math.sqrt(2), '\\tfrac{1}{\\sqrt{2}}'],
  [2 / Math.sqrt(Math.PI), '\\tfrac{2}{\\sqrt{\\pi}}'],
  [Math.sqrt(2 / Math.PI), '\\sqrt{\\tfrac{2}{\\pi}}'],
  [1 / Math.sqrt(2 * Math.PI), '\\tfrac{1}{\\sqrt{2\\pi}}'],
  [1 / 3, '\\tfrac{1}{3}'],
  [1 / 6, '\\tfrac{1}{6}'],
];

/** Six digits are for the eye; the numbers that count are elsewhere. */
function texDecimal(size: number): string {
  const [mantissa = '', exponent] = String(Number(size.toPrecision(6))).split('e');
  return exponent === undefined ? mantissa : `${mantissa === '1' ? '' : `${mantissa} \\cdot `}10^{${Number(exponent)}}`;
}

function texSize(size: number): string {
  if (size === Infinity) return '\\infty';
  return NAMED.find(([value]) => value === size)?.[1] ?? texDecimal(size);
}

function texNumber(value: number): { text: string; level: number } {
  if (Number.isNaN(value)) return { text: '\\text{NaN}', level: LEVEL.atom };
  const text = texSize(Math.abs(value));
  const plain = /^[\d.]+$/.test(text) || text === '\\pi' || text === 'e';
  if (value < 0 || Object.is(value, -0)) return { text: `-${text}`, level: LEVEL.prefix };
  return { text, level: plain ? LEVEL.atom : LEVEL.power };
}

const TEX: Style = {
  number: texNumber,
  variable: (name) => VARIABLES[name],
  notation: (operation) => OPERATION_TABLE[operation].tex,
  unscaled: (operation) => OPERATION_TABLE[operation].tex,
  parentheses: (text) => `\\left(${text}\\right)`,
};

/** TeX of an expression, in math mode; a short remark instead where it would be too long to read. */
export function toTex(expr: Expr): string {
  const tooLong = '\\text{(too long to show)}';
  try {
    const text = write(expr, TEX);
    return text.length > LONGEST ? tooLong : text;
  } catch (error) {
    if (errorName(error) === 'FormulaError') return tooLong;
    throw error;
  }
}
