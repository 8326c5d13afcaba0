/**
 * The uniforms of every σ kernel: parameters of the formula, the strength of the noise, what keys random numbers, and bits that
 * shaders may not write down themselves. Changing any of them recompiles nothing. One layout serves WGSL (one struct of 32-bit
 * fields) and GLSL (an array of floats and an array of ints).
 */
import { UNIFORM_NAMES } from '../ast.ts';
import type { SigmaValues } from '../../derivatives/program.ts';

/** Fields that are floats, in order: the formula's, s of the derivative noise, t of the annealing. */
export const NUMBER_FIELDS = [...UNIFORM_NAMES, 'noise', 'anneal'] as const;

/**
 * Fields that are unsigned integers, in order. `infinityBits` and `nanBits` are how a shader gets at ∞ and NaN: a compiler may refuse
 * them as constants, or assume that arithmetic never makes them. `zero` is 0, which no compiler knows; see `opaque`.
 */
export const WORD_FIELDS = ['infinityBits', 'nanBits', 'zero', 'seed', 'step', 'layer', 'training'] as const;

const INFINITY_BITS = 0x7f800000;
const NAN_BITS = 0x7fc00000;

/** Where in a run a kernel is called: this keys its random numbers, and says how far annealing has got. */
export interface SigmaContext {
  readonly seed: number;
  readonly step: number;
  /** Index of the block whose σ this is. */
  readonly layer: number;
  /** False in evaluation: u is ½ then, and there is no derivative noise. */
  readonly training: boolean;
  /** t of the annealing, 0…1. */
  readonly anneal: number;
}

/** As in evaluation: nothing random, no annealing. */
export const EVALUATION: SigmaContext = { seed: 0, step: 0, layer: 0, training: false, anneal: 0 };

/** All fields in order, floats first. */
export const UNIFORM_FIELDS: readonly string[] = [...NUMBER_FIELDS, ...WORD_FIELDS];

/** Bytes of the uniform buffer, a multiple of 16. */
export const SIGMA_UNIFORM_BYTES = Math.ceil(UNIFORM_FIELDS.length / 4) * 16;

/** Byte offset of a field, for whoever rewrites one field of a buffer that lives on. */
export function sigmaUniformOffset(field: (typeof NUMBER_FIELDS)[number] | (typeof WORD_FIELDS)[number]): number {
  return 4 * UNIFORM_FIELDS.indexOf(field);
}

/** Declaration of the struct. A kernel declares `var<uniform> sigmaValues: SigmaUniforms` itself, where it likes. */
export const WGSL_UNIFORMS = `struct SigmaUniforms {
${NUMBER_FIELDS.map((name) => `  ${name}: f32,`).join('\n')}
${WORD_FIELDS.map((name) => `  ${name}: u32,`).join('\n')}
}`;

/** The two arrays, as tfjs's `customUniforms` declares them. */
export const GLSL_UNIFORMS = [
  { name: 'sigmaNumbers', type: 'float' as const, arrayIndex: NUMBER_FIELDS.length },
  { name: 'sigmaWords', type: 'int' as const, arrayIndex: WORD_FIELDS.length },
];

function numberFields({ uniforms, noise }: SigmaValues, { training, anneal }: SigmaContext): number[] {
  return [...UNIFORM_NAMES.map((name) => uniforms[name]), training ? noise : 0, anneal];
}

function wordFields({ seed, step, layer, training }: SigmaContext): number[] {
  return [INFINITY_BITS, NAN_BITS, 0, seed, step, layer, training ? 1 : 0];
}

/** Contents of the uniform buffer. */
export function packSigmaUniforms(values: SigmaValues, context: SigmaContext): ArrayBuffer {
  const bytes = new ArrayBuffer(SIGMA_UNIFORM_BYTES);
  new Float32Array(bytes).set(numberFields(values, context));
  new Uint32Array(bytes, 4 * NUMBER_FIELDS.length).set(wordFields(context).map((word) => word >>> 0));
  return bytes;
}

/** Contents of the two arrays of `GLSL_UNIFORMS`, in that order. */
export function glslUniformValues(values: SigmaValues, context: SigmaContext): number[][] {
  return [numberFields(values, context), wordFields(context).map((word) => word | 0)];
}
