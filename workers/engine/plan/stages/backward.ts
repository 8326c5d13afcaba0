/** Backward through one block: BatchNorm and σ, the gradients of its parameters, ∂L/∂(input). */
import * as norm from '../../../kernels/plan/normalisation.ts';
import { sumSlices } from '../../../kernels/plan/sum-slices.ts';
import { weightSlicing, type BlockBuffers } from '../buffers.ts';
import { weightGradientFor } from '../layer-kernels.ts';
import { sidesOf, tapsOf } from '../layout.ts';
import { totalSlices } from '../parts.ts';
import type { Dispatch, Slice } from '../plan.ts';
import { convolveBack } from './affine.ts';
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
    ...(block.index === 0 ? [] : block.parts.map((images) => convolveBack(context, block, images))),
  ];
}

/** Of σ without a BatchNorm, and the bias before it. */
function backwardOfSigma(context: PlanContext, block: BlockBuffers): Dispatch[] {
  const { parts, slices, quads } = block;
  const place = { place: placeIn(context, `${block.block.name}.bias`), split: quads, placeAfter: 0 };
  const { scratch } = context.buffers;
  return [
    ...parts.map((part) => dense.sigmaBackwardAlone(context, block, part)),
    summed(context, scratch.sums, { slices, length: quads, ...place }),
  ];
}

function backwardOfNormAndSigma(context: PlanContext, block: BlockBuffers): Dispatch[] {
  const { scratch, gradient, frame } = context.buffers;
  const { parts, rows: batchRows, slices, quads, constants, sigmaValues } = block;
  const { name, norm: normName, map } = block.block;
  const gamma = placeIn(context, `${normName!}.weight`);
  const beta = placeIn(context, `${normName!}.bias`);
  const bias = placeIn(context, `${name}.bias`);
  const partial = scratch.sums;
  return [
    ...parts.map(({ a, batch, place }) => ({
      kernel: norm.normBackwardSums(),
      buffers: { partial, dy: batch.dy, a, constants },
      sizes: { ...place, quads },
      extent: { threads: place.slices * quads },
    })),
    summed(context, partial, { slices, length: 2 * quads, place: gamma, split: quads, placeAfter: beta }),
    ...parts.map(({ x, a, batch, place }) => ({
      kernel: norm.normSigmaBackward(context.sigmas[block.index]!),
      buffers: { dx: batch.dx, partial, dy: batch.dy, a, x, constants, gradient, sigmaValues, frame },
      sizes: { ...place, quads, channels: map.outChannels, gamma, beta, batchRows },
      extent: { threads: place.slices * quads },
    })),
    summed(context, partial, { slices, length: quads, place: bias, split: quads, placeAfter: 0 }),
  ];
}

function gradientOfWeights(context: PlanContext, { block, index, inputNorm, parts }: BlockBuffers): Dispatch[] {
  const { buffers, tuning } = context;
  const partial = buffers.scratch.weights;
  const taps = tapsOf(block, index);
  const transposed = block.map.type === 'conv-transposed';
  const normed = inputNorm && (transposed ? 'small' : 'big');
  const { kernel, threadsPerSlice, slices } = weightGradientFor(tuning, taps, normed);
  const slicing = weightSlicing(block, parts, slices);
  const length = (taps.kernel ** 2 * taps.big * taps.small) / 4;
  const place = placeIn(context, `${block.name}.weight`);
  return [
    ...parts.map(({ input, batch }, i) => {
      const [big, small] = transposed ? [batch.dx, input] : [input, batch.dx];
      return {
        kernel,
        buffers: { partial, big, small, ...(inputNorm && { constants: inputNorm }) },
        sizes: { ...sidesOf(block), ...slicing[i]! },
        extent: { threads: slicing[i]!.slices * threadsPerSlice },
      };
    }),
    summed(context, partial, { slices: totalSlices(slicing), length, place, split: length, placeAfter: 0 }),
  ];
}

/** The quad of the flat buffers at which a parameter begins. */
const placeIn = ({ buffers }: PlanContext, name: string): number => segmentOf(buffers.parameters, name).offset / 4;

/** Partial sums, added up into the gradient. */
function summed(
  { buffers, tuning }: PlanContext,
  partial: Slice,
  sizes: Record<string, number> & { length: number },
): Dispatch {
  const { kernel, quadsPerGroup } = sumSlices(tuning.lanes);
  const out = buffers.gradient;
  return { kernel, buffers: { out, partial }, sizes, extent: { groups: Math.ceil(sizes.length / quadsPerGroup) } };
}
