/** The loss of a batch: with its slope while training, alone in evaluation. */
import { addLoss, finishLoss, lossOnly, lossWithGradient } from '../../../kernels/plan/loss.ts';
import { type BlockPart } from '../buffers.ts';
import { totalSlices } from '../parts.ts';
import type { Dispatch } from '../plan.ts';
import type { PlanContext } from './context.ts';
import * as dense from './dense.ts';
import { segmentOf } from './parameters.ts';

/** Loss and its slope, by the last pre-activation or, of the 2D net, the last activation. */
export function lossForTraining(context: PlanContext): Dispatch[] {
  const { network, buffers, loss } = context;
  if (network.kind === 'plane') return dense.rowLossForTraining(context);
  const { parts, rows, slices, block } = buffers.blocks.at(-1)!;
  const { scratch, report, gradient, frame } = buffers;
  const bias = segmentOf(buffers.parameters, `${block.name}.bias`);
  return [
    ...parts.map(({ x, batch, place }) => ({
      kernel: lossWithGradient(loss),
      buffers: { dx: batch.dx, partial: scratch.loss, x, goal: batch.image },
      sizes: { ...place, count: place.rows, batchCount: rows },
      extent: { threads: place.slices },
    })),
    {
      kernel: finishLoss(),
      buffers: { report, gradient, partial: scratch.loss, frame },
      sizes: { count: rows, slices, bias: bias.offset / 4 },
      extent: { threads: 1 },
    },
  ];
}

/** Adds the loss of the first `count` examples of the batch, which lie in these parts of the last block, to `lossTotal`. */
export function lossForEvaluation(context: PlanContext, parts: readonly BlockPart[], count: number): Dispatch[] {
  const { network, buffers, loss } = context;
  const { scratch, lossTotal } = buffers;
  return [
    ...parts.map((part) => {
      const examples = Math.min(part.count, count - part.first);
      if (network.kind === 'plane') return dense.rowLoss(context, part, examples);
      const { x, batch, place } = part;
      return {
        kernel: lossOnly(loss),
        buffers: { partial: scratch.loss, x, goal: batch.image },
        sizes: { ...place, count: (place.rows / part.count) * examples },
        extent: { threads: place.slices },
      };
    }),
    {
      kernel: addLoss(),
      buffers: { total: lossTotal, partial: scratch.loss },
      sizes: { slices: totalSlices(parts.map(({ place }) => place)) },
      extent: { threads: 1 },
    },
  ];
}
