/** What the gradients' norms cost: a training step with them and without. Every step has them, since its report shows the global one and clipping needs it. */
import { clipKernel, gradientSquares } from '../../../workers/kernels/plan/optimizer.ts';
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import { tunedFor } from '../../../workers/engine/plan/tuner.ts';
import type { Case } from '../contenders/contender.ts';
import { partsOf, plansOf } from './plans.ts';
import { ratioOf, rowOf, type Figures } from './row.ts';
import { race } from './timing.ts';

const ROUNDS = 9;
const REPEATS = 3;

export async function normFigures(planDevice: PlanDevice, what: Case): Promise<Figures> {
  const { device } = planDevice;
  const parts = partsOf(device, what, await tunedFor(device, planDevice, what.channels));
  const { optimizer, tuning } = parts.context;
  const keys = [gradientSquares(tuning.segmentLanes).key, clipKernel(optimizer).key];
  const lists = {
    'a step with norms': parts.step,
    'a step without norms': parts.step.filter(({ kernel }) => !keys.includes(kernel.key)),
  };
  const plans = await plansOf(device, Object.values(lists));
  const work = Object.fromEntries(Object.keys(lists).map((name, i) => [name, () => plans[i]!.submit()]));
  const times = await race(device, work, ROUNDS, REPEATS);
  plans.forEach((plan) => plan.dispose());
  parts.dispose();
  return {
    cases: Object.entries(lists).map(([name, { length }]) =>
      rowOf(name, what, times[name]!, { dispatches: length, submits: 1 }),
    ),
    ratios: { 'step with norms / without': ratioOf(times['a step with norms']!, times['a step without norms']!) },
  };
}
