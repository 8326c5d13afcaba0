/**
 * ∂L/∂w of a convolution or transposed convolution: Σ over batch and pixels of big[b, i·S + ky, j·S + kx] ⊗ small[b, i, j]. For a convolution
 * big is x and small is ∂L/∂y; for a transposed one it is the other way round.
 *
 * Layout: partial sums, one record [ky][kx][big][small] a slice of the rows; `sum-slices.ts` adds the slices in a fixed order.
 * Threads: one takes a slice of the (b, i) rows, `tapRows` of the ky, one quad (or the single channel) of big, and `quads` quads of small, for all
 * kx. Along a row it slides a window of the columns of big that the taps need, so that each is read once a row of taps. A GPU takes one
 * row of taps a thread, for the sums to fit in its registers; where registers are memory anyway, all of them, to load less, and two pixels at a
 * time, to fetch and store each sum half as often. No barrier, no atomics: the same bits every time.
 */
import { usableQuads, type Taps } from './correlation.ts';
import { kernel, range, reads, repeat, writes, type Kernel } from './kernel.ts';
import { NORM_BINDING, normalised, normConstants } from './normed-input.ts';

const QUADS = 2;
const PIXELS = 2;
const LANES = ['x', 'y', 'z', 'w'];

export interface WeightGradient {
  readonly kernel: Kernel;
  /** Threads that one slice takes. */
  readonly threadsPerSlice: number;
}

export interface WeightGradientOptions {
  /** Whether a thread takes all rows of taps, or one. */
  readonly allTapRows?: boolean;
  /** The side that is σ's output, whose BatchNorm is applied while it is read. */
  readonly normed?: 'big' | 'small' | null;
}

/** One sum that a thread keeps: a tap (row relative to the thread's first), a channel of big's quad, a quad of small. */
interface Sum {
  readonly ky: number;
  readonly kx: number;
  readonly lane: number;
  readonly q: number;
  readonly name: string;
}

/** Everything the parts of the kernel's text are made from. */
interface Shape extends Taps {
  readonly single: boolean;
  readonly quadsBig: number;
  readonly quads: number;
  readonly groups: number;
  /** Rows of taps a thread takes. */
  readonly tapRows: number;
  /** Pixels of a row of small that it takes at a time. */
  readonly pixels: number;
  readonly normed: 'big' | 'small' | null;
}

export function weightGradient(
  taps: Taps,
  { allTapRows = false, normed = null }: WeightGradientOptions = {},
): WeightGradient {
  const { big, small, kernel: k, stride } = taps;
  const quads = usableQuads(small / 4, QUADS);
  const shape: Shape = {
    ...taps,
    single: big === 1,
    quadsBig: Math.max(1, big / 4),
    quads,
    groups: small / 4 / quads,
    tapRows: allTapRows ? k : 1,
    pixels: allTapRows ? PIXELS : 1,
    normed,
  };
  return {
    threadsPerSlice: (k / shape.tapRows) * shape.quadsBig * shape.groups,
    kernel: kernel({
      // With one row of taps both ways make the same code but for the size of workgroups.
      key: ['weight-gradient', big, small, k, stride, allTapRows ? 'all' : 'one', normed ?? ''].join('-'),
      bindings: [
        writes('partial', 'vec4f'),
        reads('big', shape.single ? 'f32' : 'vec4f'),
        reads('small', 'vec4f'),
        ...(normed ? [NORM_BINDING] : []),
      ],
      sizes: ['bigSize', 'smallSize', 'rows', 'rowsPerSlice', 'firstSlice'],
      workgroupSize: allTapRows ? 4 : 32,
      body: bodyOf(shape),
    }),
  };
}

function sumsOf({ kernel: k, single, quads, tapRows }: Shape): Sum[] {
  return range(tapRows).flatMap((ky) =>
    range(k).flatMap((kx) =>
      range(single ? 1 : 4).flatMap((lane) =>
        range(quads).map((q) => ({ ky, kx, lane, q, name: ['sum', ky, kx, lane, q].join('_') })),
      ),
    ),
  );
}

