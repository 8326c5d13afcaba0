/** Forward: the batch from the data set, σ with BatchNorm's statistics while training, σ alone in evaluation. */
import { appendCoordinates, gatherImages } from '../../../kernels/plan/gather.ts';
import * as norm from '../../../kernels/plan/normalisation.ts';
import { type BatchPart, type BlockBuffers, type BlockPart, type NetworkBuffers } from '../buffers.ts';
import type { DataPart } from '../examples.ts';
import type { Dispatch } from '../plan.ts';
import type { PlanContext } from './context.ts';
import * as dense from './dense.ts';
import { gammaBeta, runningOf } from './parameters.ts';

/** The examples whose indices lie in `indices`, for these parts of the batch. */
export function gather(context: PlanContext, data: readonly DataPart[], parts: readonly BatchPart[]): Dispatch[] {
  return parts.flatMap((part) => [
    ...data.map((source) =>
      context.network.kind === 'plane'
        ? dense.gatherRows(context, source, part)
        : gatherPart(context.buffers, source, part),
    ),
    ...(context.network.coordinates ? [coordinates(context, part)] : []),
  ]);
}

/** Those images of a part of the batch that lie in this part of the data set. */
function gatherPart(
  { indices, blocks }: NetworkBuffers,
  source: DataPart,
  { image, first, count }: BatchPart,
): Dispatch {
  const wordsPerImage = blocks[0]!.block.map.inSize ** 2 / 4;
  return {
    kernel: gatherImages(),
    buffers: { image, bytes: source.data, indices },
    sizes: { wordsPerImage, first, firstExample: source.first, examples: source.count },
    extent: { threads: count * wordsPerImage },
  };
}

function coordinates({ network }: PlanContext, { image, input, count }: BatchPart): Dispatch {
  const size = network.blocks[0]!.map.inSize;
  return {
    kernel: appendCoordinates(),
    buffers: { x: input, image },
    sizes: { size },
    extent: { threads: count * size * size },
  };
}

/** a and the constants of BatchNorm of a block while training. */
export function activate(context: PlanContext, block: BlockBuffers): Dispatch[] {
  const { buffers, sigmas, tuning } = context;
  const sigma = sigmas[block.index];
  if (!sigma) return [];
  if (block.block.norm === null) return block.parts.map((images) => dense.activateAlone(context, block, images));
  const { parts, rows, quads, slices, constants, sigmaValues } = block;
  const partial = buffers.scratch.statistics;
  return [
    ...parts.map(({ x, a, place }) => ({
      kernel: norm.activateWithStatistics(sigma, a.half),
      buffers: { a, partial, x, sigmaValues, frame: buffers.frame },
      sizes: { ...place, quads, channels: block.block.map.outChannels },
      extent: { threads: place.slices * quads },
    })),
    {
      kernel: norm.finishStatistics(tuning.lanes),
      buffers: {
        constants,
        partial,
        ...runningOf(buffers, block),
        ...gammaBeta(buffers.parameters, buffers.parameter, block),
      },
      sizes: { rows, quads, slices },
      extent: { groups: quads },
    },
  ];
}

/** a of these parts of a block in evaluation. */
export function activateForEvaluation(
  { sigmas, buffers }: PlanContext,
  { block, index, quads, sigmaValues }: BlockBuffers,
  parts: readonly BlockPart[],
): Dispatch[] {
  const sigma = sigmas[index];
  if (!sigma) return [];
  return parts.map(({ x, a, place: { rows } }) => {
    const stride = Math.ceil(rows / norm.ROWS_PER_THREAD);
    return {
      kernel: norm.activate(sigma),
      buffers: { a, x, sigmaValues, frame: buffers.frame },
      sizes: { rows, quads, stride, channels: block.map.outChannels },
      extent: { threads: stride * quads },
    };
  });
}

/** The constants of evaluation, from the running statistics; once before evaluating. */
export function evaluationConstants({ buffers }: PlanContext): Dispatch[] {
  return normed(buffers).map((block) => ({
    kernel: norm.runningConstants(),
    buffers: {
      constants: block.constants,
      ...runningOf(buffers, block),
      ...gammaBeta(buffers.parameters, buffers.parameter, block),
    },
    sizes: { quads: block.quads },
    extent: { threads: block.quads },
  }));
}

const normed = (buffers: NetworkBuffers): BlockBuffers[] => buffers.blocks.filter(({ block }) => block.norm !== null);
