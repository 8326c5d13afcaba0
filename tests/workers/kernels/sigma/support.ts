/** What tests of σ kernels share: programs made of one expression, kernels run on arrays, points where functions are awkward. */
import * as tf from '@tensorflow/tfjs-core';
import type { SigmaProgram, SigmaValues } from '../../../../src/domain/derivatives/index.ts';
import {
  DEFAULT_UNIFORMS,
  number,
  structuralKey,
  variablesOf,
  type Expr,
} from '../../../../src/domain/formula/index.ts';
import { EVALUATION, type SigmaContext } from '../../../../src/domain/formula/shader/index.ts';
import { sigmaOp } from '../../../../workers/kernels/sigma/index.ts';

/** σ is the expression, and so is the slope: both kernels compute the same thing. */
export function programOf(expr: Expr): SigmaProgram {
  return {
    key: structuralKey([expr]),
    sigma: expr,
    pair: { left: expr, right: number(0), combine: 'left' },
    then: null,
    random: variablesOf(expr).has('u'),
  };
}

export const PLAIN_VALUES: SigmaValues = { uniforms: DEFAULT_UNIFORMS, noise: 0 };

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return Float32Array.from(values);
}

/** σ of some numbers on the current backend. */
export async function forward(
  program: SigmaProgram,
  x: Float32Array,
  values: SigmaValues = PLAIN_VALUES,
  context: SigmaContext = EVALUATION,
): Promise<Float32Array> {
  return read(tf.tidy(() => sigmaOp(program, values, context).forward(tf.tensor1d(x))));
}

/** ∂L/∂x on the current backend. */
export async function backward(
  program: SigmaProgram,
  g: Float32Array,
  x: Float32Array,
  values: SigmaValues = PLAIN_VALUES,
  context: SigmaContext = EVALUATION,
): Promise<Float32Array> {
  return read(tf.tidy(() => sigmaOp(program, values, context).backward(tf.tensor1d(g), tf.tensor1d(x))));
}

/** Numbers from −limit to limit, evenly, kinks among them. */
export function evenly(limit: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => limit * ((2 * i) / (count - 1) - 1));
}

/** Numbers of all sizes from 10^from to 10^to, both signs. */
export function logarithmically(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => 10 ** (from + ((to - from) * i) / (count - 1))).flatMap((x) => [
    x,
    -x,
  ]);
}

export const AWKWARD: readonly number[] = [
  0,
  -0,
  0.5,
  -0.5,
  1,
  -1,
  1.5,
  -1.5,
  2,
  -2,
  2.5,
  -2.5,
  3,
  -3,
  6,
  -6,
  88,
  -88,
  89,
  -89,
  1e4,
  -1e4,
  1e30,
  -1e30,
  NaN,
  Infinity,
  -Infinity,
];

/** Whether a float32 result is a float64 one within `slack` + 1e-6 + 1e-5 of its size, infinities and NaN alike. */
export function isNear(got: number, expected: number, slack = 0): boolean {
  if (slack === Infinity) return true;
  if (Number.isNaN(expected)) return Number.isNaN(got);
  if (got === expected || got === Math.fround(expected)) return true;
  return Math.abs(got - expected) <= 1e-6 + 1e-5 * Math.abs(expected) + slack;
}
