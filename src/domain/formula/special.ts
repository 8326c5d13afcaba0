/**
 * Functions that JavaScript doesn't have, in float64. Shaders must agree with these to the accuracy of float32.
 */
import { pcg } from '../random/pcg.ts';

/** erf is tabulated at multiples of 1/32 up to 6, where it differs from 1 by 2e-17, each with the 8 Taylor coefficients that reach half way to the next. */
const ERF_NODES_PER_UNIT = 32;
const ERF_END = 6;
const ERF_TERMS = 8;
const ERF_TABLE: Float64Array = tabulateErf();

/**
 * Taylor coefficients of erf at x but for the first, erf(x) itself. With f(x) = exp(−x²) = Σ aₙhⁿ, f' = −2xf gives
 * (n + 1)·aₙ₊₁ = −2(x·aₙ + aₙ₋₁), and erf' = 2/√π · f.
 */
function taylorOfErf(x: number, terms: number): number[] {
  const coefficients = [0];
  let [before, a] = [0, (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)];
  for (let n = 0; n < terms - 1; n++) {
    coefficients.push(a / (n + 1));
    [before, a] = [a, (-2 * (x * a + before)) / (n + 1)];
  }
  return coefficients;
}

/** The table, node after node: each value is the one before plus the series across the gap, taken far enough to be exact. */
function tabulateErf(): Float64Array {
  const step = 1 / ERF_NODES_PER_UNIT;
  const table = new Float64Array((ERF_END * ERF_NODES_PER_UNIT + 1) * ERF_TERMS);
  for (let k = 0, value = 0; k * ERF_TERMS < table.length; k++) {
    const coefficients = taylorOfErf(k * step, 3 * ERF_TERMS);
    table.set([value, ...coefficients.slice(1, ERF_TERMS)], k * ERF_TERMS);
    value += coefficients.reduceRight((sum, coefficient) => sum * step + coefficient, 0);
  }
  return table;
}

/** The error function 2/√π ∫₀ˣ exp(−t²) dt, to a few 1e-16. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < ERF_END)) return Math.sign(x);
  const node = Math.round(size * ERF_NODES_PER_UNIT);
  const h = size - node / ERF_NODES_PER_UNIT;
  const start = node * ERF_TERMS;
  let value = 0;
  for (let i = start + ERF_TERMS - 1; i >= start; i--) value = value * h + ERF_TABLE[i]!;
  return x < 0 ? -value : value;
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
    // A number just below a whole one may have been rounded to it: its digits are all 2.
    const digit = Math.min(Math.floor(rest), 2);
    rest -= digit;
    if (digit > 0) value += weight;
    if (digit === 1) break;
  }
  return floor + value;
}
