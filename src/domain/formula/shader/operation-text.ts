/**
 * How each operation is written in shading text: one line an operation. Infix operators of the language where these do what
 * JavaScript does, functions of the library elsewhere.
 */
import type { Operation } from '../ast.ts';
import { shadingNumber } from './numbers.ts';

/** Text of a subexpression. */
export interface Operand {
  /** As a Num. */
  readonly text: string;
  /** As a Flag, where it is a truth value. */
  readonly flag: string | null;
  /** Its value, where that is known now. */
  readonly constant: number | null;
  /** Whether it is a name or a literal, and may be written twice. */
  readonly simple: boolean;
  readonly depth: number;
}

/** A number as an operand. */
export function constantOperand(value: number): Operand {
  return { text: shadingNumber(value), flag: null, constant: value, simple: true, depth: 0 };
}

type Written = Pick<Operand, 'text' | 'flag'>;
type Print = (operands: readonly Operand[]) => Written;

const numeric = (text: string): Written => ({ text, flag: null });
const logical = (flag: string): Written => ({ text: `select(Num(0.0), Num(1.0), ${flag})`, flag });

function flagOf({ flag, text }: Operand): string {
  return flag ?? `truth(${text})`;
}

function infix(symbol: string): Print {
  return ([a, b]) => numeric(`(${a!.text} ${symbol} ${b!.text})`);
}

/** A call of a library function. */
export function called(name: string): Print {
  return (operands) => numeric(`${name}(${operands.map(({ text }) => text).join(', ')})`);
}

/** Compilers take 0·y and 0/y for 0, though y may be NaN or infinite: they must not know that it is a 0. */
function hidden({ text }: Operand): string {
  if (text === 'Num(0.0)') return 'zeroNumber()';
  return text === 'Num(-0.0)' ? '(-zeroNumber())' : text;
}

const mul: Print = ([a, b]) => numeric(`(${hidden(a!)} * ${hidden(b!)})`);

/** Whether this is ±2ᵏ, and 2⁻ᵏ no less a float32. */
function isPowerOfTwo(value: number | null): value is number {
  const exponent = Math.log2(Math.abs(value ?? NaN));
  return Number.isInteger(exponent) && Math.abs(exponent) < 126;
}

/** Division by a power of two is a multiplication, as exact and cheaper. */
const div: Print = ([a, b]) => {
  if (isPowerOfTwo(b!.constant)) return mul([a!, constantOperand(1 / b!.constant)]);
  return numeric(`(${hidden(a!)} / ${b!.text})`);
};

/** a·(1 − t) + b·t */
const mix: Print = (operands) => {
  const [a, b, t] = operands;
  if (t!.constant === null) return called('mixOf')(operands);
  const weighted = (x: Operand, weight: number): string => mul([x, constantOperand(weight)]).text;
  return numeric(`(${weighted(a!, 1 - t!.constant)} + ${weighted(b!, t!.constant)})`);
};

function compared(symbol: string): Print {
  return ([a, b]) => logical(`(${a!.text} ${symbol} ${b!.text})`);
}

/** Literals and uniforms: for them max and min need not look for NaN. */
function isNeverNan({ text, constant }: Operand): boolean {
  return constant === null ? text.startsWith('Num(sigmaValues.') : !Number.isNaN(constant);
}

function bounded(a: Operand, b: Operand, name: 'atLeast' | 'atMost', general: 'maxOf' | 'minOf'): string {
  if (isNeverNan(b)) return `${name}(${a.text}, ${b.text})`;
  return isNeverNan(a) ? `${name}(${b.text}, ${a.text})` : `${general}(${a.text}, ${b.text})`;
}

const max: Print = ([a, b]) => numeric(bounded(a!, b!, 'atLeast', 'maxOf'));
const min: Print = ([a, b]) => numeric(bounded(a!, b!, 'atMost', 'minOf'));
const clamp: Print = ([x, low, high]) => min([{ ...x!, ...max([x!, low!]), constant: null }, high!]);

/** Exponents that are cheaper and more exact without logarithms. */
const POWERS: ReadonlyMap<number | null, (x: string) => string> = new Map([
  [-2, (x) => `squareOf(1.0 / ${x})`],
  [-1, (x) => `(1.0 / ${x})`],
  [0.5, (x) => `powerHalf(${x})`],
  [1, (x) => x],
  [2, (x) => `squareOf(${x})`],
  [3, (x) => `cubeOf(${x})`],
  [4, (x) => `squareOf(squareOf(${x}))`],
  [6, (x) => `squareOf(cubeOf(${x}))`],
  [8, (x) => `squareOf(squareOf(squareOf(${x})))`],
]);

const pow: Print = ([x, y]) => {
  const special = POWERS.get(y!.constant);
  return numeric(special ? special(x!.text) : `powOf(${x!.text}, ${y!.text})`);
};

/** Text of each operation, given that of its operands. */
export const PRINT: Readonly<Record<Operation, Print>> = {
  add: infix('+'),
  sub: infix('-'),
  mul,
  div,
  pow,
  neg: ([a]) => numeric(`(-${a!.text})`),
  lt: compared('<'),
  le: compared('<='),
  gt: compared('>'),
  ge: compared('>='),
  eq: compared('=='),
  // Not `!=`, which is false for NaN in WGSL as it is compiled for Vulkan.
  ne: ([a, b]) => logical(`(!(${a!.text} == ${b!.text}))`),
  and: ([a, b]) => logical(`both(${flagOf(a!)}, ${flagOf(b!)})`),
  or: ([a, b]) => logical(`either(${flagOf(a!)}, ${flagOf(b!)})`),
  not: ([a]) => logical(`(!${flagOf(a!)})`),
  select: ([condition, yes, no]) => numeric(`select(${no!.text}, ${yes!.text}, ${flagOf(condition!)})`),
  abs: called('abs'),
  sign: called('signOf'),
  floor: called('floor'),
  ceil: called('ceil'),
  round: called('roundEven'),
  frac: called('fractionOf'),
  min,
  max,
  clamp,
  step: called('stepOf'),
  smoothstep: called('smoothstepOf'),
  mix,
  exp: called('expOf'),
  log: called('logOf'),
  sqrt: called('sqrtOf'),
  sin: called('sinOf'),
  cos: called('cosOf'),
  tan: called('tanOf'),
  tanh: called('tanhOf'),
  atan: called('atanOf'),
  sigmoid: called('sigmoidOf'),
  softplus: called('softplusOf'),
  erf: called('erfOf'),
  relu: called('reluOf'),
  perlin: called('perlinOf'),
  cantor: called('cantorOf'),
  perlinSlope: called('perlinSlopeOf'),
};
