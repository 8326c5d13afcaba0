/** Convolutions of any shape in float64, and what holds a kernel to them. */
import type { Convolution, Taps } from '../../../../workers/kernels/plan/correlation.ts';
import { storedChannels } from '../../../../workers/kernels/plan/kernel.ts';
import type { WeightGradient } from '../../../../workers/kernels/plan/weight-gradient.ts';
import { assert } from '../../../support/expect.ts';
import { assertClose, noise, poisoned, run, stored, unstored } from './support.ts';

/** A convolution: channels and side of the larger and the smaller image. */
export interface Shape {
  readonly batch: number;
  readonly big: number;
  readonly small: number;
  readonly kernel: number;
  readonly stride: number;
  readonly smallSize: number;
}

export const shape = (batch: number, big: number, small: number, kernel: number, stride: number, smallSize: number): Shape => ({
  batch, big, small, kernel, stride, smallSize,
}); // prettier-ignore

/** Channels as stored, and taps. */
export type TapsOf = (s: Shape) => Taps;

const bigSizeOf = ({ smallSize, stride, kernel }: Shape): number => (smallSize - 1) * stride + kernel;
const padded = (channels: number): number => 4 * Math.ceil(channels / 4);
export const sidesOf = (s: Shape) => ({ bigSize: bigSizeOf(s), smallSize: s.smallSize });

/** As the network's input and output are stored: a single channel by itself. */
export const tapsOf: TapsOf = ({ big, small, kernel, stride }) => ({
  big: storedChannels(big),
  small: padded(small),
  kernel,
  stride,
});

/** As hidden images are stored: quads, even of a single channel. */
export const tapsInQuads: TapsOf = (s) => ({ ...tapsOf(s), big: padded(s.big) });

export const nameOf = (s: Shape): string =>
  `${s.batch}×${bigSizeOf(s)}² of ${s.big} to ${s.smallSize}² of ${s.small}, ${s.kernel}×${s.kernel} stride ${s.stride}`;

/** Calls back for every product in the convolution: indices into big, small and the weight (small, big, k, k). */
function eachProduct(s: Shape, call: (big: number, small: number, weight: number) => void): void {
  const size = bigSizeOf(s);
  for (let b = 0; b < s.batch; b++)
    for (let i = 0; i < s.smallSize; i++)
      for (let j = 0; j < s.smallSize; j++)
        for (let ky = 0; ky < s.kernel; ky++)
          for (let kx = 0; kx < s.kernel; kx++) {
            const big = ((b * size + i * s.stride + ky) * size + j * s.stride + kx) * s.big;
            const small = ((b * s.smallSize + i) * s.smallSize + j) * s.small;
            for (let m = 0; m < s.big; m++)
              for (let n = 0; n < s.small; n++)
                call(big + m, small + n, ((n * s.big + m) * s.kernel + ky) * s.kernel + kx);
          }
}

/** Numbers of one test: images, weights, and the BatchNorm that stands before what is read. */
export function draw(s: Shape) {
  return {
    big: noise(s.batch * bigSizeOf(s) ** 2 * s.big),
    small: noise(s.batch * s.smallSize ** 2 * s.small),
    weight: noise(s.big * s.small * s.kernel ** 2),
    norm: { big: noise(2 * s.big), small: noise(2 * s.small) },
  };
}

/** a·scale + shift by channel, in float64; `norm` is scales then shifts. */
const throughNorm = (a: Float32Array, norm: Float32Array | null, channels: number): Float64Array =>
  Float64Array.from(a, (value, i) => (norm ? value * norm[i % channels]! + norm[channels + (i % channels)]! : value));

/** A BatchNorm's constants as kernels read them: two rows that don't matter here, scales, shifts. */
function constantsOf(norm: Float32Array, channels: number): Float32Array<ArrayBuffer> {
  const width = padded(channels);
  const out = poisoned(4 * width).fill(0, 2 * width);
  out.set(norm.subarray(0, channels), 2 * width);
  out.set(norm.subarray(channels), 3 * width);
  return out;
}

/** (small, big, k, k) → [ky][kx][big][small]. */
export function weightOnDevice(
  s: Shape,
  weight: Float32Array,
  { big, small }: Taps = tapsOf(s),
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(s.kernel ** 2 * big * small);
  weight.forEach((value, i) => (out[placeOf(s, { big, small }, i)] = value));
  return out;
}

