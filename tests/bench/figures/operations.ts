/** What a dispatch has to do at least: operations of its convolutions, and bytes of images, weights and sums, each of them once. */
import type { Dispatch } from '../../../workers/engine/plan/plan.ts';
import type { PlanContext } from '../../../workers/engine/plan/stages/context.ts';
import { segmentOf } from '../../../workers/engine/plan/stages/parameters.ts';
import type { BlockBuffers } from '../../../workers/engine/plan/buffers.ts';
import { sidesOf, tapsOf } from '../../../workers/engine/plan/layout.ts';

export interface Work {
  /** A multiplication and an addition are two. */
  readonly flops: number;
  readonly bytes: number;
}

const FLOAT = 4;
/** Names under which kernels over rows of channels bind whole images. */
const IMAGES = ['x', 'a', 'dx', 'dy'];

export function workOf(dispatch: Dispatch, context: PlanContext): Work {
  const { kernel, buffers, sizes } = dispatch;
  const block = blockOf(dispatch, context);
  if (block) return convolutionWork(block, dispatch);
  const { rows, quads, slices, length } = sizes;
  const bound = kernel.bindings.map(({ name }) => name);
  if (rows !== undefined && quads !== undefined) {
    const images = bound.filter((name) => IMAGES.includes(name)).length;
    // Kernels without images merge the slices' statistics, of three numbers a channel.
    const quadsMoved = images > 0 ? images * rows * quads : 3 * (slices ?? 0) * quads;
    return { flops: 0, bytes: quadsMoved * 4 * FLOAT };
  }
  if (slices !== undefined && length !== undefined) return { flops: 0, bytes: (slices + 1) * length * 4 * FLOAT };
  return { flops: 0, bytes: bound.reduce((sum, name) => sum + (buffers[name]!.size ?? 0), 0) };
}

/** A convolution, forward or back, reads one image and makes the other; a weight gradient reads both and leaves its slices behind. */
function convolutionWork({ block, index, parts }: BlockBuffers, { sizes }: Dispatch): Work {
  const { big, small, kernel: k } = tapsOf(block, index);
  const { bigSize, smallSize } = sidesOf(block);
  const { inChannels, outChannels } = block.map;
  const examples = parts.reduce((sum, { count }) => sum + count, 0);
  const records = sizes['slices'] ?? 1;
  return {
    flops: 2 * examples * smallSize ** 2 * k ** 2 * inChannels * outChannels,
    bytes: FLOAT * (examples * (bigSize ** 2 * big + smallSize ** 2 * small) + records * k ** 2 * big * small),
  };
}

/** The block whose convolution or weight gradient this is: the one whose weights, or whose input, it reads. */
function blockOf(
  { kernel, buffers }: Dispatch,
  { buffers: { blocks, parameters } }: PlanContext,
): BlockBuffers | undefined {
  const binds = (name: string) => kernel.bindings.some((binding) => binding.name === name);
  if (binds('w'))
    return blocks.find(
      ({ block }) => 4 * segmentOf(parameters, `${block.name}.weight`).offset === buffers['w']!.offset,
    );
  if (binds('big'))
    return blocks.find(({ parts }) =>
      parts.some(({ input }) => input === buffers['big'] || input === buffers['small']),
    );
  return undefined;
}
