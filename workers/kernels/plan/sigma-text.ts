/**
 * σ and its derivative rule as the plan's kernels paste them in: the functions that `src/domain/formula/shader` prints, applied to the quad
 * of channels `c` of row `row`. Kernels that mention σ have the size `channels`, those of training also `firstRow` (the batch's row that is row 0 of this part of it), and the buffers
 * `sigmaValues` and `frame`.
 */
import type { SigmaProgram } from '../../../src/domain/derivatives/program.ts';
import { wgslFunctions, type ShaderPart } from '../../../src/domain/formula/shader/index.ts';
import { FRAME_BINDING, FRAME_STRUCT } from './frame.ts';
import type { Binding } from './kernel.ts';

export interface SigmaText {
  /** Equal keys mean equal code. */
  readonly key: string;
  /** Functions for kernels that go forward while training, backward, and forward in evaluation. */
  readonly forward: string;
  readonly backward: string;
  readonly evaluated: string;
}

export const SIGMA_BINDINGS: readonly Binding[] = [
  { name: 'sigmaValues', type: 'SigmaUniforms', access: 'uniform' },
  FRAME_BINDING,
];

/** Prints a program. `noisy`: whether the derivative has noise on it. */
export function sigmaText(program: SigmaProgram, noisy: boolean): SigmaText {
  const functions = (...parts: ShaderPart[]) =>
    `${FRAME_STRUCT}\n${wgslFunctions(program, { lanes: 4, parts, noisy }).code}`;
  return {
    key: `${program.key}${noisy ? ' noisy' : ''}`,
    forward: functions('activate'),
    backward: functions('passBack'),
    evaluated: functions('sigma'),
  };
}

/** Counts the elements of a block's output, channel fastest, padding left out, over the whole batch: the key of their random numbers. */
const element = (row: string, c: string): string =>
  `(sizes.firstRow + ${row}) * sizes.channels + ${c} * 4u + vec4u(0, 1, 2, 3)`;

/** Channels that exist: padded ones must stay 0 even where σ(0) isn't. */
export const CHANNEL_MASK = (c: string): string => `(vec4u(0, 1, 2, 3) + ${c} * 4u) < vec4u(sizes.channels)`;

/** σ(x) while training; 0 in channels that `keep` doesn't have. */
export const activated = (x: string, row: string, c: string): string =>
  `select(vec4f(0), activate4(${x}, ${element(row, c)}, frame.step), keep)`;

/** σ(x) in evaluation, where nothing is random. */
export const evaluated = (x: string): string => `select(vec4f(0), sigma4(${x}, vec4f(0.5)), keep)`;

/** ∂L/∂x by the rules in force. */
export const passedBack = (g: string, x: string, row: string, c: string): string =>
  `select(vec4f(0), passBack4(${g}, ${x}, ${element(row, c)}, frame.step, frame.anneal[sigmaValues.layer]), keep)`;
