/**
 * Transposed convolution without padding, forward: y[b, i, j] = bias + Σ over (ky, kx) with (i − ky, j − kx) divisible by the stride of
 * wᵀ[ky, kx] · x[b, (i − ky)/S, (j − kx)/S]. It is also ∂L/∂x of a convolution. x is the small side, y the big one.
 *
 * Layout: as in `correlation.ts`, the same weights [ky][kx][big][small]; the sum now runs over small, so a quad of x meets the rows of the
 * same matrices: x·M where the other computes M·x.
 * Threads: at stride 1 one computes `pixels` neighbouring outputs of a row for `quads` quads. Pixels outside x count as 0, by `select` on a
 * clamped index, since branches in unrolled code compile and run badly. At stride = kernel the taps don't overlap: one thread spreads one
 * pixel of x over its own S×S outputs, so the tap of each output is known when the code is made.
 */
import {
  IMAGE_SIZES,
  storePixel,
  tiledByRow,
  usableQuads,
  type Convolution,
  type Taps,
  type Tile,
} from './correlation.ts';
import { kernel, range, reads, repeat, writes } from './kernel.ts';
import { NORM_BINDING, normalised, normConstants } from './normed-input.ts';

/** `normed`: x is σ's output, and its BatchNorm is applied while it is read. */
export function spread(taps: Taps, tile: Tile, normed = false): Convolution {
  if (taps.stride === 1) return spreadDense(taps, tile, normed);
  if (taps.stride === taps.kernel) return spreadApart(taps, tile, normed);
  throw new RangeError(
    `A transposed convolution needs stride 1 or stride = kernel; got kernel ${String(taps.kernel)}, stride ${String(taps.stride)}.`,
  );
}

function bindingsOf({ big }: Taps, normed: boolean) {
  const type = big === 1 ? 'f32' : 'vec4f';
  return [
    writes('y', type),
    reads('x', 'vec4f'),
    reads('w', 'vec4f'),
    reads('bias', type),
    ...(normed ? [NORM_BINDING] : []),
  ];
}

/** Terms of one tap for one quad of outputs: four rows of the matrix, each a dot product with x; one row where y has a single channel. */
function product(taps: Taps, ky: number, kx: number, q: number, quads: number): string {
  const row = (lane: number) =>
    `w[(${String((ky * taps.kernel + kx) * taps.big + q * 4 + lane)}u + group * ${String(quads * 4)}u) * ${String(taps.small / 4)}u + c]`;
  return taps.big === 1 ? row(0) : `mat4x4f(${range(4).map(row).join(', ')})`;
}

const times = (taps: Taps, x: string, m: string) => (taps.big === 1 ? `dot(${m}, ${x})` : `${x} * ${m}`);

function spreadDense(taps: Taps, tile: Tile, normed: boolean): Convolution {
  const { big, small, kernel: k } = taps;
  const quadsOut = Math.max(1, big / 4);
  const quads = usableQuads(quadsOut, tile.quads);
  const groups = quadsOut / quads;
  const width = tile.pixels + k - 1;
  const code = kernel({
    key: ['spread', big, small, k, 1, tile.pixels, quads, normed ? 'normed' : ''].join('-'),
    bindings: bindingsOf(taps, normed),
    sizes: IMAGE_SIZES,
    workgroupSize: 64,
    body: `
  let group = thread % ${String(groups)}u;
  var rest = thread / ${String(groups)}u;
  let j = (rest % sizes.tilesX) * ${String(tile.pixels)}u; rest /= sizes.tilesX;
  let i = rest % sizes.bigSize;
  let b = rest / sizes.bigSize;
  let left = i32(j) - ${String(k - 1)};
${repeat(width, (p) => `  let column${String(p)} = u32(left + ${String(p)}) < sizes.smallSize;`)}
${repeat(tile.pixels * quads, (n) => `  var sum${String(n)} = bias[group * ${String(quads)}u + ${String(n % quads)}u];`)}
  for (var c = 0u; c < ${String(small / 4)}u; c++) {
${normed ? normConstants('', 'c', small / 4) : ''}
${repeat(k, (ky) => spreadRow(taps, tile.pixels, quads, normed, ky))}
  }
  let out = ((b * sizes.bigSize + i) * sizes.bigSize + j) * ${String(quadsOut)}u + group * ${String(quads)}u;
${repeat(tile.pixels, (p) => storePixel(p, quads, quadsOut, 'bigSize'))}`,
  });
  return tiledByRow(code, 'bigSize', tile.pixels, groups);
}

