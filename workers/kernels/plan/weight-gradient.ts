/**
 * ∂L/∂w of a convolution or transposed convolution: Σ over batch and pixels of big[b, i·S + ky, j·S + kx] ⊗ small[b, i, j]. For a convolution
 * big is x and small is ∂L/∂y; for a transposed one it is the other way round.
 *
 * Layout: partial sums, one record [ky][kx][big][small] a slice of the rows; `sum-slices.ts` adds the slices in a fixed order.
 * Threads: one takes a slice of the (b, i) rows, one ky, one quad (or the single channel) of big, and `quads` quads of small, for all kx.
 * Along a row it slides a window of the k pixels of big that the taps need, so that each is read once. No barrier, no atomics: the same bits every time.
 */
import { usableQuads, type Taps } from './correlation.ts';
import { kernel, range, reads, repeat, writes, type Kernel } from './kernel.ts';

const QUADS = 2;
const LANES = ['x', 'y', 'z', 'w'];

export interface WeightGradient {
  readonly kernel: Kernel;
  /** Threads that one slice takes. */
  readonly threadsPerSlice: number;
}

export function weightGradient(taps: Taps): WeightGradient {
  const { big, small, kernel: k, stride } = taps;
  const single = big === 1;
  const lanes = single ? 1 : 4;
  const quadsBig = Math.max(1, big / 4);
  const quads = usableQuads(small / 4, QUADS);
  const groups = small / 4 / quads;
  const sums = range(k).flatMap((kx) =>
    range(lanes).flatMap((lane) =>
      range(quads).map((q) => ({ kx, lane, q, name: `sum${String(kx)}_${String(lane)}_${String(q)}` })),
    ),
  );
  const value = (kx: number, lane: number) => (single ? `x${String(kx)}` : `x${String(kx)}.${LANES[lane]!}`);
  const pixel = (offset: string) => `big[(start + ${offset}) * ${String(quadsBig)}u + c]`;
  return {
    threadsPerSlice: k * quadsBig * groups,
    kernel: kernel({
      key: ['weight-gradient', big, small, k, stride].join('-'),
      bindings: [writes('partial', 'vec4f'), reads('big', single ? 'f32' : 'vec4f'), reads('small', 'vec4f')],
      sizes: ['bigSize', 'smallSize', 'rows', 'rowsPerSlice'],
      workgroupSize: 32,
      body: `
  let group = thread % ${String(groups)}u;
  var rest = thread / ${String(groups)}u;
  let c = rest % ${String(quadsBig)}u; rest /= ${String(quadsBig)}u;
  let ky = rest % ${String(k)}u;
  let slice = rest / ${String(k)}u;
${sums.map(({ name }) => `  var ${name} = vec4f(0);`).join('\n')}
  let end = min((slice + 1u) * sizes.rowsPerSlice, sizes.rows);
  for (var row = slice * sizes.rowsPerSlice; row < end; row++) {
    let b = row / sizes.smallSize;
    let i = row % sizes.smallSize;
    let start = (b * sizes.bigSize + i * ${String(stride)}u + ky) * sizes.bigSize;
${stride === 1 ? repeat(k - 1, (kx) => `    var x${String(kx)} = ${pixel(`${String(kx)}u`)};`) : ''}
    for (var j = 0u; j < sizes.smallSize; j++) {
${repeat(quads, (q) => `      let d${String(q)} = small[(row * sizes.smallSize + j) * ${String(small / 4)}u + group * ${String(quads)}u + ${String(q)}u];`)}
${stride === 1 ? `      let x${String(k - 1)} = ${pixel(`j + ${String(k - 1)}u`)};` : repeat(k, (kx) => `      let x${String(kx)} = ${pixel(`j * ${String(stride)}u + ${String(kx)}u`)};`)}
${sums.map(({ name, kx, lane, q }) => `      ${name} += ${value(kx, lane)} * d${String(q)};`).join('\n')}
${stride === 1 ? repeat(k - 1, (kx) => `      x${String(kx)} = x${String(kx + 1)};`) : ''}
    }
  }
  let record = slice * ${String((k * k * big * small) / 4)}u + ky * ${String((k * big * small) / 4)}u + group * ${String(quads)}u;
${sums.map(({ name, kx, lane, q }) => `  partial[record + (${String(kx * big + lane)}u + c * 4u) * ${String(small / 4)}u + ${String(q)}u] = ${name};`).join('\n')}`,
    }),
  };
}
