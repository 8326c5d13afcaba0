/** Where a block's parameters and running statistics lie in the flat buffers. */
import type { BlockBuffers, NetworkBuffers } from '../buffers.ts';
import type { Layout, Segment } from '../layout.ts';
import type { Slice } from '../plan.ts';

/** The segment of one parameter. */
export function segmentOf(layout: Layout, name: string): Segment {
  const segment = layout.segments.find(({ info }) => info.name === name);
  if (!segment) throw new Error(`There is no parameter "${name}".`);
  return segment;
}

/** The part of a flat buffer in which one parameter lies. */
export function part(layout: Layout, flat: Slice, name: string): Slice {
  const { offset, length } = segmentOf(layout, name);
  return { buffer: flat.buffer, offset: 4 * offset, size: 4 * length };
}

/** γ and β of a block. */
export function gammaBeta(layout: Layout, flat: Slice, { block }: BlockBuffers): Record<'gamma' | 'beta', Slice> {
  return { gamma: part(layout, flat, `${block.norm!}.weight`), beta: part(layout, flat, `${block.norm!}.bias`) };
}

/** The running statistics of a block. */
export function runningOf(
  { statistics, running }: NetworkBuffers,
  { block }: BlockBuffers,
): Record<'runningMean' | 'runningVar', Slice> {
  return {
    runningMean: part(statistics, running, `${block.norm!}.running_mean`),
    runningVar: part(statistics, running, `${block.norm!}.running_var`),
  };
}
