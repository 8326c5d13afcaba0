/** The affine map of a block, forward and back, by the kernel that suits the device. */
import type { BlockBuffers, BlockPart } from '../buffers.ts';
import { sidesOf, tapsOf } from '../layout.ts';
import { convolutionFor } from '../layer-kernels.ts';
import type { Dispatch, Slice } from '../plan.ts';
import type { PlanContext } from './context.ts';
import { part } from './parameters.ts';

/** x of a part of the batch in a block, from its input. */
export function convolve(context: PlanContext, block: BlockBuffers, images: BlockPart): Dispatch {
  const { parameter, parameters } = context.buffers;
  const bias = part(parameters, parameter, `${block.block.name}.bias`);
  const input = { x: images.input, constants: block.inputNorm };
  return affine(context, block, images.count, images.x, input, bias, block.block.map.type === 'conv-transposed');
}

/** ∂L/∂(input) of a block, from ∂L/∂x: the map the other way round, without bias. */
export function convolveBack(context: PlanContext, block: BlockBuffers, { count, batch }: BlockPart): Dispatch {
  const input = { x: batch.dx, constants: null };
  const { zeros } = context.buffers.scratch;
  return affine(context, block, count, batch.dy, input, zeros, block.block.map.type !== 'conv-transposed');
}

/** `constants`: those of a BatchNorm that x still has to go through. */
function affine(
  { buffers, tuning }: PlanContext,
  { block, index }: BlockBuffers,
  count: number,
  y: Slice,
  { x, constants }: { readonly x: Slice; readonly constants: Slice | null },
  bias: Slice,
  spreads: boolean,
): Dispatch {
  const sides = sidesOf(block);
  const taps = tapsOf(block, index);
  const convolution = convolutionFor(tuning, { taps, sides, count, spreads, normed: constants !== null });
  const w = part(buffers.parameters, buffers.parameter, `${block.name}.weight`);
  return {
    kernel: convolution.kernel,
    buffers: { y, x, w, bias, ...(constants && { constants }) },
    sizes: convolution.sizes(count, sides),
    extent: { threads: convolution.threads(count, sides) },
  };
}
