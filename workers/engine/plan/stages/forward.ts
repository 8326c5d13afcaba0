/** Forward: the batch from the data set, σ with BatchNorm's statistics while training, σ alone in evaluation. */
import { appendCoordinates, gatherImages } from '../../../kernels/plan/gather.ts';
import * as norm from '../../../kernels/plan/normalisation.ts';
import type { BlockBuffers, NetworkBuffers } from '../buffers.ts';
import type { Dispatch, Slice } from '../plan.ts';
import type { PlanContext } from './context.ts';
import * as dense from './dense.ts';
import { gammaBeta, runningOf } from './parameters.ts';

/** The batch whose indices lie in `indices`. */
export function gather(context: PlanContext, data: Slice): Dispatch[] {
  const { network, buffers } = context;
  if (network.kind === 'plane') return dense.gatherRows(context, data);
  const size = network.blocks[0]!.map.inSize;
  const pixels = buffers.image.size! / 4;
  const images: Dispatch = {
    kernel: gatherImages(),
    buffers: { image: buffers.image, bytes: data, indices: buffers.indices },
    sizes: { wordsPerImage: (size * size) / 4 },
    extent: { threads: pixels / 4 },
  };
  if (!network.coordinates) return [images];
  const input = buffers.blocks[0]!.input;
  return [
    images,
    {
      kernel: appendCoordinates(),
      buffers: { x: input, image: buffers.image },
      sizes: { size },
      extent: { threads: pixels },
    },
  ];
}

/** a and the constants of BatchNorm of a block while training. */
export function activate(context: PlanContext, block: BlockBuffers): Dispatch[] {
  const { buffers, sigmas, tuning } = context;
  const sigma = sigmas[block.index];
  if (!sigma) return [];
  if (block.block.norm === null) return dense.activateAlone(context, block);
  const { rows, quads, x, a, constants } = block;
  const slices = Math.min(rows, tuning.slices);
  const partial = buffers.scratch.statistics;
  return [
    {
      kernel: norm.activateWithStatistics(sigma),
      buffers: { a, partial, x, sigmaValues: block.sigmaValues, frame: buffers.frame },
      sizes: { rows, quads, slices, channels: block.block.map.outChannels },
      extent: { threads: slices * quads },
    },
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

/** a of a block in evaluation. */
export function activateForEvaluation({ sigmas, buffers }: PlanContext, block: BlockBuffers): Dispatch[] {
  const sigma = sigmas[block.index];
  if (!sigma) return [];
  const { sizes, extent } = eachRow(block);
  return [
    {
      kernel: norm.activate(sigma),
      buffers: { a: block.a, x: block.x, sigmaValues: block.sigmaValues, frame: buffers.frame },
      sizes: { ...sizes, channels: block.block.map.outChannels },
      extent,
    },
  ];
}

/** Sizes and threads of a kernel that gives each thread a few rows of one quad. */
function eachRow({ rows, quads }: BlockBuffers) {
  const stride = Math.ceil(rows / norm.ROWS_PER_THREAD);
  return { sizes: { rows, quads, stride }, extent: { threads: stride * quads } };
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
