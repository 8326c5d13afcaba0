/**
 * The convolutions of `correlation.ts` and `spread.ts` as products of matrices (`product.ts`), for many channels on a graphics card: a row of C is an
 * output pixel, a column an output channel, and the summed index runs over (tap, input channel). Neither the matrix of pixels under
 * taps nor a padded image exists: a thread finds its pixels' places once, and adds the tap's offset as it fetches.
 *
 * Layout: as in `correlation.ts`. A convolution reads the weights as they lie, a matrix of (tap, big) × small. A transposed one sums over small, along
 * which its quads lie; pixels outside x count as 0. At stride = kernel its taps don't overlap, and it is a plain product,
 * [pixel of x] × [small] by [small] × [(tap, big)], whose columns go to different pixels of y.
 * Threads: those of `product.ts`. Channels are multiples of four, so a quad never straddles a tap; a step of the product may, since each block finds
 * tap and channel from its k. So no number of channels wastes any work.
 */
import type { Convolution, Sides, Taps } from './correlation.ts';
import { reads, repeat, writes } from './kernel.ts';
import { NORM_BINDING, normalised, normConstants } from './normed-input.ts';
import { geometryOf, product, type Operand, type ProductTile } from './product.ts';

/** What the two directions and the two kinds of stride differ in. */
interface Direction {
  readonly key: string;
  /** The side whose pixels are the rows of C. */
  readonly rowsOf: keyof Sides;
  readonly depth: number;
  readonly columnQuads: number;
  readonly pixels: Operand;
  readonly weights: Operand;
  readonly functions?: string;
  /** WGSL: the quad of y, and of the bias, at a row and a quad of columns. */
  readonly place: (row: string, columnQuad: string) => string;
  readonly channel: (columnQuad: string) => string;
}

const u = (n: number): string => `${String(n)}u`;

/** Example, row and column of the pixel that is number `n` among images of side `size`. */
const PLACE = 'fn placeOf(n: u32, size: u32) -> vec3u { return vec3u(n / size / size, n / size % size, n % size); }';

/** The row of C, and with it the pixel, whose quad n a block fetches. */
const ROW = (n: number): string => `min(aQuad * 4u + ${u(n)}, sizes.rows - 1u)`;

/** A convolution without padding, forward. `normed`: x is σ's output, and its BatchNorm is applied while it is read. */
export function correlationProduct(taps: Taps, tile: ProductTile, normed = false): Convolution {
  const { big, small, kernel: k } = taps;
  return convolution(taps, tile, normed, {
    key: 'correlation-product',
    rowsOf: 'smallSize',
    depth: k * k * big,
    columnQuads: small / 4,
    pixels: pixelsUnderTaps(taps, normed),
    weights: { quads: 'across', quad: (_, at) => `w[${at} * ${u(small / 4)} + min(bQuad, ${u(small / 4 - 1)})]` },
    place: (row, columnQuad) => `${row} * ${u(small / 4)} + ${columnQuad}`,
    channel: (columnQuad) => columnQuad,
  });
}

/** A transposed convolution without padding, forward; stride 1, or stride = kernel. */
export function spreadProduct(taps: Taps, tile: ProductTile, normed = false): Convolution {
  const { big, small, kernel: k, stride } = taps;
  if (stride === 1)
    return convolution(taps, tile, normed, {
      key: 'spread-product',
      rowsOf: 'bigSize',
      depth: k * k * small,
      columnQuads: big / 4,
      pixels: pixelsBehindTaps(taps, normed),
      weights: transposedWeights(taps, big),
      place: (row, columnQuad) => `${row} * ${u(big / 4)} + ${columnQuad}`,
      channel: (columnQuad) => columnQuad,
    });
  if (stride !== k) throw new RangeError(`Expected stride 1 or stride = kernel, got kernel ${k}, stride ${stride}.`);
  return convolution(taps, tile, normed, {
    key: 'spread-product',
    rowsOf: 'smallSize',
    depth: small,
    columnQuads: (k * k * big) / 4,
    pixels: pixelsUnderTaps({ big: small, small: big, kernel: 1, stride: 1 }, normed),
    weights: transposedWeights(taps, k * k * big),
    functions: spreadTo(taps),
    place: (row, columnQuad) => `spreadTo(${row}, ${columnQuad})`,
    channel: (columnQuad) => `${columnQuad} % ${u(big / 4)}`,
  });
}

