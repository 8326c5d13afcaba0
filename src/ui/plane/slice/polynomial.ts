/**
 * The point about polynomials: with a polynomial σ the net along any line is a polynomial in one variable, of known degree. Degrees of formulas, of nets,
 * and the fit that shows it: values at Chebyshev's points, projected on his polynomials, in float64. Pure.
 */
import { sigmaProgram } from '../../../domain/derivatives/index.ts';
import { resolveActivation, parameterValues } from '../../../domain/activations/index.ts';
import type { ActivationSpec, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { Expr } from '../../../domain/formula/index.ts';
import type { PlaneStage } from '../../../state/plane-look.ts';

/** Degree of a formula as a polynomial in x; null where it is none. Leading coefficients that are parameters count unless they are 0. */
export function degreeOf(expr: Expr, values: Readonly<Record<string, number>>): number | null {
  if (expr.kind === 'number') return 0;
  if (expr.kind === 'variable') return expr.name === 'x' ? 1 : 0;
  const degrees = expr.args.map((arg) => degreeOf(arg, values));
  if (degrees.some((degree) => degree === null)) return null;
  const [a = 0, b = 0] = degrees as number[];
  switch (expr.operation) {
    case 'neg':
      return a;
    case 'add':
    case 'sub':
      return Math.max(a, b);
    case 'mul':
      return vanishes(expr.args[0]!, values) || vanishes(expr.args[1]!, values) ? 0 : a + b;
    case 'div':
      return b === 0 ? a : null;
    case 'pow':
      return powerDegree(a, b, expr.args[1]!, values);
    default:
      return a === 0 && b === 0 ? constantDegree(degrees as number[]) : null;
  }
}

function constantDegree(degrees: readonly number[]): number | null {
  return degrees.every((degree) => degree === 0) ? 0 : null;
}

function powerDegree(
  base: number,
  power: number,
  exponent: Expr,
  values: Readonly<Record<string, number>>,
): number | null {
  if (power !== 0) return null;
  if (base === 0) return 0;
  const n = constantOf(exponent, values);
  return n !== null && Number.isInteger(n) && n >= 0 ? base * n : null;
}

function vanishes(expr: Expr, values: Readonly<Record<string, number>>): boolean {
  return constantOf(expr, values) === 0;
}

function constantOf(expr: Expr, values: Readonly<Record<string, number>>): number | null {
  if (expr.kind === 'number') return expr.value;
  if (expr.kind === 'variable') return expr.name === 'x' ? null : (values[expr.name] ?? null);
  if (expr.operation !== 'neg') return null;
  const inner = constantOf(expr.args[0]!, values);
  return inner === null ? null : -inner;
}

/** Degree of an activation; null where it is no polynomial. */
export function activationDegree(activation: ActivationSpec): number | null {
  try {
    const { sigma } = sigmaProgram(activation, { rule: 'exact' });
    return degreeOf(sigma, parameterValues(activation, resolveActivation(activation).parameters));
  } catch {
    return null;
  }
}

/** Degree along a line of the x or a of a layer: the product of the degrees of σ up to it. */
export function netDegree(spec: PlaneSpec, { layer, stage }: PlaneStage): number | null {
  return spec.layers.slice(0, layer + stage).reduce<number | null>((product, { activation }) => {
    const degree = activationDegree(activation);
    return product === null || degree === null ? null : product * degree;
  }, 1);
}

/** More than this takes too long to fit on the page. */
export const MOST_DEGREE = 256;
/** What is tried with a net that is no polynomial. */
export const TRIED_DEGREE = 12;

export interface PolynomialFit {
  readonly degree: number;
  /** Coefficients of Chebyshev's polynomials T₀, T₁, … in t ∈ [−1, 1]. */
  readonly coefficients: readonly number[];
  /** Largest distance between values and fit, as a share of the largest value. */
  readonly residual: number;
}

/** Points of [−1, 1] to take values at: enough to tell a polynomial of this degree from anything else. */
export function fitPoints(degree: number): Float64Array {
  const count = Math.max(64, 2 * (degree + 1));
  return Float64Array.from({ length: count }, (_, j) => Math.cos((Math.PI * (j + 0.5)) / count));
}

/** Least squares at `fitPoints(degree)`. */
export function fitPolynomial(values: ArrayLike<number>, degree: number): PolynomialFit {
  const count = values.length;
  const coefficients = Array.from({ length: degree + 1 }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < count; j++) sum += values[j]! * Math.cos((Math.PI * k * (j + 0.5)) / count);
    return ((k === 0 ? 1 : 2) * sum) / count;
  });
  let largest = 0;
  let distance = 0;
  fitPoints(degree).forEach((t, j) => {
    largest = Math.max(largest, Math.abs(values[j]!));
    distance = Math.max(distance, Math.abs(values[j]! - polynomialAt(coefficients, t)));
  });
  return { degree, coefficients, residual: largest === 0 ? 0 : distance / largest };
}

/** Σ c_k T_k(t), by Clenshaw's recurrence. */
export function polynomialAt(coefficients: readonly number[], t: number): number {
  let b1 = 0;
  let b2 = 0;
  for (let k = coefficients.length - 1; k > 0; k--) [b1, b2] = [coefficients[k]! + 2 * t * b1 - b2, b1];
  return coefficients[0]! + t * b1 - b2;
}
