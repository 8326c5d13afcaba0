/** The catalogue: one line for each activation, in the gallery's order. */
import type { ActivationSpec } from '../experiment/experiment.ts';
import type { Activation, Lie } from './activation.ts';
import { cantor, cantor2, heaviside, round, sign, staircase } from './families/flat.ts';
import { identity } from './families/linear.ts';
import { perlin } from './families/noise.ts';
import { cos, sin, sinc, snake, triangle } from './families/periodic.ts';
import { cube, polynomial, square } from './families/polynomial.ts';
import * as rectifiers from './families/rectifiers.ts';
import { atan, hardsigmoid, hardtanh, logSigmoid, sigmoid, softsign, tanh } from './families/saturating.ts';
import { hardshrink, softshrink, tanhshrink } from './families/shrinking.ts';
import { ANY_LIES } from './lies.ts';

const { celu, elu, gelu, geluTanh, hardswish, leakyRelu, mish, relu, relu6, rrelu, selu, silu, softplus, squareplus } =
  rectifiers;

/** Every activation of the catalogue. */
export const ACTIVATIONS: readonly Activation[] = [
  identity,
  relu,
  relu6,
  leakyRelu,
  elu,
  selu,
  celu,
  gelu,
  geluTanh,
  silu,
  mish,
  softplus,
  hardswish,
  squareplus,
  rrelu,
  sigmoid,
  tanh,
  hardsigmoid,
  hardtanh,
  softsign,
  atan,
  logSigmoid,
  hardshrink,
  softshrink,
  tanhshrink,
  sin,
  cos,
  sinc,
  snake,
  triangle,
  square,
  cube,
  polynomial,
  perlin,
  cantor,
  cantor2,
  staircase,
  round,
  sign,
  heaviside,
];

const BY_ID: ReadonlyMap<string, Activation> = new Map(ACTIVATIONS.map((activation) => [activation.id, activation]));

/** The entry of that id, if there is one. */
export function activationById(id: string): Activation | undefined {
  return BY_ID.get(id);
}

/** Derivatives worth trying for σ: its own, or those that suit any function. Never none. */
export function liesFor({ name }: ActivationSpec): readonly Lie[] {
  const own = name === undefined ? undefined : activationById(name)?.lies;
  return own === undefined || own.length === 0 ? ANY_LIES : own;
}

/** σ as a formula to start typing from. */
export function formulaOf({ name, formula }: ActivationSpec): string {
  return formula ?? activationById(name)?.formula ?? '';
}
