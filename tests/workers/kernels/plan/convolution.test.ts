import { correlation, type Convolution, type Taps } from '../../../../workers/kernels/plan/correlation.ts';
import { storedChannels } from '../../../../workers/kernels/plan/kernel.ts';
import { spread } from '../../../../workers/kernels/plan/spread.ts';
import { correlationStrip, spreadStrip } from '../../../../workers/kernels/plan/strip.ts';
import { weightGradient } from '../../../../workers/kernels/plan/weight-gradient.ts';
import { assert } from '../../../support/expect.ts';
import { assertClose, noise, onGpu, poisoned, run, stored, unstored } from './support.ts';

/** A convolution: channels and side of the larger and the smaller image. */
interface Shape {
  readonly batch: number;
  readonly big: number;
  readonly small: number;
  readonly kernel: number;
  readonly stride: number;
  readonly smallSize: number;
}

const shape = (batch: number, big: number, small: number, kernel: number, stride: number, smallSize: number): Shape => ({
  batch, big, small, kernel, stride, smallSize,
}); // prettier-ignore

/** One example, every remainder of channels by four, sides about a tile, threads one beyond a workgroup, one beyond a strip. */
const SHAPES: readonly Shape[] = [
  shape(1, 1, 4, 3, 1, 1),
  shape(1, 1, 17, 3, 1, 9),
  shape(2, 3, 5, 3, 1, 2),
  shape(1, 4, 16, 3, 1, 13),
  shape(1, 17, 4, 3, 1, 5),
  shape(1, 12, 20, 3, 1, 4),
  shape(2, 16, 17, 3, 3, 3),
  shape(1, 5, 3, 3, 3, 2),
  shape(65, 4, 4, 2, 1, 1),
  shape(193, 1, 1, 3, 1, 2),
];

