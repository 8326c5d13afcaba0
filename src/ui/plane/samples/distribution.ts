/** Samples of the plane and what σ makes of their distribution: histogram, mean, variance, characteristic function. Pure, and the same for the same seed. */
import { Xoshiro128 } from '../../../domain/random/xoshiro.ts';
import type { SampleKind } from '../../../state/plane-look.ts';

export interface Samples {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** What is known of one neuron's values over all samples. */
export interface Distribution {
  readonly from: number;
  readonly to: number;
  /** Share of the samples in each bin from `from` to `to`. */
  readonly bins: readonly number[];
  readonly mean: number;
  readonly variance: number;
  /** Samples whose value is not finite: in no bin. */
  readonly lost: number;
  /** E exp(i·t·value) at `frequencies`. */
  readonly characteristic: readonly (readonly [number, number])[];
}

export const SAMPLE_COUNT = 2000;
const BINS = 40;
const FREQUENCIES = 41;
/** Half the range of t. */
export const HIGHEST_FREQUENCY = 8;

/** Where the characteristic function is looked at: −8 … 8. */
export const frequencies: readonly number[] = Array.from(
  { length: FREQUENCIES },
  (_, i) => HIGHEST_FREQUENCY * ((2 * i) / (FREQUENCIES - 1) - 1),
);

const draws: Readonly<Record<Exclude<SampleKind, 'none'>, (random: Xoshiro128) => readonly [number, number]>> = {
  uniform: (random) => [4 * random.uniform() - 2, 4 * random.uniform() - 2],
  gaussian: (random) => [random.normal(), random.normal()],
  ring: (random) => {
    const angle = 2 * Math.PI * random.uniform();
    const radius = 2 + 0.1 * random.normal();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  clusters: (random) => {
    const side = random.uniform() < 0.5 ? -1 : 1;
    return [1.5 * side + 0.4 * random.normal(), side + 0.4 * random.normal()];
  },
};

/** Points of a distribution, always the same ones. */
export function drawSamples(kind: Exclude<SampleKind, 'none'>, seed: number, count = SAMPLE_COUNT): Samples {
  const random = new Xoshiro128(seed);
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  for (let i = 0; i < count; i++) [xs[i], ys[i]] = draws[kind](random) as [number, number];
  return { xs, ys };
}

/** Sums up the values of one neuron; `fourier` costs the sines. */
export function distributionOf(values: ArrayLike<number>, fourier: boolean): Distribution {
  const finite = Array.from(values).filter(Number.isFinite);
  const count = Math.max(1, finite.length);
  const mean = finite.reduce((sum, value) => sum + value, 0) / count;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  const [from, to] = rangeOf(finite);
  const bins = Array<number>(BINS).fill(0);
  for (const value of finite) bins[Math.min(BINS - 1, Math.floor(((value - from) / (to - from)) * BINS))]! += 1 / count;
  const characteristic = fourier ? frequencies.map((t) => characteristicAt(finite, t)) : [];
  return { from, to, bins, mean, variance, lost: values.length - finite.length, characteristic };
}

/** A range with room at its ends, never empty. */
function rangeOf(values: readonly number[]): [number, number] {
  let from = Infinity;
  let to = -Infinity;
  for (const value of values) {
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from > to) return [-1, 1];
  const room = to > from ? (to - from) * 0.02 : Math.max(0.5, Math.abs(from) * 0.1);
  return [from - room, to + room];
}

function characteristicAt(values: readonly number[], t: number): readonly [number, number] {
  let real = 0;
  let imaginary = 0;
  for (const value of values) {
    real += Math.cos(t * value);
    imaginary += Math.sin(t * value);
  }
  const count = Math.max(1, values.length);
  return [real / count, imaginary / count];
}
