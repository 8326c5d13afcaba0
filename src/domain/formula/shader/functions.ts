/**
 * A σ-program as functions of a shader: what kernels of every kind paste in, be it one that does nothing else or one that has fused
 * σ with its neighbours. All take and return Num, one element. In WGSL each may come with another of the same name and a 4 behind it
 * (`activate4`), which takes and returns vectors of four.
 *
 *     sigma(x, u)                           σ(x); u only matters where σ is random
 *     leftSlope(x, u), rightSlope(x, u)     the slopes the rule claims
 *     activate(x, element, stepCount)       σ(x), drawing u if need be
 *     passBack(g, x, element, stepCount, anneal)    ∂L/∂x out of ∂L/∂a: combined, annealed, with noise (SPEC §3)
 *
 * `element` counts the elements of the block's output from 0, channel fastest; with `stepCount` and the uniforms `seed` and `layer`
 * it keys the random numbers. In WGSL the caller declares `var<uniform> sigmaValues: SigmaUniforms`. What changes with every step,
 * `stepCount` and `anneal`, are arguments, so that they may as well come from a buffer that is written once a step.
 */
import { FormulaError } from '../../errors.ts';
import type { SigmaProgram, SlopePair } from '../../derivatives/program.ts';
import type { Expr } from '../ast.ts';
import { glslPrelude, toGlsl, wgslPrelude, type Lanes } from './language.ts';
import { libraryFor, weightOf } from './library/index.ts';
import { shadingText } from './printer.ts';
import { WGSL_UNIFORMS } from './uniforms.ts';

/** Functions that can be asked for. What they call comes with them. */
export type ShaderPart = 'sigma' | 'leftSlope' | 'rightSlope' | 'activate' | 'passBack';

export interface ShaderOptions {
  /** Elements that are asked for at a time; 1 unless said. With 4, the functions of the parts with a 4 behind their names. */
  readonly lanes?: Lanes;
  /** `activate` and `passBack` unless said. */
  readonly parts?: readonly ShaderPart[];
  /** Whether `passBack` multiplies by 1 + noise·n. Without noise leave it out: it costs more than most formulas. */
  readonly noisy?: boolean;
}

const DEFAULT_PARTS: readonly ShaderPart[] = ['activate', 'passBack'];

/** Parameters of each part's function. */
const PARAMETERS: Readonly<Record<ShaderPart, string>> = {
  sigma: 'x: Num, u: Num',
  leftSlope: 'x: Num, u: Num',
  rightSlope: 'x: Num, u: Num',
  activate: 'x: Num, element: Whole, stepCount: Word',
  passBack: 'g: Num, x: Num, element: Whole, stepCount: Word, anneal: Real',
};

const head = (part: ShaderPart): string => `fn ${part}(${PARAMETERS[part]}) -> Num`;

function slopeFunction(part: 'sigma' | 'leftSlope' | 'rightSlope', expr: Expr): string {
  const { statements, results } = shadingText([expr]);
  return `${head(part)} {\n${statements}  return ${results[0]!};\n}`;
}

const U_OF = { random: 'uniformAt(element, stepCount)', fixed: 'Num(0.5)' };

function activateFunction({ random }: SigmaProgram): string {
  return `${head('activate')} {\n  return sigma(x, ${random ? U_OF.random : U_OF.fixed});\n}`;
}

/** The expressions that a rule needs, left first. */
function slopesOf({ left, right, combine }: SlopePair): Expr[] {
  if (combine === 'best') return [left, right];
  return [combine === 'left' ? left : right];
}

/** g times a slope. A slope of 0 is not shown to the compiler, which would make 0 of NaN·0. */
function descentBy(slope: string): string {
  return slope === 'Num(0.0)' ? 'g * zeroNumber()' : `g * ${slope}`;
}

/** Text of ∂L/∂x given the texts of a rule's slopes. */
function descent([first, second]: readonly string[]): string {
  return second === undefined ? descentBy(first!) : `bestOf(${descentBy(first!)}, ${descentBy(second)})`;
}

function passBackFunction({ pair, then, random }: SigmaProgram, noisy: boolean): string {
  const own = slopesOf(pair);
  const { statements, results } = shadingText([...own, ...(then ? slopesOf(then) : [])]);
  const now = descent(results.slice(0, own.length));
  const annealed = then ? `annealed(${now}, ${descent(results.slice(own.length))}, anneal)` : now;
  const result = noisy ? `(${annealed}) * noiseAt(element, stepCount)` : annealed;
  const u = random ? `  let u: Num = ${U_OF.random};\n` : '';
  return `${head('passBack')} {\n${u}${statements}  return ${result};\n}`;
}