function convolution(taps: Taps, tile: ProductTile, normed: boolean, direction: Direction): Convolution {
  const { rowsOf, columnQuads, place, channel } = direction;
  const rows = (batch: number, sides: Sides) => batch * sides[rowsOf] ** 2;
  const code = product({
    key: [direction.key, taps.big, taps.small, taps.kernel, taps.stride, normed ? 'normed' : ''].join('-'),
    bindings: [
      writes('y', 'vec4f'),
      reads('x', 'vec4f'),
      reads('w', 'vec4f'),
      reads('bias', 'vec4f'),
      ...(normed ? [NORM_BINDING] : []),
    ],
    sizes: ['bigSize', 'smallSize', 'rows'],
    functions: PLACE + (direction.functions ?? ''),
    tile,
    begin: '  let tileRow = rest;',
    depth: direction.depth,
    columnQuads,
    a: direction.pixels,
    b: direction.weights,
    start: (columnQuad) => `bias[${channel(columnQuad)}]`,
    store: (row, columnQuad, value) => `if (${row} < sizes.rows) { y[${place(row, columnQuad)}] = ${value}; }`,
  });
  const across = Math.ceil((4 * columnQuads) / tile.columns);
  return {
    kernel: code,
    sizes: (batch, sides) => ({ ...sides, rows: rows(batch, sides) }),
    threads: (batch, sides) => geometryOf(tile).threads * across * Math.ceil(rows(batch, sides) / tile.rows),
  };
}

/** Pixels of x that the taps lie on, when their corner lies on the output's place; with a single tap, x itself. */
function pixelsUnderTaps({ big, kernel: k, stride }: Taps, normed: boolean): Operand {
  const corner = (n: number) =>
    k === 1
      ? `let corner${String(n)} = ${ROW(n)};`
      : `let place${String(n)} = placeOf(${ROW(n)}, sizes.smallSize);
  let corner${String(n)} = (place${String(n)}.x * sizes.bigSize + place${String(n)}.y * ${u(stride)}) * sizes.bigSize + place${String(n)}.z * ${u(stride)};`;
  return {
    quads: 'along',
    once: repeat(4, corner),
    each: `${tapAndChannel(big)}
      let offset = tap / ${u(k)} * sizes.bigSize + tap % ${u(k)};
${normed ? normConstants('', 'channel', big / 4) : ''}`,
    quad: (n) => read(`(corner${String(n)} + offset) * ${u(big / 4)} + channel`, normed),
  };
}

/** Pixels of x that reach the output's place through a tap; 0 where there are none. */
function pixelsBehindTaps({ small, kernel: k }: Taps, normed: boolean): Operand {
  const source = (n: number) => `
      let inside${String(n)} = all(place${String(n)}.yz - tapPlace < vec2u(sizes.smallSize));
      let source${String(n)} = select(0u, start${String(n)} - offset, inside${String(n)});`;
  return {
    quads: 'along',
    once: repeat(
      4,
      (n) => `  let place${String(n)} = placeOf(${ROW(n)}, sizes.bigSize);
  let start${String(n)} = (place${String(n)}.x * sizes.smallSize + place${String(n)}.y) * sizes.smallSize + place${String(n)}.z;`,
    ),
    each: `${tapAndChannel(small)}
      let tapPlace = vec2u(tap / ${u(k)}, tap % ${u(k)});
      let offset = tapPlace.x * sizes.smallSize + tapPlace.y;
${normed ? normConstants('', 'channel', small / 4) : ''}
${repeat(4, source)}`,
    quad: (n) =>
      `select(vec4f(0), ${read(`source${String(n)} * ${u(small / 4)} + channel`, normed)}, inside${String(n)})`,
  };
}

/** The weights as [column of C] × [small], for each tap that the summed index passes. */
function transposedWeights({ big, small }: Taps, columns: number): Operand {
  return {
    quads: 'along',
    each: tapAndChannel(small),
    quad: (n) => `w[(tap * ${u(big)} + min(bQuad, ${u(columns / 4 - 1)}) * 4u + ${u(n)}) * ${u(small / 4)} + channel]`,
  };
}

/** Declares the tap, and the quad of its channels, that k has come to. */
const tapAndChannel = (channels: number): string =>
  `      let tap = k / ${u(channels)}; let channel = k % ${u(channels)} / 4u;`;

const read = (at: string, normed: boolean): string => (normed ? normalised(`x[${at}]`, '') : `x[${at}]`);

/** Where one column's quad of a pixel of x goes, when each pixel becomes kernel × kernel pixels of y. */
function spreadTo({ big, kernel: k }: Taps): string {
  return `
fn spreadTo(row: u32, columnQuad: u32) -> u32 {
  let tap = columnQuad / ${u(big / 4)};
  let place = placeOf(row, sizes.smallSize) * vec3u(1, ${u(k)}, ${u(k)}) + vec3u(0, tap / ${u(k)}, tap % ${u(k)});
  return ((place.x * sizes.bigSize + place.y) * sizes.bigSize + place.z) * ${u(big / 4)} + columnQuad % ${u(big / 4)};
}`;
}
