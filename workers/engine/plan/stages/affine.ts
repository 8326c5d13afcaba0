/** The affine map of a block, forward and back, by the kernel that suits the device. */
import type { Block } from '../../../../src/domain/networks/description.ts';
import { correlation, type Convolution, type Taps } from '../../../kernels/plan/correlation.ts';
import { spread } from '../../../kernels/plan/spread.ts';
import { correlationStrip, spreadStrip } from '../../../kernels/plan/strip.ts';
import type { BlockBuffers } from '../buffers.ts';
import { sidesOf, tapsOf } from '../layout.ts';
import type { Dispatch, Slice } from '../plan.ts';
import type { Tuning } from '../tuning.ts';
import type { PlanContext } from './context.ts';
import { part } from './parameters.ts';

/** x of a block, from its input. */
export function convolve(context: PlanContext, block: BlockBuffers): Dispatch {
  const { parameter, parameters } = context.buffers;
  const bias = part(parameters, parameter, `${block.block.name}.bias`);
  const input = { x: block.input, constants: block.inputNorm };
  return affine(context, block, block.x, input, bias, block.block.map.type === 'conv-transposed');
}

/** ∂L/∂(input) of a block, from ∂L/∂x: the map the other way round, without bias. */
export function convolveBack(context: PlanContext, block: BlockBuffers): Dispatch {
  const { scratch } = context.buffers;
  const input = { x: scratch.dx, constants: null };
  return affine(context, block, scratch.dy, input, scratch.zeros, block.block.map.type !== 'conv-transposed');
}

/** `constants`: those of a BatchNorm that x still has to go through. */
function affine(
  { buffers, tuning }: PlanContext,
  { block, index, rows }: BlockBuffers,
  y: Slice,
  { x, constants }: { readonly x: Slice; readonly constants: Slice | null },
  bias: Slice,
  spreads: boolean,
): Dispatch {
  const sides = sidesOf(block);
  const batch = batchOf(block, rows);
  const convolution = convolutionFor(tuning, block, tapsOf(block, index), spreads, constants !== null);
  const w = part(buffers.parameters, buffers.parameter, `${block.name}.weight`);
  return {
    kernel: convolution.kernel,
    buffers: { y, x, w, bias, ...(constants && { constants }) },
    sizes: convolution.sizes(batch, sides),
    extent: { threads: convolution.threads(batch, sides) },
  };
}

function convolutionFor(
  { strips, tile }: Tuning,
  block: Block,
  taps: Taps,
  spreads: boolean,
  normed: boolean,
): Convolution {
  if (strips && !spreads) return correlationStrip(taps, normed);
  if (strips && taps.stride === 1) return spreadStrip(taps, normed);
  const { bigSize, smallSize } = sidesOf(block);
  const pixels = Math.min(tile.pixels, spreads ? bigSize : smallSize);
  return (spreads ? spread : correlation)(taps, { ...tile, pixels }, normed);
}

/** Examples in the batch. */
export const batchOf = ({ map }: Block, rows: number): number => rows / map.outSize ** 2;