function partText(part: ShaderPart, program: SigmaProgram, noisy: boolean): string {
  switch (part) {
    case 'sigma':
      return slopeFunction('sigma', program.sigma);
    case 'leftSlope':
      return slopeFunction('leftSlope', program.pair.left);
    case 'rightSlope':
      return slopeFunction('rightSlope', program.pair.right);
    case 'activate':
      return activateFunction(program);
    case 'passBack':
      return passBackFunction(program, noisy);
    default:
      return part satisfies never;
  }
}

/**
 * Heaviest text (`weightOf`) that is handed to a compiler. Emulated devices need several seconds for it, others far less; a
 * catalogue entry weighs 30 000 at most, 64 points drawn by hand 15 000.
 */
const MAX_WEIGHT = 300_000;

function assertReasonable(weight: number): void {
  if (weight <= MAX_WEIGHT) return;
  const times = (weight / MAX_WEIGHT).toPrecision(2);
  throw new FormulaError(
    `expected a formula that a device can compile in reasonable time, got one ${times} times as large`,
  );
}

/** The parts asked for and the library functions they call, in shading text, and how heavy that is. */
function shadingFunctions(
  program: SigmaProgram,
  { parts = DEFAULT_PARTS, noisy = true }: ShaderOptions,
): { readonly text: string; readonly weight: number } {
  const wanted: ShaderPart[] = parts.includes('activate')
    ? ['sigma', ...parts.filter((part) => part !== 'sigma')]
    : [...parts];
  const own = wanted.map((part) => partText(part, program, noisy)).join('\n\n');
  const weight = weightOf(own);
  assertReasonable(weight);
  return { text: [libraryFor(own), own].filter(Boolean).join('\n\n'), weight };
}

/**
 * Heaviest text that is written four times over, once for each element of a vector. A processor that poses as a graphics card has room in its registers for what one element needs,
 * not for four at once, so that this is up to a third faster there; a graphics card takes vectors apart anyway. But the time to compile grows with the square.
 */
const MAX_WEIGHT_BY_ELEMENT = 5000;

/** A part for vectors of four: by one call of the part where Num is such a vector, or by a call for each element. */
function functionOfFour(part: ShaderPart, vectors: boolean): string {
  const parameters = PARAMETERS[part].split(', ').map((parameter) => parameter.split(': ') as [string, string]);
  const declared = parameters.map(([name, type]) => `${name}: ${VECTORS[type] ?? type}`).join(', ');
  const call = (element: string): string =>
    `${part}(${parameters.map(([name, type]) => (VECTORS[type] ? name + element : name)).join(', ')})`;
  const result = vectors ? call('') : `vec4f(${['.x', '.y', '.z', '.w'].map(call).join(', ')})`;
  return `fn ${part}4(${declared}) -> vec4f { return ${result}; }`;
}

const VECTORS: Readonly<Record<string, string>> = { Num: 'vec4f', Whole: 'vec4u' };

/** What a kernel that does nothing but σ computes, as one function `valueAt(x, g, element)`; g is unused forward. In shading text. */
export function valueText(
  program: SigmaProgram,
  kind: { readonly backward: boolean; readonly noisy: boolean },
): string {
  const { backward, noisy } = kind;
  const functions = shadingFunctions(program, { noisy, parts: [backward ? 'passBack' : 'activate'] }).text;
  const value = backward
    ? 'passBack(g, x, element, sigmaValues.step, sigmaValues.anneal)'
    : 'activate(x, element, sigmaValues.step)';
  return `${functions}\n\nfn valueAt(x: Num, g: Num, element: Whole) -> Num { return ${value}; }`;
}

/** Functions of a program in WGSL, with the types and the uniform struct they need. */
export function wgslFunctions(program: SigmaProgram, options: ShaderOptions = {}): { readonly code: string } {
  const { lanes = 1, parts = DEFAULT_PARTS } = options;
  const { text, weight } = shadingFunctions(program, options);
  const vectors = lanes === 4 && weight > MAX_WEIGHT_BY_ELEMENT;
  const ofFour = lanes === 4 ? parts.map((part) => functionOfFour(part, vectors)) : [];
  return { code: [WGSL_UNIFORMS, wgslPrelude(vectors ? 4 : 1), text, ...ofFour, ''].join('\n\n') };
}

/** Functions of a program in GLSL ES 3.00. Their uniforms, `GLSL_UNIFORMS`, must be declared before. */
export function glslFunctions(
  program: SigmaProgram,
  options: Omit<ShaderOptions, 'lanes'> = {},
): { readonly code: string } {
  return { code: `${glslPrelude()}\n\n${toGlsl(shadingFunctions(program, options).text)}\n` };
}
