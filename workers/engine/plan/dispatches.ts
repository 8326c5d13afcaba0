/**
 * The dispatches of a training step, an evaluation and a prediction, in order. Pure bookkeeping: the dispatches of each
 * stage stand in `stages/`, what a kernel computes in `kernels/plan`, how dispatches run in `plan.ts`.
 *
 * Life of a step: gather the batch → for each block: convolve (normalising its input as it reads it), σ with partial statistics, merge them → loss and its gradient → for
 * each block from the last: gradients of γ and β, ∂L/∂x of BatchNorm and σ, gradients of bias and weights, ∂L/∂(input) → norms, clipping, update.
 */
import { outputKernel } from '../../kernels/plan/loss.ts';
import type { Dispatch, Slice } from './plan.ts';
import { convolve } from './stages/affine.ts';
import { backward } from './stages/backward.ts';
import type { PlanContext } from './stages/context.ts';
import { activate, activateForEvaluation, gather } from './stages/forward.ts';
import { lossForEvaluation, lossForTraining } from './stages/loss.ts';
import { update } from './stages/update.ts';

/** One optimizer step on the batch whose indices lie in `indices`. */
export function trainingStep(context: PlanContext, data: Slice): Dispatch[] {
  return [
    ...trainingForward(context, data),
    ...context.buffers.blocks.toReversed().flatMap((block) => backward(context, block)),
    ...update(context),
  ];
}

/** The part of a step up to the loss and its slope. */
export function trainingForward(context: PlanContext, data: Slice): Dispatch[] {
  return [
    ...gather(context, data),
    ...context.buffers.blocks.flatMap((block) => [convolve(context, block), ...activate(context, block)]),
    ...lossForTraining(context),
  ];
}

/** Adds the loss of the first `count` examples of the batch, in evaluation mode, to `lossTotal`. */
export function evaluation(context: PlanContext, data: Slice, count: number): Dispatch[] {
  return [...predictionInto(context, data), ...lossForEvaluation(context, count)];
}

/** The network's output for the batch, in evaluation mode. */
export function prediction(context: PlanContext, data: Slice): Dispatch[] {
  const { buffers } = context;
  const last = buffers.blocks.at(-1)!;
  if (context.network.kind === 'plane') return predictionInto(context, data);
  return [
    ...predictionInto(context, data),
    { kernel: outputKernel(), buffers: { y: buffers.output, x: last.x }, sizes: {}, extent: { threads: last.rows } },
  ];
}

function predictionInto(context: PlanContext, data: Slice): Dispatch[] {
  const { buffers } = context;
  return [
    ...gather(context, data),
    ...buffers.blocks.flatMap((block) => [convolve(context, block), ...activateForEvaluation(context, block)]),
  ];
}
