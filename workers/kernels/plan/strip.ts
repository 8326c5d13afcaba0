/**
 * The convolutions of `correlation.ts` and `spread.ts` for a processor posing as a GPU (SwiftShader, WARP, llvmpipe). There a load costs as much
 * as dozens of multiplications, since each lane of the vector unit fetches its own address, while hundreds of live values cost nothing much:
 * they lie in the first-level cache. So here a thread keeps weights, not pixels, and every loaded pixel meets all of them.
 *
 * Layout: as in `correlation.ts`. Both directions are one computation, y[i, j] = bias + Σ M[u, v] · x[i·S − P + u, j·S − P + v]: a convolution has P = 0
 * and M its taps; a transposed one at stride 1 has P = k − 1, the taps turned round, the matrices transposed, and zeros outside x.
 * Threads: one makes `rowsPerStrip` whole rows of y for `quads` quads of channels. It copies the matrices of a chunk of input quads into an array of
 * its own, whose constant indices are plain loads, and slides a window of k columns along each row, so that every pixel is read k times instead of
 * k². More input quads than a chunk has are added to y in further rounds. Loops, not unrolled taps, fill the array: the code stays short
 * and compiles ten times faster than the tiled kernels.
 */
import { usableQuads, type Convolution, type Sides, type Taps } from './correlation.ts';
import { kernel, range, reads, repeat, writes } from './kernel.ts';
import { NORM_BINDING, normalised, normConstants } from './normed-input.ts';

/** Input quads whose matrices are kept at a time, and output quads a thread makes: 36 matrices of 3×3 taps are 9 kB for four lanes. */
const CHUNK = 3;
const QUADS = 2;
const MOST_ROWS = 8;
/** Threads wanted at least, so that every core has some. */
const THREADS = 96;

/** One of the two directions, in the terms of the paragraph above. */
interface Direction {
  readonly name: string;
  readonly padding: number;
  readonly inQuads: number;
  readonly outQuads: number;
  readonly singleIn: boolean;
  readonly singleOut: boolean;
  readonly inSize: keyof Sides;
  readonly outSize: keyof Sides;
  /** The matrix (or column, or row) of window position `at`, input quad `c` and output quad `q`, all of them WGSL. */
  matrix(at: string, c: string, q: string): string;
  /** The matrix times x. */
  times(m: string, x: string): string;
}

/** A convolution without padding, forward. `normed`: x is σ's output, and its BatchNorm is applied while it is read. */
export function correlationStrip(taps: Taps, normed: boolean): Convolution {
  const { big, small } = taps;
  const row = String(small / 4);
  const column = (at: string, c: string, q: string, lane: number) =>
    `w[(${at} * ${String(big)}u + ${c} * 4u + ${String(lane)}u) * ${row}u + ${q}]`;
  return strip(taps, normed, {
    name: 'correlation',
    padding: 0,
    inQuads: Math.max(1, big / 4),
    outQuads: small / 4,
    singleIn: big === 1,
    singleOut: false,
    inSize: 'bigSize',
    outSize: 'smallSize',
    matrix: (at, c, q) =>
      big === 1
        ? `w[${at} * ${row}u + ${q}]`
        : `mat4x4f(${range(4)
            .map((lane) => column(at, c, q, lane))
            .join(', ')})`,
    times: (m, x) => `${m} * ${x}`,
  });
}

