/** Backward through one block: BatchNorm and σ, the gradients of its parameters, ∂L/∂(input). */
import * as norm from '../../../kernels/plan/normalisation.ts';
import { sumSlices } from '../../../kernels/plan/sum-slices.ts';
import { weightGradient } from '../../../kernels/plan/weight-gradient.ts';
import type { BlockBuffers } from '../buffers.ts';
import { sidesOf, tapsOf } from '../layout.ts';
import type { Dispatch, Slice } from '../plan.ts';
import { weightSlices, type Tuning } from '../tuning.ts';
import { batchOf, convolveBack } from './affine.ts';
import type { PlanContext } from './context.ts';
import * as dense from './dense.ts';
import { segmentOf } from './parameters.ts';

/** From ∂L/∂y of a block (or, for the last, ∂L/∂x) to the gradients of its parameters and ∂L/∂(input). */
export function backward(context: PlanContext, block: BlockBuffers): Dispatch[] {
  return [
    ...(block.block.norm !== null
      ? backwardOfNormAndSigma(context, block)
      : block.block.after === 'sigma'
        ? backwardOfSigma(context, block)
        : []),
    ...gradientOfWeights(context, block),
    ...(block.index === 0 ? [] : [convolveBack(context, block)]),
  ];
}

/** Of σ without a BatchNorm, and the bias before it. */
function backwardOfSigma(context: PlanContext, block: BlockBuffers): Dispatch[] {
  const { buffers, tuning } = context;
  const slices = Math.min(block.rows, tuning.slices);
  const place = segmentOf(buffers.parameters, `${block.block.name}.bias`).offset / 4;
  const sizes = { slices, length: block.quads, place, split: block.quads, placeAfter: 0 };
  return [
    dense.sigmaBackwardAlone(context, block, slices),
    summed(tuning, buffers.gradient, buffers.scratch.sums, sizes),
  ];
}

function backwardOfNormAndSigma({ buffers, sigmas, tuning }: PlanContext, block: BlockBuffers): Dispatch[] {
  const { scratch, gradient, parameters } = buffers;
  const { rows, quads, x, a, constants } = block;
  const slices = Math.min(rows, tuning.slices);
  const offset = (name: string) => segmentOf(parameters, name).offset / 4;
  const norms = {
    place: offset(`${block.block.norm!}.weight`),
    split: quads,
    placeAfter: offset(`${block.block.norm!}.bias`),
  };
  const bias = { place: offset(`${block.block.name}.bias`), split: quads, placeAfter: 0 };
  return [
    {
      kernel: norm.normBackwardSums(),
      buffers: { partial: scratch.sums, dy: scratch.dy, a, constants },
      sizes: { rows, quads, slices },
      extent: { threads: slices * quads },
    },
    summed(tuning, gradient, scratch.sums, { slices, length: 2 * quads, ...norms }),
    {
      kernel: norm.normSigmaBackward(sigmas[block.index]!),
      buffers: {
        dx: scratch.dx,
        partial: scratch.sums,
        dy: scratch.dy,
        a,
        x,
        constants,
        gradient,
        sigmaValues: block.sigmaValues,
        frame: buffers.frame,
      },
      sizes: { rows, quads, slices, channels: block.block.map.outChannels, gamma: norms.place, beta: norms.placeAfter },
      extent: { threads: slices * quads },
    },
    summed(tuning, gradient, scratch.sums, { slices, length: quads, ...bias }),
  ];
}

function gradientOfWeights(
  { buffers, tuning }: PlanContext,
  { block, index, input, inputNorm, rows }: BlockBuffers,
): Dispatch[] {
  const { scratch, gradient, parameters } = buffers;
  const taps = tapsOf(block, index);
  const sides = sidesOf(block);
  const transposed = block.map.type === 'conv-transposed';
  const [big, small] = transposed ? [scratch.dx, input] : [input, scratch.dx];
  const normed = inputNorm && (transposed ? 'small' : 'big');
  const { kernel, threadsPerSlice } = weightGradient(taps, { ...tuning, normed });
  const smallRows = batchOf(block, rows) * sides.smallSize;
  const rowsPerSlice = Math.ceil(smallRows / weightSlices(tuning, threadsPerSlice, smallRows));
  const slices = Math.ceil(smallRows / rowsPerSlice);
  const length = (taps.kernel ** 2 * taps.big * taps.small) / 4;
  const place = segmentOf(parameters, `${block.name}.weight`).offset / 4;
  return [
    {
      kernel,
      buffers: { partial: scratch.weights, big, small, ...(inputNorm && { constants: inputNorm }) },
      sizes: { ...sides, rows: smallRows, rowsPerSlice },
      extent: { threads: slices * threadsPerSlice },
    },
    summed(tuning, gradient, scratch.weights, { slices, length, place, split: length, placeAfter: 0 }),
  ];
}

function summed(
  tuning: Tuning,
  out: Slice,
  partial: Slice,
  sizes: Record<string, number> & { length: number },
): Dispatch {
  const { kernel, quadsPerGroup } = sumSlices(tuning.lanes);
  return { kernel, buffers: { out, partial }, sizes, extent: { groups: Math.ceil(sizes.length / quadsPerGroup) } };
}
