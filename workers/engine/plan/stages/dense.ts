/** The dispatches that only the 2D net has; its layers otherwise go as convolutions of images of one pixel (`affine.ts`). */
import * as dense from '../../../kernels/plan/dense.ts';
import { finishLoss } from '../../../kernels/plan/loss.ts';
import type { Examples } from '../../engine.ts';
import { type BatchPart, type BlockBuffers, type BlockPart } from '../buffers.ts';
import type { DataPart } from '../examples.ts';
import type { PlanContext } from './context.ts';
import { padded } from '../layout.ts';
import type { Dispatch } from '../plan.ts';

/** Channels of a record's targets. */
const GOAL = 4;

/** Floats of a record. */
export const recordLength = ({ inputLength }: Pick<Examples, 'inputLength'>): number => padded(inputLength) + GOAL;

/** Examples as records: the quads of the inputs, then one of targets. */
export function packRecords({
  count,
  inputs,
  inputLength,
  targets,
  targetLength,
}: Examples): Float32Array<ArrayBuffer> {
  const stride = recordLength({ inputLength });
  const records = new Float32Array(count * stride);
  for (let i = 0; i < count; i++) {
    records.set(inputs.subarray(i * inputLength, (i + 1) * inputLength), i * stride);
    const goal = targets ?? inputs;
    records.set(goal.subarray(i * targetLength, (i + 1) * targetLength), i * stride + padded(inputLength));
  }
  return records;
}

/** Those rows of a part of the batch that lie in this part of the data set. */
export function gatherRows(
  { buffers }: PlanContext,
  source: DataPart,
  { input, image, first, count }: BatchPart,
): Dispatch {
  const quads = padded(buffers.blocks[0]!.block.map.inChannels) / 4;
  return {
    kernel: dense.gatherRows(),
    buffers: { x: input, goal: image, records: source.data, indices: buffers.indices },
    sizes: { quads, first, firstExample: source.first, examples: source.count },
    extent: { threads: count * (quads + 1) },
  };
}

/** a of a part of a block without BatchNorm. */
export function activateAlone({ buffers, sigmas }: PlanContext, block: BlockBuffers, part: BlockPart): Dispatch {
  const { quads, sigmaValues } = block;
  const { x, a, place } = part;
  return {
    kernel: dense.activateAlone(sigmas[block.index]!),
    buffers: { a, x, sigmaValues, frame: buffers.frame },
    sizes: { quads, channels: block.block.map.outChannels, firstRow: place.firstRow },
    extent: { threads: place.rows * quads },
  };
}

/** ∂L/∂x of a part of a block without BatchNorm, and the partial sums of its bias's gradient. */
export function sigmaBackwardAlone({ buffers, sigmas }: PlanContext, block: BlockBuffers, part: BlockPart): Dispatch {
  const { scratch, frame } = buffers;
  const { quads, sigmaValues } = block;
  const { x, place, batch } = part;
  const { dx, dy } = batch;
  return {
    kernel: dense.sigmaBackwardAlone(sigmas[block.index]!),
    buffers: { dx, partial: scratch.sums, dy, x, sigmaValues, frame },
    sizes: { ...place, quads, channels: block.block.map.outChannels },
    extent: { threads: place.slices * quads },
  };
}

/** Loss of the batch and its slope by the last activation. */
export function rowLossForTraining(context: PlanContext): Dispatch[] {
  const { buffers, outputs } = context;
  const { scratch, report, frame } = buffers;
  const { parts, rows, slices } = buffers.blocks.at(-1)!;
  return [
    ...parts.map((part) => rowLoss(context, part, part.count, true)),
    {
      kernel: finishLoss(false),
      buffers: { report, partial: scratch.loss, frame },
      sizes: { count: rows * outputs, slices },
      extent: { threads: 1 },
    },
  ];
}

/** Summed loss of the first `rows` examples of a part of the batch, by slices; `backward`: and its slope. */
export function rowLoss(
  { buffers, loss, outputs }: PlanContext,
  { a, place, batch }: BlockPart,
  rows: number,
  backward = false,
): Dispatch {
  const { quads, rows: batchRows } = buffers.blocks.at(-1)!;
  const { dy, image } = batch;
  return {
    kernel: dense.rowLoss(loss, backward),
    buffers: { partial: buffers.scratch.loss, a, goal: image, ...(backward && { dy }) },
    sizes: { ...place, rows, quads, outputs, batchRows },
    extent: { threads: place.slices },
  };
}
