/** Evaluation against the forward part of training, on the same examples. */
import type { Plan } from '../../../workers/engine/plan/plan.ts';
import { Arena, Plan as PlanOf, uniformBuffer, type Dispatch } from '../../../workers/engine/plan/plan.ts';
import { allocate } from '../../../workers/engine/plan/buffers.ts';
import {
  evaluation,
  trainingForward,
  trainingStep,
  type PlanContext,
} from '../../../workers/engine/plan/dispatches.ts';
import { compileKernels } from '../../../workers/engine/plan/pipelines.ts';
import { tuningFor } from '../../../workers/engine/plan/tuning.ts';
import { sigmaText } from '../../../workers/kernels/plan/sigma-text.ts';
import type { Case } from '../contenders/contender.ts';
import { engineOptions } from '../contenders/options.ts';
import { race } from './timing.ts';

export async function evaluationFigures(device: GPUDevice, what: Case, software: boolean) {
  const { network, optimizer, loss, batchSize, train, sigmas } = engineOptions(what);
  const arena = new Arena(device);
  const tuning = tuningFor(software, what.channels);
  const buffers = allocate(network, optimizer, batchSize, tuning, arena);
  const data = arena.floats(train.inputs.byteLength / 4, 'data');
  const context: PlanContext = {
    network,
    buffers,
    sigmas: sigmas.map((sigma) => sigma && sigmaText(sigma.program, false)),
    optimizer,
    loss,
    tuning,
  };
  const plan = async (list: readonly Dispatch[]): Promise<Plan> => {
    const pipelines = await compileKernels(
      device,
      list.map(({ kernel }) => kernel),
    );
    return new PlanOf(device, list, pipelines, uniformBuffer(device, list.length));
  };
  const forward = await plan(trainingForward(context, data));
  const evaluated = await plan(evaluation(context, data, batchSize));
  const step = await plan(trainingStep(context, data));
  const work = { forward: () => forward.submit(), evaluated: () => evaluated.submit(), step: () => step.submit() };
  const times = await race(device, work, 9, 3);
  [forward, evaluated, step].forEach((made) => made.dispose());
  arena.dispose();
  return {
    'training step, ms': times['step']!,
    'forward part of training, ms': times['forward']!,
    'evaluation of a batch, ms': times['evaluated']!,
    'evaluation / forward part, ratio': times['evaluated']! / times['forward']!,
  };
}
