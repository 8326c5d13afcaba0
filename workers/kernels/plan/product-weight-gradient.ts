/**
 * The weight gradient of `weight-gradient.ts` as a product of matrices (`product.ts`), for many channels on a graphics card: a row of C is a (tap, channel of
 * big), a column a channel of small, and the summed index runs over the pixels of small of one slice of the rows.
 *
 * Layout: as there; C is a record [ky][kx][big][small] as it lies. The quads of both images lie across the summed index.
 * Threads: those of `product.ts`. A block's four pixels are neighbours; where they lie in big is carried along as (example, row, column) and moved
 * on at each step by an addition with carries, since divisions by the image's side would cost as much as the block's multiplications save.
 */
import type { Taps } from './correlation.ts';
import { reads, repeat, writes } from './kernel.ts';
import { NORM_BINDING, normalised, normConstants } from './normed-input.ts';
import { geometryOf, product, type Operand, type ProductTile } from './product.ts';
import type { WeightGradient } from './weight-gradient.ts';

const u = (n: number): string => `${String(n)}u`;

/** `normed`: the side that is σ's output, whose BatchNorm is applied while it is read. */
export function productWeightGradient(
  taps: Taps,
  tile: ProductTile,
  normed: 'big' | 'small' | null = null,
): WeightGradient {
  const { big, small, kernel: k, stride } = taps;
  const rows = k * k * big;
  const down = Math.ceil(rows / tile.rows);
  const { threads, depth } = geometryOf(tile);
  return {
    threadsPerSlice: threads * down * Math.ceil(small / tile.columns),
    kernel: product({
      key: ['weight-gradient-product', big, small, k, stride, normed ?? ''].join('-'),
      bindings: [
        writes('partial', 'vec4f'),
        reads('big', 'vec4f'),
        reads('small', 'vec4f'),
        ...(normed ? [NORM_BINDING] : []),
      ],
      sizes: ['bigSize', 'smallSize', 'rows', 'rowsPerSlice', 'firstSlice'],
      functions: MOVED,
      tile,
      begin: `
  let tileRow = rest % ${u(down)};
  let slice = rest / ${u(down)};
  let firstPixel = slice * sizes.rowsPerSlice * sizes.smallSize;
  let endPixel = min((slice + 1u) * sizes.rowsPerSlice, sizes.rows) * sizes.smallSize;`,
      depth: { from: 'firstPixel', to: 'endPixel' },
      columnQuads: small / 4,
      a: pixelsOfBig(taps, depth, normed === 'big'),
      b: pixelsOfSmall(taps, normed === 'small'),
      start: () => 'vec4f(0)',
      store: (row, columnQuad, value) =>
        `if (${row} < ${u(rows)}) { partial[((sizes.firstSlice + slice) * ${u(rows)} + ${row}) * ${u(small / 4)} + ${columnQuad}] = ${value}; }`,
    }),
  };
}

/** The place (column, row, example) that lies `by` further; columns and rows of `by` are below `size`. */
const MOVED = `
fn moved(place: vec3u, by: vec3u, size: u32) -> vec3u {
  var to = place + by;
  if (to.x >= size) { to.x -= size; to.y += 1u; }
  if (to.y >= size) { to.y -= size; to.z += 1u; }
  return to;
}
fn placeOf(n: u32, size: u32) -> vec3u { return vec3u(n % size, n / size % size, n / size / size); }`;

/** The pixels of big that lie under a row's tap. */
function pixelsOfBig({ big, kernel: k, stride }: Taps, depth: number, normed: boolean): Operand {
  const quads = big / 4;
  const pixel = (n: number) => {
    const place = `place${String(n)}`;
    return `      let ${place} = ${n === 0 ? 'place' : `moved(place${String(n - 1)}, vec3u(1, 0, 0), sizes.smallSize)`};
      let pixel${String(n)} = (${place}.z * sizes.bigSize + ${place}.y * ${u(stride)}) * sizes.bigSize + ${place}.x * ${u(stride)} + offset;`;
  };
  return {
    quads: 'across',
    once: `
  let tap = min(aQuad / ${u(quads)}, ${u(k * k - 1)});
  let channel = aQuad % ${u(quads)};
  let offset = tap / ${u(k)} * sizes.bigSize + tap % ${u(k)};
  let onward = placeOf(${u(depth)}, sizes.smallSize);
  var place = placeOf(firstPixel + aBlock * 4u, sizes.smallSize);
${normed ? normConstants('Big', 'channel', quads) : ''}`,
    each: `${repeat(4, pixel)}
      place = moved(place, onward, sizes.smallSize);`,
    quad(n) {
      const raw = `big[pixel${String(n)} * ${u(quads)} + channel]`;
      return normed ? normalised(raw, 'Big') : raw;
    },
  };
}

/** The pixels of small, as they lie. */
function pixelsOfSmall({ small }: Taps, normed: boolean): Operand {
  const quad = `min(bQuad, ${u(small / 4 - 1)})`;
  return {
    quads: 'across',
    once: normed ? normConstants('Small', quad, small / 4) : '',
    quad(_, at) {
      const raw = `small[${at} * ${u(small / 4)} + ${quad}]`;
      return normed ? normalised(raw, 'Small') : raw;
    },
  };
}
