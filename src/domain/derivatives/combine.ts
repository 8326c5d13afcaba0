/** The definition, in float64, of what every kernel computes: σ(x), the two slopes, and ∂L/∂x (SPEC §3). */
import { compile, type Uniforms } from '../formula/index.ts';
import type { Combine, SigmaProgram, SlopePair } from './program.ts';

/** One element. Everything but x may be missing: in evaluation there is no gradient, no noise and no annealing, and u is ½. */
export interface SigmaInputs {
  readonly x: number;
  /** ∂L/∂a. */
  readonly g?: number;
  /** Uniform on [0, 1), for random σ. */
  readonly u?: number;
  /** Standard normal. */
  readonly n?: number;
  /** How far annealing has come, 0 to 1. */
  readonly anneal?: number;
  readonly uniforms?: Partial<Uniforms>;
  /** s of the derivative noise. */
  readonly noise?: number;
}

export interface SigmaOutputs {
  readonly y: number;
  readonly left: number;
  readonly right: number;
  /** ∂L/∂x. */
  readonly dx: number;
}

/** Which of two slopes the rule takes for a gradient: `best` goes where the loss falls more to first order, and nowhere if it falls on neither side. */
export function chooseSlope(combine: Combine, g: number, left: number, right: number): number {
  if (combine !== 'best') return combine === 'left' ? left : right;
  const fallToTheRight = -g * right;
  const fallToTheLeft = g * left;
  if (fallToTheRight >= fallToTheLeft && fallToTheRight > 0) return right;
  return fallToTheLeft > fallToTheRight && fallToTheLeft > 0 ? left : 0;
}

function compilePair({ left, right, combine }: SlopePair) {
  const [leftAt, rightAt] = [compile(left), compile(right)];
  return ({ x, g = 0, ...environment }: SigmaInputs) => {
    const slopes = { left: leftAt(x, environment), right: rightAt(x, environment) };
    return { ...slopes, dx: g * chooseSlope(combine, g, slopes.left, slopes.right) };
  };
}

/** A function that computes one element of a program. */
export function referenceSigma({ sigma, pair, then }: SigmaProgram): (inputs: SigmaInputs) => SigmaOutputs {
  const [sigmaAt, pairAt, thenAt] = [compile(sigma), compilePair(pair), then && compilePair(then)];
  return (inputs) => {
    const { x, n = 0, noise = 0, anneal: t = 0 } = inputs;
    const first = pairAt(inputs);
    const dx = thenAt ? (1 - t) * first.dx + t * thenAt(inputs).dx : first.dx;
    return { y: sigmaAt(x, inputs), left: first.left, right: first.right, dx: dx * (1 + noise * n) };
  };
}

/** One element of a program; to compute many, keep the function that `referenceSigma` gives. */
export function combine(program: SigmaProgram, inputs: SigmaInputs): SigmaOutputs {
  return referenceSigma(program)(inputs);
}