const bigSizeOf = ({ smallSize, stride, kernel }: Shape): number => (smallSize - 1) * stride + kernel;
const padded = (channels: number): number => 4 * Math.ceil(channels / 4);
const tapsOf = ({ big, small, kernel, stride }: Shape): Taps => ({
  big: storedChannels(big),
  small: padded(small),
  kernel,
  stride,
});
const nameOf = (s: Shape): string =>
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
function draw(s: Shape) {
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
function weightOnDevice(s: Shape, weight: Float32Array): Float32Array<ArrayBuffer> {
  const { big, small } = tapsOf(s);
  const taps = s.kernel ** 2;
  const out = new Float32Array(taps * big * small);
  weight.forEach((value, i) => {
    const pair = Math.floor(i / taps);
    out[((i % taps) * big + (pair % s.big)) * small + Math.floor(pair / s.big)] = value;
  });
  return out;
}

const TILES = { pixels: 4, quads: 2 };
type Make = (taps: Taps, normed: boolean) => Convolution;

onGpu('convolution kernels against float64', (device) => {
  const sidesOf = (s: Shape) => ({ bigSize: bigSizeOf(s), smallSize: s.smallSize });

  async function convolve(s: Shape, make: Make, forward: boolean, normed: boolean): Promise<void> {
    const { big, small, weight, norm } = draw(s);
    const [x, channels, outChannels] = forward ? [big, s.big, s.small] : [small, s.small, s.big];
    const ownNorm = normed ? (forward ? norm.big : norm.small) : null;
    const bias = noise(outChannels);
    const width = forward ? padded(outChannels) : storedChannels(outChannels);
    const rows = (forward ? small.length : big.length) / outChannels;
    const expected = Float64Array.from({ length: rows * outChannels }, (_, i) => bias[i % outChannels]!);
    const read = throughNorm(x, ownNorm, channels);
    eachProduct(s, (m, n, w) =>
      forward ? (expected[n]! += read[m]! * weight[w]!) : (expected[m]! += read[n]! * weight[w]!),
    );
    const convolution = make(tapsOf(s), normed);
    const { y } = await run(
      device(),
      convolution.kernel,
      {
        y: poisoned(rows * width),
        x: stored(x, channels, forward ? storedChannels(channels) : padded(channels)),
        w: weightOnDevice(s, weight),
        bias: stored(bias, outChannels, width),
        ...(ownNorm && { constants: constantsOf(ownNorm, channels) }),
      },
      convolution.sizes(s.batch, sidesOf(s)),
      { threads: convolution.threads(s.batch, sidesOf(s)) },
    );
    assertClose(convolution.kernel.key, unstored(convolution.kernel.key, y!, outChannels, width), expected);
  }

  const directions: readonly (readonly [string, Make, boolean, (s: Shape) => boolean])[] = [
    ['correlation by tiles', (taps, normed) => correlation(taps, TILES, normed), true, () => true],
    ['correlation by strips', correlationStrip, true, () => true],
    [
      'spread by tiles',
      (taps, normed) => spread(taps, TILES, normed),
      false,
      (s) => s.stride === 1 || s.stride === s.kernel,
    ],
    ['spread by strips', spreadStrip, false, (s) => s.stride === 1],
  ];
  for (const [name, make, forward, takes] of directions) {
    for (const s of SHAPES.filter(takes)) {
      const normable = (forward ? s.big : s.small) > 1;
      it(`${name}: ${nameOf(s)}`, async () => {
        await convolve(s, make, forward, false);
        if (normable) await convolve(s, make, forward, true);
      });
    }
  }

  it('tiles of every size give the same bits', async () => {
    const s = shape(1, 8, 16, 3, 1, 7);
    const { big, weight } = draw(s);
    const outputs: Float32Array[] = [];
    for (const tile of [
      { pixels: 1, quads: 1 },
      { pixels: 3, quads: 4 },
      { pixels: 12, quads: 2 },
    ]) {
      const convolution = correlation(tapsOf(s), tile);
      const buffers = { y: poisoned(16 * 49), x: big, w: weightOnDevice(s, weight), bias: new Float32Array(16) };
      outputs.push(
        (
          await run(device(), convolution.kernel, buffers, convolution.sizes(1, sidesOf(s)), {
            threads: convolution.threads(1, sidesOf(s)),
          })
        )['y']!,
      );
    }
    assertClose('pixels 3, quads 4', outputs[1]!, outputs[0]!, 0);
    assertClose('pixels 12, quads 2', outputs[2]!, outputs[0]!, 0);
  });

  for (const s of SHAPES) {
    for (const allTapRows of [false, true]) {
      for (const normed of [null, 'big', 'small'] as const) {
        if (normed === 'big' && s.big === 1) continue;
        it(`weight gradient, ${allTapRows ? 'all rows of taps' : 'one row of taps'}, ${String(normed)} normed: ${nameOf(s)}`, async () => {
          const { big, small, norm } = draw(s);
          const expected = new Float64Array(s.big * s.small * s.kernel ** 2);
          const [x, d] = [
            throughNorm(big, normed === 'big' ? norm.big : null, s.big),
            throughNorm(small, normed === 'small' ? norm.small : null, s.small),
          ];
          eachProduct(s, (m, n, w) => (expected[w]! += x[m]! * d[n]!));
          const taps = tapsOf(s);
          const { kernel, threadsPerSlice } = weightGradient(taps, { allTapRows, normed });
          const rows = s.batch * s.smallSize;
          const slices = Math.min(rows, 3);
          const rowsPerSlice = Math.ceil(rows / slices);
          const used = Math.ceil(rows / rowsPerSlice);
          const length = taps.kernel ** 2 * taps.big * taps.small;
          const { partial } = await run(
            device(),
            kernel,
            {
              // The first record is another part's.
              partial: poisoned((1 + used) * length),
              big: stored(big, s.big),
              small: stored(small, s.small, padded(s.small)),
              ...(normed && { constants: constantsOf(norm[normed], s[normed]) }),
            },
            { ...sidesOf(s), rows, rowsPerSlice, firstSlice: 1 },
            { threads: used * threadsPerSlice },
          );
          const sum = Float64Array.from({ length }, (_, i) =>
            sumOver(used, (slice) => partial![(1 + slice) * length + i]!),
          );
          assert.isTrue(partial!.subarray(0, length).every(Number.isNaN), 'another part’s slices are left alone');
          const places = weightOnDevice(
            s,
            Float32Array.from(expected, (_, i) => i + 1),
          );
          places.forEach((place, i) => place === 0 && assertClose('padding', [sum[i]!], [0], 0));
          const got = Float64Array.from(expected, (_, i) => sum[places.indexOf(i + 1)]!);
          assertClose(kernel.key, got, expected);
        });
      }
    }
  }
});

const sumOver = (n: number, term: (i: number) => number): number =>
  Array.from({ length: n }, (_, i) => term(i)).reduce((a, b) => a + b, 0);
