/** The loss of a batch: with its slope while training, alone in evaluation. */
import { addLoss, finishLoss, lossOnly, lossWithGradient } from '../../../kernels/plan/loss.ts';
import type { Dispatch } from '../plan.ts';
import type { PlanContext } from './context.ts';
import * as dense from './dense.ts';
import { segmentOf } from './parameters.ts';

/** Loss and its slope, by the last pre-activation or, of the 2D net, the last activation. */
export function lossForTraining(context: PlanContext): Dispatch[] {
  const { network, buffers, loss, tuning } = context;
  if (network.kind === 'plane') return dense.rowLossForTraining(context);
  const last = buffers.blocks.at(-1)!;
  const { scratch } = buffers;
  const slices = Math.min(tuning.slices, last.rows);
  const bias = segmentOf(buffers.parameters, `${last.block.name}.bias`);
  return [
    {
      kernel: lossWithGradient(loss),
      buffers: { dx: scratch.dx, partial: scratch.loss, x: last.x, goal: buffers.image },
      sizes: { count: last.rows, slices },
      extent: { threads: slices },
    },
    {
      kernel: finishLoss(),
      buffers: { report: buffers.report, gradient: buffers.gradient, partial: scratch.loss, frame: buffers.frame },
      sizes: { count: last.rows, slices, bias: bias.offset / 4 },
      extent: { threads: 1 },
    },
  ];
}

/** Adds the loss of the first `count` examples of the batch to `lossTotal`. */
export function lossForEvaluation(context: PlanContext, count: number): Dispatch[] {
  const { network, buffers, loss, tuning } = context;
  const last = buffers.blocks.at(-1)!;
  const slices = Math.min(tuning.slices, last.rows);
  const outputs = count * last.block.map.outSize ** 2;
  return [
    network.kind === 'plane'
      ? dense.rowLoss(context, count)
      : {
          kernel: lossOnly(loss),
          buffers: { partial: buffers.scratch.loss, x: last.x, goal: buffers.image },
          sizes: { count: outputs, slices },
          extent: { threads: slices },
        },
    {
      kernel: addLoss(),
      buffers: { total: buffers.lossTotal, partial: buffers.scratch.loss },
      sizes: { slices },
      extent: { threads: 1 },
    },
  ];
}
