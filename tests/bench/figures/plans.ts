/** A plan's parts by themselves: the dispatches of the benchmark's network over memory of their own. */
import { allocate } from '../../../workers/engine/plan/buffers.ts';
import { evaluation, trainingForward, trainingStep } from '../../../workers/engine/plan/dispatches.ts';
import { allocateExamples } from '../../../workers/engine/plan/examples.ts';
import { inParts } from '../../../workers/engine/plan/parts.ts';
import { limitsOf } from '../../../workers/engine/plan/memory.ts';
import { compileKernels } from '../../../workers/engine/plan/pipelines.ts';
import { Arena, Plan, uniformBuffer, type Dispatch } from '../../../workers/engine/plan/plan.ts';
import type { PlanContext } from '../../../workers/engine/plan/stages/context.ts';
import type { Tuning } from '../../../workers/engine/plan/tuning.ts';
import { sigmaText } from '../../../workers/kernels/plan/sigma-text.ts';
import type { Case } from '../contenders/contender.ts';
import { engineOptions } from '../contenders/options.ts';

export interface Parts {
  readonly context: PlanContext;
  readonly forward: readonly Dispatch[];
  readonly evaluated: readonly Dispatch[];
  readonly step: readonly Dispatch[];
  dispose(): void;
}

export function partsOf(device: GPUDevice, what: Case, tuning: Tuning): Parts {
  const { network, optimizer, loss, batchSize, train, sigmas } = engineOptions(what);
  const arena = new Arena(device);
  const limits = limitsOf(device);
  const buffers = allocate({ network, optimizer }, inParts(batchSize, limits.examples), tuning, arena);
  const data = allocateExamples(network, train, limits, arena);
  const texts = sigmas.map((sigma) => sigma && sigmaText(sigma.program, false));
  const context: PlanContext = {
    network,
    buffers,
    sigmas: texts,
    optimizer,
    loss,
    tuning,
    limits,
    outputs: train.targetLength,
  };
  return {
    context,
    forward: trainingForward(context, data),
    evaluated: evaluation(context, data, batchSize),
    step: trainingStep(context, data),
    dispose: () => arena.dispose(),
  };
}

/** Plans of several lists, compiled together. */
export async function plansOf(device: GPUDevice, lists: readonly (readonly Dispatch[])[]): Promise<Plan[]> {
  const pipelines = await compileKernels(
    device,
    lists.flat().map(({ kernel }) => kernel),
  );
  return lists.map((list) => new Plan(device, list, pipelines, uniformBuffer(device, list.length)));
}