/** A transposed convolution at stride 1, forward. */
export function spreadStrip(taps: Taps, normed: boolean): Convolution {
  const { big, small, kernel: k } = taps;
  const last = `${String(k * k - 1)}u`;
  const row = (at: string, c: string, q: string, lane: number) =>
    `w[((${last} - ${at}) * ${String(big)}u + ${q} * 4u + ${String(lane)}u) * ${String(small / 4)}u + ${c}]`;
  return strip(taps, normed, {
    name: 'spread',
    padding: k - 1,
    inQuads: small / 4,
    outQuads: Math.max(1, big / 4),
    singleIn: false,
    singleOut: big === 1,
    inSize: 'smallSize',
    outSize: 'bigSize',
    matrix: (at, c, q) =>
      big === 1
        ? `w[(${last} - ${at}) * ${String(small / 4)}u + ${c}]`
        : `mat4x4f(${range(4)
            .map((lane) => row(at, c, q, lane))
            .join(', ')})`,
    times: (m, x) => (big === 1 ? `dot(${m}, ${x})` : `${x} * ${m}`),
  });
}

/** Everything the parts of the kernel's text are made from. */
interface Shape extends Direction {
  readonly k: number;
  readonly stride: number;
  readonly chunk: number;
  readonly chunks: number;
  readonly quads: number;
  readonly groups: number;
  readonly normed: boolean;
}

function strip({ kernel: k, stride }: Taps, normed: boolean, direction: Direction): Convolution {
  const { name, inQuads, outQuads, singleIn, singleOut, outSize } = direction;
  const chunk = usableQuads(inQuads, CHUNK);
  const quads = usableQuads(outQuads, QUADS);
  const shape: Shape = {
    ...direction,
    k,
    stride,
    normed,
    chunk,
    chunks: inQuads / chunk,
    quads,
    groups: outQuads / quads,
  };
  const rowsPerStrip = (rows: number) => Math.max(1, Math.min(MOST_ROWS, Math.floor((rows * shape.groups) / THREADS)));
  const type = (single: boolean) => (single ? 'f32' : 'vec4f');
  return {
    kernel: kernel({
      key: [`${name}-strip`, singleIn ? 0 : inQuads, singleOut ? 0 : outQuads, k, stride, normed ? 'normed' : ''].join(
        '-',
      ),
      bindings: [
        writes('y', type(singleOut)),
        reads('x', type(singleIn)),
        reads('w', 'vec4f'),
        reads('bias', type(singleOut)),
        ...(normed ? [NORM_BINDING] : []),
      ],
      sizes: ['bigSize', 'smallSize', 'rows', 'rowsPerStrip'],
      workgroupSize: 4,
      body: bodyOf(shape),
    }),
    sizes(batch, sides) {
      const rows = batch * sides[outSize];
      return { ...sides, rows, rowsPerStrip: rowsPerStrip(rows) };
    },
    threads(batch, sides) {
      const rows = batch * sides[outSize];
      return Math.ceil(rows / rowsPerStrip(rows)) * shape.groups;
    },
  };
}

function bodyOf(shape: Shape): string {
  const { singleIn, singleOut, k, chunk, chunks, quads, groups } = shape;
  const matrix = singleIn || singleOut ? 'vec4f' : 'mat4x4f';
  return `
  let group = thread % ${String(groups)}u;
  let strip = thread / ${String(groups)}u;
  let end = min((strip + 1u) * sizes.rowsPerStrip, sizes.rows);
  var m: array<${matrix}, ${String(k * k * chunk * quads)}>;
  for (var part = 0u; part < ${String(chunks)}u; part++) {
    for (var at = 0u; at < ${String(k * k)}u; at++) {
      for (var c = 0u; c < ${String(chunk)}u; c++) {
        for (var q = 0u; q < ${String(quads)}u; q++) {
          m[(at * ${String(chunk)}u + c) * ${String(quads)}u + q] = ${shape.matrix('at', `(part * ${String(chunk)}u + c)`, `(group * ${String(quads)}u + q)`)};
        }
      }
    }
${shape.normed ? repeat(chunk, (c) => normConstants(String(c), `part * ${String(chunk)}u + ${String(c)}u`, shape.inQuads)) : ''}
    for (var r = strip * sizes.rowsPerStrip; r < end; r++) {
${rowOf(shape)}
    }
  }`;
}

