/**
 * The dispatches of a training step, an evaluation and a prediction, in order. Pure bookkeeping: the dispatches of each
 * stage stand in `stages/`, what a kernel computes in `kernels/plan`, how dispatches run in `plan.ts`.
 *
 * Life of a step: gather the batch → for each block: convolve (normalising its input as it reads it), σ with partial statistics, merge them → loss and its gradient → for
 * each block from the last: gradients of γ and β, ∂L/∂x of BatchNorm and σ, gradients of bias and weights, ∂L/∂(input) → norms, clipping, update.
 */
import { outputKernel } from '../../kernels/plan/loss.ts';
import type { DataPart } from './examples.ts';
import type { Part } from './parts.ts';
import { asStored, type Dispatch } from './plan.ts';
import { convolve } from './stages/affine.ts';
import { backward } from './stages/backward.ts';
import type { PlanContext } from './stages/context.ts';
import { activate, activateForEvaluation, gather } from './stages/forward.ts';
import { lossForEvaluation, lossForTraining } from './stages/loss.ts';
import { update } from './stages/update.ts';

/** One optimizer step on the batch whose indices lie in `indices`. */
export function trainingStep(context: PlanContext, data: readonly DataPart[]): Dispatch[] {
  const after = [
    ...context.buffers.blocks.toReversed().flatMap((block) => backward(context, block)),
    ...update(context),
  ];
  return [...trainingForward(context, data), ...after.map(asStored)];
}

/** The part of a step up to the loss and its slope. */
export function trainingForward(context: PlanContext, data: readonly DataPart[]): Dispatch[] {
  const { parts, blocks } = context.buffers;
  const list = [
    ...gather(context, data, parts),
    ...blocks.flatMap((block) => [
      ...block.parts.map((images) => convolve(context, block, images)),
      ...activate(context, block),
    ]),
    ...lossForTraining(context),
  ];
  return list.map(asStored);
}

/** Adds the loss of the first `count` examples of the batch, in evaluation mode, to `lossTotal`. */
export function evaluation(context: PlanContext, data: readonly DataPart[], count: number): Dispatch[] {
  const last = context.buffers.blocks.at(-1)!;
  return [...predictionInto(context, data, count), ...lossForEvaluation(context, within(last.parts, count), count)];
}

/** The network's output for the batch, in evaluation mode. */
export function prediction(context: PlanContext, data: readonly DataPart[]): Dispatch[] {
  const last = context.buffers.blocks.at(-1)!;
  const forward = predictionInto(context, data);
  if (context.network.kind === 'plane') return forward;
  const outputs = last.parts.map(({ x, place, batch }) => ({
    kernel: outputKernel(),
    buffers: { y: batch.output, x },
    sizes: {},
    extent: { threads: place.rows },
  }));
  return [...forward, ...outputs];
}

function predictionInto(context: PlanContext, data: readonly DataPart[], count = Infinity): Dispatch[] {
  const { parts, blocks } = context.buffers;
  const list = [
    ...gather(context, data, within(parts, count)),
    ...blocks.flatMap((block) => {
      const needed = within(block.parts, count);
      return [
        ...needed.map((images) => convolve(context, block, images)),
        ...activateForEvaluation(context, block, needed),
      ];
    }),
  ];
  return list.map(asStored);
}

/** The parts in which the first `count` examples lie. */
function within<T extends Part>(parts: readonly T[], count: number): T[] {
  return parts.filter(({ first }) => first < count);
}
