/** The dispatches that only the 2D net has; its layers otherwise go as convolutions of images of one pixel (`affine.ts`). */
import * as dense from '../../../kernels/plan/dense.ts';
import { finishLoss } from '../../../kernels/plan/loss.ts';
import type { Examples } from '../../engine.ts';
import type { BlockBuffers } from '../buffers.ts';
import type { PlanContext } from './context.ts';
import { padded } from '../layout.ts';
import type { Dispatch, Slice } from '../plan.ts';

/** Channels of a record's targets. */
const GOAL = 4;

/** Examples as records: the quads of the inputs, then one of targets. */
export function packRecords({
  count,
  inputs,
  inputLength,
  targets,
  targetLength,
}: Examples): Float32Array<ArrayBuffer> {
  const stride = padded(inputLength) + GOAL;
  const records = new Float32Array(count * stride);
  for (let i = 0; i < count; i++) {
    records.set(inputs.subarray(i * inputLength, (i + 1) * inputLength), i * stride);
    const goal = targets ?? inputs;
    records.set(goal.subarray(i * targetLength, (i + 1) * targetLength), i * stride + padded(inputLength));
  }
  return records;
}

export function gatherRows({ buffers }: PlanContext, data: Slice): Dispatch[] {
  const first = buffers.blocks[0]!;
  const quads = padded(first.block.map.inChannels) / 4;
  return [
    {
      kernel: dense.gatherRows(),
      buffers: { x: first.input, goal: buffers.image, records: data, indices: buffers.indices },
      sizes: { quads },
      extent: { threads: first.rows * (quads + 1) },
    },
  ];
}

/** a of a block without BatchNorm. */
export function activateAlone({ buffers, sigmas }: PlanContext, block: BlockBuffers): Dispatch[] {
  const { a, x, rows, quads, sigmaValues } = block;
  return [
    {
      kernel: dense.activateAlone(sigmas[block.index]!),
      buffers: { a, x, sigmaValues, frame: buffers.frame },
      sizes: { quads, channels: block.block.map.outChannels },
      extent: { threads: rows * quads },
    },
  ];
}

/** ∂L/∂x of a block without BatchNorm, and the partial sums of its bias's gradient. */
export function sigmaBackwardAlone({ buffers, sigmas }: PlanContext, block: BlockBuffers, slices: number): Dispatch {
  const { scratch, frame } = buffers;
  const { x, rows, quads, sigmaValues } = block;
  return {
    kernel: dense.sigmaBackwardAlone(sigmas[block.index]!),
    buffers: { dx: scratch.dx, partial: scratch.sums, dy: scratch.dy, x, sigmaValues, frame },
    sizes: { rows, quads, slices, channels: block.block.map.outChannels },
    extent: { threads: slices * quads },
  };
}

/** Loss of the batch and its slope by the last activation. */
export function rowLossForTraining(context: PlanContext): Dispatch[] {
  const { buffers, outputs } = context;
  const { scratch, report, frame } = buffers;
  const last = buffers.blocks.at(-1)!;
  const loss = rowLoss(context, last.rows, true);
  return [
    { ...loss, buffers: { ...loss.buffers, dy: scratch.dy } },
    {
      kernel: finishLoss(false),
      buffers: { report, partial: scratch.loss, frame },
      sizes: { count: last.rows * outputs, slices: loss.sizes['slices']! },
      extent: { threads: 1 },
    },
  ];
}

/** Summed loss of the first `rows` examples of the batch, by slices. */
export function rowLoss({ buffers, loss, outputs, tuning }: PlanContext, rows: number, backward = false): Dispatch {
  const last = buffers.blocks.at(-1)!;
  const slices = Math.min(tuning.slices, last.rows);
  return {
    kernel: dense.rowLoss(loss, backward),
    buffers: { partial: buffers.scratch.loss, a: last.a, goal: buffers.image },
    sizes: { rows, quads: last.quads, slices, outputs },
    extent: { threads: slices },
  };
}