/** One row of y, pixel by pixel. */
function rowOf(shape: Shape): string {
  const { k, stride, chunk, quads, outQuads, outSize, inSize, padding, groups } = shape;
  const window = (columns: readonly number[], line: (u: number, v: number, c: number) => string) =>
    columns.flatMap((v) => range(k).flatMap((u) => range(chunk).map((c) => line(u, v, c)))).join('\n');
  const reused = Math.max(0, k - stride);
  const name = (u: number, v: number, c: number) => `x${String(u)}_${String(v)}_${String(c)}`;
  const zero = shape.singleIn ? '0.0' : 'vec4f(0)';
  const before = padding > 0 ? () => zero : (u: number, v: number, c: number) => pixel(shape, u, `${String(v)}u`, c);
  const fresh = range(k).slice(reused);
  return `      let b = r / sizes.${outSize};
      let i = r % sizes.${outSize};
${repeat(k, (u) => startOfRow(shape, u))}
      var out = r * sizes.${outSize} * ${String(outQuads)}u + group * ${String(quads)}u;
${window(range(reused), (u, v, c) => `      var ${name(u, v, c)} = ${before(u, v, c)};`)}
      for (var j = 0u; j < sizes.${outSize}; j++) {
${padding > 0 ? `        let column = j < sizes.${inSize};` : ''}
${window(fresh, (u, v, c) => `        let ${name(u, v, c)} = ${pixel(shape, u, padding > 0 ? 'j' : `j * ${String(stride)}u + ${String(v)}u`, c)};`)}
${repeat(quads, (q) => `        var sum${String(q)} = ${initial(shape, q)};`)}
${window(range(k), (u, v, c) => repeat(quads, (q) => `        sum${String(q)} += ${shape.times(`m[${String(((u * k + v) * chunk + c) * quads + q)}u]`, name(u, v, c))};`))}
${repeat(quads, (q) => `        y[out + ${String(q)}u] = sum${String(q)};`)}
        out += ${String(groups * quads)}u;
${window(range(reused), (u, v, c) => `        ${name(u, v, c)} = ${name(u, v + stride, c)};`)}
      }`;
}

/** Where the row that the window's row `u` lies on begins, and whether there is such a row. */
function startOfRow({ stride, padding, inSize }: Shape, u: number): string {
  const [row, start] = [`row${String(u)}`, `start${String(u)}`];
  const whole = `(b * sizes.${inSize} + ${row}) * sizes.${inSize}`;
  if (padding === 0) return `      let ${row} = i * ${String(stride)}u + ${String(u)}u; let ${start} = ${whole};`;
  return `      let there${String(u)} = u32(i32(i) - ${String(padding - u)}) < sizes.${inSize};
      let ${row} = select(0u, i + ${String(u)}u - ${String(padding)}u, there${String(u)}); let ${start} = ${whole};`;
}

/** Pixel of x in the window's row `u`; 0 outside. */
function pixel(
  { singleIn, inQuads, chunk, padding, normed, inSize }: Shape,
  u: number,
  column: string,
  c: number,
): string {
  const at = padding > 0 ? `min(${column}, sizes.${inSize} - 1u)` : column;
  const quad = `part * ${String(chunk)}u + ${String(c)}u`;
  const raw = singleIn
    ? `x[start${String(u)} + ${at}]`
    : `x[(start${String(u)} + ${at}) * ${String(inQuads)}u + ${quad}]`;
  const value = normed ? normalised(raw, String(c)) : raw;
  return padding > 0 ? `select(vec4f(0), ${value}, column && there${String(u)})` : value;
}

/** What a sum begins with: the bias, and in later rounds what the earlier ones found. */
function initial({ chunks, quads }: Shape, q: number): string {
  const bias = `bias[group * ${String(quads)}u + ${String(q)}u]`;
  return chunks === 1 ? bias : `select(y[out + ${String(q)}u], ${bias}, part == 0u)`;
}
