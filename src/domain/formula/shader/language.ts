/**
 * The shading text that everything here is written in. It is the part of WGSL that GLSL ES 3.00 can say too, and that is small
 * enough to be compiled to WebAssembly by ourselves (`wasm/`): functions with one result, `let` and `var` with their types, `return`,
 * and calls. So each function is written once, and no two backends can disagree about it.
 *
 * Types: Num (a float32), Whole (uint32), Signed (int32), Flag (a boolean), and Word and Real, a uint32 and a float32 that are never
 * vectors. In WGSL the first four may be vectors of four, so that one text serves both widths: operands of comparisons and bit operations are spelled
 * out as `Num(1.0)` or `Whole(3u)`, flags are joined by `both` and `either`, choices made by `select(no, yes, flag)`.
 *
 * Words that come from outside: `sigmaValues.<name>`, the uniforms of `uniforms.ts`.
 */
import { NUMBER_FIELDS, WORD_FIELDS } from './uniforms.ts';

/** How many elements one WGSL value holds: a scalar, or a vector of four. */
export type Lanes = 1 | 4;

const WGSL_TYPES: Record<Lanes, string> = {
  1: 'alias Num = f32;\nalias Whole = u32;\nalias Signed = i32;\nalias Flag = bool;\nalias Word = u32;\nalias Real = f32;',
  4: 'alias Num = vec4f;\nalias Whole = vec4u;\nalias Signed = vec4i;\nalias Flag = vec4<bool>;\nalias Word = u32;\nalias Real = f32;',
};

const WGSL_BASICS = `fn bitsOf(x: Num) -> Whole { return bitcast<Whole>(x); }
fn numberOf(bits: Whole) -> Num { return bitcast<Num>(bits); }
fn roundEven(x: Num) -> Num { return round(x); }
fn both(a: Flag, b: Flag) -> Flag { return a & b; }
fn either(a: Flag, b: Flag) -> Flag { return a | b; }`;

// tfjs's own prefix turns `round` into something else, hence roundEven; GLSL ES 3.00 has that one by this very name.
const GLSL_BASICS = `#define Num float
#define Whole uint
#define Signed int
#define Flag bool
#define Word uint
#define Real float
#define bitsOf floatBitsToUint
#define numberOf uintBitsToFloat
#define both(a, b) ((a) && (b))
#define either(a, b) ((a) || (b))
#define select(no, yes, condition) ((condition) ? (yes) : (no))`;

/** What shading text needs in front of it in WGSL. */
export function wgslPrelude(lanes: Lanes): string {
  return `${WGSL_TYPES[lanes]}\n${WGSL_BASICS}`;
}

/** What shading text needs in front of it in GLSL ES 3.00. Declares no uniforms: see `GLSL_UNIFORMS`. */
export function glslPrelude(): string {
  return GLSL_BASICS;
}

function glslUniform(name: string): string {
  const number = NUMBER_FIELDS.findIndex((field) => field === name);
  if (number >= 0) return `sigmaNumbers[${number}]`;
  const word = WORD_FIELDS.findIndex((field) => field === name);
  if (word < 0) throw new Error(`expected the name of a uniform, got ${JSON.stringify(name)}`);
  return `uint(sigmaWords[${word}])`;
}

function glslParameters(parameters: string): string {
  return parameters.replace(/(\w+): (\w+)/g, '$2 $1');
}

/** Shading text in GLSL ES 3.00. */
export function toGlsl(text: string): string {
  return text
    .replace(
      /\bfn (\w+)\(([^)]*)\) -> (\w+)/g,
      (_, name: string, parameters: string, type: string) => `${type} ${name}(${glslParameters(parameters)})`,
    )
    .replace(/\b(?:let|var) (\w+): (\w+) =/g, '$2 $1 =')
    .replace(/\bsigmaValues\.(\w+)/g, (_, name: string) => glslUniform(name));
}
