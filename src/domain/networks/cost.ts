/**
 * What one training step costs: arithmetic and memory, counted from the description. Estimates for people, not for
 * allocators.
 */
import type { Block, NetworkDescription } from './description.ts';
import { countParameters, elementCount, weightShape } from './parameters.ts';

export interface StepCost {
  /** Floating-point operations of forward and backward; a multiply-add counts two. */
  readonly flops: number;
  /**
   * Bytes of the values kept from forward for backward, the gradients that pass, parameters, gradients and two
   * moments.
   */
  readonly bytes: number;
}

const BYTES = 4;

/**
 * Multiply-adds of a block's affine map for one example, forward: each weight meets each pixel of the side it is laid
 * out on.
 */
export function multiplyAdds(block: Block): number {
  const { map } = block;
  const positions = map.type === 'conv-transposed' ? map.inSize : map.outSize;
  return elementCount(weightShape(map)) * positions * positions;
}

/**
 * Cost of one training step over `batchSize` examples. Backward costs each map twice its forward (∂L/∂x, which the
 * first block doesn't need, and ∂L/∂W). Memory: x and a of each block with σ and y behind its BatchNorm are kept, and
 * two gradients of the largest are alive at once.
 */
export function estimateStep(network: NetworkDescription, batchSize: number): StepCost {
  const { blocks } = network;
  const forward = blocks.reduce((sum, block) => sum + multiplyAdds(block), 0);
  const backward = 2 * forward - multiplyAdds(blocks[0]!);
  const kept = blocks.reduce((sum, block) => sum + outputLength(block) * keptCopies(block), inputLength(network));
  const passing = 2 * Math.max(...blocks.map(outputLength));
  const flat = 4 * countParameters(network);
  return { flops: 2 * batchSize * (forward + backward), bytes: BYTES * (batchSize * (kept + passing) + flat) };
}

/** Numbers in one example's output of the block. */
export function outputLength(block: Block): number {
  return block.map.outChannels * block.map.outSize ** 2;
}

function inputLength(network: NetworkDescription): number {
  const { map } = network.blocks[0]!;
  return map.inChannels * map.inSize ** 2;
}

function keptCopies(block: Block): number {
  return 1 + (block.after === 'none' ? 0 : 1) + (block.norm === null ? 0 : 1);
}