function spreadRow(taps: Taps, pixels: number, quads: number, normed: boolean, ky: number): string {
  const { kernel: k, small } = taps;
  const pixel = (p: number) => {
    const raw = `x[u32(max(start + ${String(p)}, 0)) * ${String(small / 4)}u + c]`;
    return normed ? normalised(raw, '') : raw;
  };
  const used = range(k).flatMap((kx) =>
    range(quads).map(
      (q) => `let m${String(kx)}_${String(q)} = ${product(taps, ky, kx, q, quads)};
${repeat(pixels, (p) => `sum${String(p * quads + q)} += ${times(taps, `x${String(p + k - 1 - kx)}`, `m${String(kx)}_${String(q)}`)};`)}`,
    ),
  );
  return `{
let row = i32(i) - ${String(ky)};
let inside = u32(row) < sizes.smallSize;
let start = (i32(b * sizes.smallSize) + row) * i32(sizes.smallSize) + left;
${repeat(pixels + k - 1, (p) => `let x${String(p)} = select(vec4f(0), ${pixel(p)}, inside && column${String(p)});`)}
${used.join('\n')}
}`;
}

function spreadApart(taps: Taps, tile: Tile, normed: boolean): Convolution {
  const { big, small, kernel: k } = taps;
  const quadsOut = Math.max(1, big / 4);
  const quads = usableQuads(quadsOut, tile.quads);
  const groups = quadsOut / quads;
  const outputs = range(k * k);
  const tap = (t: number, q: number) =>
    `sum${String(t * quads + q)} += ${times(taps, 'pixel', product(taps, Math.floor(t / k), t % k, q, quads))};`;
  const store = (t: number) =>
    `  out = ((b * sizes.bigSize + i * ${String(k)}u + ${String(Math.floor(t / k))}u) * sizes.bigSize + j * ${String(k)}u + ${String(t % k)}u) * ${String(quadsOut)}u + group * ${String(quads)}u;
${repeat(quads, (q) => `  y[out + ${String(q)}u] = sum${String(t * quads + q)};`)}`;
  const code = kernel({
    key: ['spread', big, small, k, k, quads, normed ? 'normed' : ''].join('-'),
    bindings: bindingsOf(taps, normed),
    sizes: IMAGE_SIZES,
    workgroupSize: 64,
    body: `
  let group = thread % ${String(groups)}u;
  var rest = thread / ${String(groups)}u;
  let j = rest % sizes.smallSize; rest /= sizes.smallSize;
  let i = rest % sizes.smallSize;
  let b = rest / sizes.smallSize;
  let at = ((b * sizes.smallSize + i) * sizes.smallSize + j) * ${String(small / 4)}u;
${repeat(k * k * quads, (n) => `  var sum${String(n)} = bias[group * ${String(quads)}u + ${String(n % quads)}u];`)}
  for (var c = 0u; c < ${String(small / 4)}u; c++) {
${normed ? normConstants('', 'c', small / 4) : ''}
    let pixel = ${normed ? normalised('x[at + c]', '') : 'x[at + c]'};
${outputs.flatMap((t) => range(quads).map((q) => tap(t, q))).join('\n')}
  }
  var out: u32;
${outputs.map(store).join('\n')}`,
  });
  return tiledByRow(code, 'smallSize', 1, groups);
}
