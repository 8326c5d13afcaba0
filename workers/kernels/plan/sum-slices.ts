/**
 * Adds partial sums: out[place + n] = Σ over slices of partial[slice·length + n], quads, always in the same order. Quads from `split` on go
 * to `placeAfter` instead, since two neighbours in a record (γ and β) needn't be neighbours in the flat gradient.
 *
 * Threads: a workgroup adds `quadsPerGroup` neighbouring quads; for each, `lanes` threads take every lanes-th slice, and after one
 * barrier the first adds what the others found. With lanes = 1 (a processor posing as a GPU, where barriers are dear) there is no barrier.
 */
import { kernel, range, reads, writes, type Kernel } from './kernel.ts';

/** Threads of a workgroup: few where each is a loop on a processor, since those beyond the end are waited for, too. */
const GROUPS = { 1: 4, 16: 64 } as const;

export interface SumSlices {
  readonly kernel: Kernel;
  /** Quads that one workgroup adds. */
  readonly quadsPerGroup: number;
}

export function sumSlices(lanes: 1 | 16): SumSlices {
  const group = GROUPS[lanes];
  const perGroup = group / lanes;
  const shared = lanes === 1 ? '' : `var<workgroup> sums: array<vec4f, ${String(group)}>;`;
  const at = 'out[select(sizes.place + n, sizes.placeAfter + n - sizes.split, n >= sizes.split)]';
  const finish =
    lanes === 1
      ? `  if (n < sizes.length) { ${at} = sum; }`
      : `  sums[lane] = sum;
  workgroupBarrier();
  if (part == 0u && n < sizes.length) {
    ${at} = ${range(lanes)
      .map((i) => `sums[lane + ${String(i * perGroup)}u]`)
      .join(' + ')};
  }`;
  return {
    quadsPerGroup: perGroup,
    kernel: kernel({
      key: `sum-slices-${String(lanes)}`,
      bindings: [writes('out', 'vec4f'), reads('partial', 'vec4f')],
      sizes: ['slices', 'length', 'place', 'split', 'placeAfter'],
      workgroupSize: group,
      functions: shared,
      by: 'workgroup',
      body: `
  let part = lane / ${String(perGroup)}u;
  let n = group * ${String(perGroup)}u + lane % ${String(perGroup)}u;
  var sum = vec4f(0);
  for (var slice = part; slice < sizes.slices; slice += ${String(lanes)}u) {
    sum += partial[slice * sizes.length + min(n, sizes.length - 1u)];
  }
${finish}`,
    }),
  };
}
