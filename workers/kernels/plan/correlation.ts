/**
 * Convolution without padding, forward: y[b, i, j] = bias + Σ w[ky, kx] · x[b, i·S + ky, j·S + kx]. It is also ∂L/∂x of a transposed convolution.
 *
 * Layout: x and y NHWC in quads (x single floats where it has one channel); w as [ky][kx][in][out], quads of out.
 * Threads: one computes `pixels` neighbouring outputs of a row for `quads` quads of channels, quads fastest, so that neighbours share what
 * they read of x. It walks the input quads and, for each row of taps, keeps the row's pixels in registers: every x is read once for all the
 * taps and outputs that use it. Taps are unrolled and weight indices constant; there is no barrier. Reads beyond a row's end feed only
 * outputs that are not stored.
 */
import { kernel, range, reads, repeat, writes, type Kernel } from './kernel.ts';
import { NORM_BINDING, normalised, normConstants } from './normed-input.ts';

/** Channels, as stored, and taps of the convolution whose big side is `big` and whose small side is `small`. */
export interface Taps {
  readonly big: number;
  readonly small: number;
  readonly kernel: number;
  readonly stride: number;
}

/** How much one thread does. Changes speed only, never a bit of the result. */
export interface Tile {
  readonly pixels: number;
  readonly quads: number;
}

/** Pixels along a side of the larger and of the smaller image. */
export interface Sides {
  readonly bigSize: number;
  readonly smallSize: number;
}

/** A convolution kernel, and how a dispatch of it looks for images of given sides. */
export interface Convolution {
  readonly kernel: Kernel;
  sizes(batch: number, sides: Sides): Record<string, number>;
  threads(batch: number, sides: Sides): number;
}

/** `tilesX`: tiles along a row of the output. */
export const IMAGE_SIZES = ['bigSize', 'smallSize', 'tilesX'] as const;

/** Sizes and threads of a kernel whose thread makes `pixels` neighbours of a row of the side named `out`, for one of `groups` groups of channels. */
export function tiledByRow(kernel: Kernel, out: keyof Sides, pixels: number, groups: number): Convolution {
  const tilesX = (sides: Sides) => Math.ceil(sides[out] / pixels);
  return {
    kernel,
    sizes: (_batch, sides) => ({ ...sides, tilesX: tilesX(sides) }),
    threads: (batch, sides) => batch * sides[out] * tilesX(sides) * groups,
  };
}

/** `normed`: x is σ's output, and its BatchNorm is applied while it is read. */
export function correlation(taps: Taps, tile: Tile, normed = false): Convolution {
  const { big, small, kernel: k, stride } = taps;
  const quadsIn = Math.max(1, big / 4);
  const single = big === 1;
  const quads = usableQuads(small / 4, tile.quads);
  const groups = small / 4 / quads;
  const code = kernel({
    key: ['correlation', big, small, k, stride, tile.pixels, quads, normed ? 'normed' : ''].join('-'),
    bindings: [
      writes('y', 'vec4f'),
      reads('x', single ? 'f32' : 'vec4f'),
      reads('w', 'vec4f'),
      reads('bias', 'vec4f'),
      ...(normed ? [NORM_BINDING] : []),
    ],
    sizes: IMAGE_SIZES,
    workgroupSize: 64,
    body: `
  let group = thread % ${String(groups)}u;
  var rest = thread / ${String(groups)}u;
  let j = (rest % sizes.tilesX) * ${String(tile.pixels)}u; rest /= sizes.tilesX;
  let i = rest % sizes.smallSize;
  let b = rest / sizes.smallSize;
  let corner = (b * sizes.bigSize + i * ${String(stride)}u) * sizes.bigSize + j * ${String(stride)}u;
${repeat(tile.pixels * quads, (n) => `  var sum${String(n)} = bias[group * ${String(quads)}u + ${String(n % quads)}u];`)}
  for (var c = 0u; c < ${String(quadsIn)}u; c++) {
${normed ? normConstants('', 'c', quadsIn) : ''}
${repeat(k, (ky) => tapRow(taps, tile.pixels, quads, normed, ky))}
  }
  let out = ((b * sizes.smallSize + i) * sizes.smallSize + j) * ${String(small / 4)}u + group * ${String(quads)}u;
${repeat(tile.pixels, (p) => storePixel(p, quads, small / 4, 'smallSize'))}`,
  });
  return tiledByRow(code, 'smallSize', tile.pixels, groups);
}

/** One row of taps: the pixels it needs, then every tap on every output. */
function tapRow(
  { big, small, kernel: k, stride }: Taps,
  pixels: number,
  quads: number,
  normed: boolean,
  ky: number,
): string {
  const width = (pixels - 1) * stride + k;
  const single = big === 1;
  const quadsIn = Math.max(1, big / 4);
  const at = (p: number) => `(corner + ${String(ky)}u * sizes.bigSize + ${String(p)}u) * ${String(quadsIn)}u + c`;
  const weight = (kx: number, lane: number, q: number) =>
    `w[(${String((ky * k + kx) * big + lane)}u + c * 4u) * ${String(small / 4)}u + group * ${String(quads)}u + ${String(q)}u]`;
  const matrix = (kx: number, q: number) =>
    single
      ? weight(kx, 0, q)
      : `mat4x4f(${range(4)
          .map((lane) => weight(kx, lane, q))
          .join(', ')})`;
  const taps = range(k).flatMap((kx) =>
    range(quads).map(
      (q) => `let m${String(kx)}_${String(q)} = ${matrix(kx, q)};
${repeat(pixels, (p) => `sum${String(p * quads + q)} += m${String(kx)}_${String(q)} * x${String(p * stride + kx)};`)}`,
    ),
  );
  return `{
${repeat(width, (p) => `let x${String(p)} = ${normed ? normalised(`x[${at(p)}]`, '') : `x[${at(p)}]`};`)}
${taps.join('\n')}
}`;
}

/** Stores one pixel's quads, unless it lies beyond the row's end. */
export function storePixel(p: number, quads: number, stride: number, size: string): string {
  const stores = range(quads)
    .map((q) => `y[out + ${String(p * stride + q)}u] = sum${String(p * quads + q)};`)
    .join(' ');
  return p === 0 ? `  ${stores}` : `  if (j + ${String(p)}u < sizes.${size}) { ${stores} }`;
}

/** Most quads a thread can take so that all threads take the same. */
export function usableQuads(available: number, wanted: number): number {
  let quads = Math.min(available, wanted);
  while (available % quads !== 0) quads--;
  return quads;
}