/** Index on the device of the weight that is number `i` in PyTorch's order. */
function placeOf(s: Shape, { big, small }: Pick<Taps, 'big' | 'small'>, i: number): number {
  const taps = s.kernel ** 2;
  const pair = Math.floor(i / taps);
  return ((i % taps) * big + (pair % s.big)) * small + Math.floor(pair / s.big);
}

/** Holds a convolution (`forward`) or a transposed one to float64, with a BatchNorm before it or not. */
export async function checkConvolution(
  device: GPUDevice,
  s: Shape,
  convolution: Convolution,
  forward: boolean,
  normed: boolean,
  taps = tapsOf(s),
): Promise<void> {
  const { big, small, weight, norm } = draw(s);
  const [x, channels, outChannels] = forward ? [big, s.big, s.small] : [small, s.small, s.big];
  const [inWidth, width] = forward ? [taps.big, taps.small] : [taps.small, taps.big];
  const ownNorm = normed ? (forward ? norm.big : norm.small) : null;
  const bias = noise(outChannels);
  const rows = (forward ? small.length : big.length) / outChannels;
  const expected = Float64Array.from({ length: rows * outChannels }, (_, i) => bias[i % outChannels]!);
  const read = throughNorm(x, ownNorm, channels);
  eachProduct(s, (m, n, w) =>
    forward ? (expected[n]! += read[m]! * weight[w]!) : (expected[m]! += read[n]! * weight[w]!),
  );
  const { kernel } = convolution;
  const { y } = await run(
    device,
    kernel,
    {
      y: poisoned(rows * width),
      x: stored(x, channels, inWidth),
      w: weightOnDevice(s, weight, taps),
      bias: stored(bias, outChannels, width),
      ...(ownNorm && { constants: constantsOf(ownNorm, channels) }),
    },
    convolution.sizes(s.batch, sidesOf(s)),
    { threads: convolution.threads(s.batch, sidesOf(s)) },
  );
  assertClose(kernel.key, unstored(kernel.key, y!, outChannels, width), expected);
}

/** Holds a weight gradient to float64, its slices added in float64. */
export async function checkWeightGradient(
  device: GPUDevice,
  s: Shape,
  { kernel, threadsPerSlice }: WeightGradient,
  normed: 'big' | 'small' | null,
  taps = tapsOf(s),
): Promise<void> {
  const { big, small, norm } = draw(s);
  const expected = new Float64Array(s.big * s.small * s.kernel ** 2);
  const [x, d] = [
    throughNorm(big, normed === 'big' ? norm.big : null, s.big),
    throughNorm(small, normed === 'small' ? norm.small : null, s.small),
  ];
  eachProduct(s, (m, n, w) => (expected[w]! += x[m]! * d[n]!));
  const rows = s.batch * s.smallSize;
  const rowsPerSlice = Math.ceil(rows / Math.min(rows, 3));
  const slices = Math.ceil(rows / rowsPerSlice);
  const length = taps.kernel ** 2 * taps.big * taps.small;
  const { partial } = await run(
    device,
    kernel,
    {
      // The first record is another part's.
      partial: poisoned((1 + slices) * length),
      big: stored(big, s.big, taps.big),
      small: stored(small, s.small, taps.small),
      ...(normed && { constants: constantsOf(norm[normed], s[normed]) }),
    },
    { ...sidesOf(s), rows, rowsPerSlice, firstSlice: 1 },
    { threads: slices * threadsPerSlice },
  );
  assert.isTrue(
    partial!.subarray(0, length).every(Number.isNaN),
    `${kernel.key}: another part's slices are left alone`,
  );
  const own = partial!.subarray(length);
  const sum = Float64Array.from({ length }, (_, i) => sumOver(slices, (slice) => own[slice * length + i]!));
  const got = expected.map((_, i) => sum[placeOf(s, taps, i)]!);
  assertClose(kernel.key, got, expected);
  got.forEach((_, i) => (sum[placeOf(s, taps, i)] = 0));
  assertClose(`${kernel.key}: padding`, sum, new Float64Array(length), 0);
}

const sumOver = (n: number, term: (i: number) => number): number =>
  Array.from({ length: n }, (_, i) => term(i)).reduce((a, b) => a + b, 0);
