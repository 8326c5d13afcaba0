/**
 * Functions that JavaScript doesn't have, in float64. Shaders must agree with these to the accuracy of float32.
 */
import { pcg } from '../random/pcg.ts';

/** Maclaurin series of erf(x)/x in x², with signs: 2/√π · (−1)ⁿ/(n!·(2n+1)) (Abramowitz & Stegun 7.1.5); 18 terms suffice for |x| ≤ 1. */
const ERF_SERIES: readonly number[] = maclaurinOfErf(18);

/**
 * exp(x²)·erfc(x) on [1, 6] as a polynomial in c = (12t + 1)/5, t = (x − 3)/(x + 3), lowest power first: its Chebyshev interpolant
 * of degree 16, computed with 50 digits.
 */
const SCALED_ERFC: readonly number[] = [
  0.20798329133342885, -0.15436117429436919, 0.04969844540339479, -0.012713147695691995, 0.0024793146970725098,
  -0.0003316029605784682, 1.9563583307623115e-5, 2.4255574811675935e-6, -5.54127740980289e-7, -4.526722358033927e-9,
  1.134025497326978e-8, -2.6378796088267935e-10, -2.580898475430029e-10, 6.029960764165142e-12, 6.711640674248828e-12,
  4.5059344101039224e-15, -1.6689308894979641e-13,
];

function maclaurinOfErf(terms: number): number[] {
  const coefficients: number[] = [];
  for (let n = 0, factor = 2 / Math.sqrt(Math.PI); n < terms; n++) {
    if (n > 0) factor /= -n;
    coefficients.push(factor / (2 * n + 1));
  }
  return coefficients;
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/** The error function 2/√π ∫₀ˣ exp(−t²) dt, to about 1e-16. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 1) return x * polynomial(ERF_SERIES, x * x);
  if (size > 6) return x > 0 ? 1 : -1;
  const c = (12 * ((size - 3) / (size + 3)) + 1) / 5;
  const value = 1 - Math.exp(-x * x) * polynomial(SCALED_ERFC, c);
  return x > 0 ? value : x < 0 ? -value : NaN;
}

/** The logistic function 1/(1 + exp(−x)), without overflow on either side. */
export function sigmoid(x: number): number {
  const decay = Math.exp(-Math.abs(x));
  return x < 0 ? decay / (1 + decay) : 1 / (1 + decay);
}

/** log(1 + exp(x)), without overflow; x + exp(−x) in effect when x is large. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** The nearest integer, halves to the even one, as PyTorch and WGSL round. */
export function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5 || Number.isNaN(rest)) return rest < 0.5 ? floor : x;
  return rest > 0.5 || floor % 2 !== 0 ? floor + 1 : floor;
}

/** x raised to y as `**`, small whole exponents by multiplication: more exact, quicker, and what shaders do for negative x. */
export function power(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 3) return x * x * x;
  if (y === 4) return x * x * (x * x);
  return x ** y;
}

/** 256 random numbers in [−1, 1): r[k] = pcg(k)/2³¹ − 1. */
const LATTICE: Float64Array = Float64Array.from({ length: 256 }, (_, k) => pcg(k) / 2 ** 31 - 1);

/** Index into the lattice; what no integer can be, NaN and ±∞, goes to 0 and is drowned by the fraction, which is NaN then. */
function cell(z: number): number {
  return ((Math.floor(z) % 256) + 256) & 255;
}

/** Random array with smoothstep interpolation (SPEC §4): between lattice points i and i + 1, t from i: rᵢ + (rᵢ₊₁ − rᵢ)(3t² − 2t³). */
export function perlin(z: number): number {
  const i = cell(z);
  const t = z - Math.floor(z);
  const start = LATTICE[i]!;
  return start + (LATTICE[(i + 1) & 255]! - start) * (t * t * (3 - 2 * t));
}

/** Derivative of `perlin` by z: (rᵢ₊₁ − rᵢ)·6t(1 − t). */
export function perlinSlope(z: number): number {
  const i = cell(z);
  const t = z - Math.floor(z);
  return (LATTICE[(i + 1) & 255]! - LATTICE[i]!) * (6 * t * (1 - t));
}

/** Ternary digits that `cantor` looks at. */
export const CANTOR_DIGITS = 20;

/**
 * The Cantor function C, continued to all numbers as ⌊x⌋ + C(x − ⌊x⌋) (SPEC §4). C reads the ternary digits of its argument up
 * to the first 1, turns each 2 into a 1, and reads the result in base two.
 */
export function cantor(x: number): number {
  const floor = Math.floor(x);
  let rest = x - floor;
  if (Number.isNaN(rest)) return x;
  let value = 0;
  for (let k = 0, weight = 0.5; k < CANTOR_DIGITS; k++, weight /= 2) {
    rest *= 3;
    const digit = Math.floor(rest);
    rest -= digit;
    if (digit > 0) value += weight;
    if (digit === 1) break;
  }
  return floor + value;
}