function bodyOf(shape: Shape): string {
  const { big, small, kernel: k, stride, single, quads, quadsBig, groups, tapRows, pixels, normed } = shape;
  const sums = sumsOf(shape);
  const place = ({ ky, kx, lane, q }: Sum) =>
    `(${String((ky * k + kx) * big + lane)}u + c * 4u) * ${String(small / 4)}u + ${String(q)}u`;
  const product = ({ ky, kx, lane, q }: Sum, p: number) =>
    `x${String(ky)}_${String(kx + p * stride)}${single ? '' : `.${LANES[lane]!}`} * d${String(q)}_${String(p)}`;
  const products = (sum: Sum) =>
    range(pixels)
      .map((p) => product(sum, p))
      .join(' + ');
  return `
  let group = thread % ${String(groups)}u;
  var rest = thread / ${String(groups)}u;
  let c = rest % ${String(quadsBig)}u; rest /= ${String(quadsBig)}u;
  let ky = (rest % ${String(k / tapRows)}u) * ${String(tapRows)}u;
  let slice = rest / ${String(k / tapRows)}u;
${normed === 'big' ? normConstants('', 'c', quadsBig) : ''}
${normed === 'small' ? repeat(quads, (q) => normConstants(String(q), `group * ${String(quads)}u + ${String(q)}u`, small / 4)) : ''}
${sums.map(({ name }) => `  var ${name} = vec4f(0);`).join('\n')}
  let end = min((slice + 1u) * sizes.rowsPerSlice, sizes.rows);
  for (var row = slice * sizes.rowsPerSlice; row < end; row++) {
    let b = row / sizes.smallSize;
    let i = row % sizes.smallSize;
    let start = (b * sizes.bigSize + i * ${String(stride)}u + ky) * sizes.bigSize;
${rowOf(shape, sums.map((sum) => `      ${sum.name} += ${products(sum)};`).join('\n'))}
  }
  let record = (sizes.firstSlice + slice) * ${String((k * k * big * small) / 4)}u + ky * ${String((k * big * small) / 4)}u + group * ${String(quads)}u;
${sums.map((sum) => `  partial[record + ${place(sum)}] = ${sum.name};`).join('\n')}`;
}

/** One row of small, `pixels` at a time, with the window on big's rows. Pixels beyond the row's end count as 0. */
function rowOf(shape: Shape, additions: string): string {
  const { kernel: k, stride, quads, tapRows, pixels } = shape;
  const reused = Math.max(0, k - stride);
  const columns = range(k + (pixels - 1) * stride);
  const window = (columns: readonly number[], line: (u: number, v: number) => string) =>
    columns.flatMap((v) => range(tapRows).map((u) => line(u, v))).join('\n');
  const name = (u: number, v: number) => `x${String(u)}_${String(v)}`;
  const column = (v: number) => {
    const at = `j * ${String(stride)}u + ${String(v)}u`;
    return v < k ? at : `min(${at}, sizes.bigSize - 1u)`;
  };
  return `${window(range(reused), (u, v) => `    var ${name(u, v)} = ${pixelOf(shape, u, `${String(v)}u`)};`)}
    for (var j = 0u; j < sizes.smallSize; j += ${String(pixels)}u) {
${repeat(pixels, (p) => repeat(quads, (q) => `      let d${String(q)}_${String(p)} = ${slopeOf(shape, q, p)};`))}
${window(columns.slice(reused), (u, v) => `      let ${name(u, v)} = ${pixelOf(shape, u, column(v))};`)}
${additions}
${window(range(reused), (u, v) => `      ${name(u, v)} = ${name(u, v + pixels * stride)};`)}
    }`;
}

/** A pixel of big in the window's row `u`. */
function pixelOf({ quadsBig, normed }: Shape, u: number, column: string): string {
  const raw = `big[(start + ${String(u)}u * sizes.bigSize + ${column}) * ${String(quadsBig)}u + c]`;
  return normed === 'big' ? normalised(raw, '') : raw;
}

/** Quad `q` of small's pixel j + p. */
function slopeOf({ small, quads, normed }: Shape, q: number, p: number): string {
  const at = p === 0 ? 'j' : `min(j + ${String(p)}u, sizes.smallSize - 1u)`;
  const raw = `small[(row * sizes.smallSize + ${at}) * ${String(small / 4)}u + group * ${String(quads)}u + ${String(q)}u]`;
  const value = normed === 'small' ? normalised(raw, String(q)) : raw;
  return p === 0 ? value : `select(vec4f(0), ${value}, j + ${String(p)}u < sizes.smallSize)`;
}
