/** Evaluation against the forward part of training, on the same examples. */
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import { tunedFor } from '../../../workers/engine/plan/tuner.ts';
import type { Case } from '../contenders/contender.ts';
import { partsOf, plansOf } from './plans.ts';
import { ratioOf, rowOf, type Figures } from './row.ts';
import { race } from './timing.ts';

export async function evaluationFigures(planDevice: PlanDevice, what: Case): Promise<Figures> {
  const { device } = planDevice;
  const parts = partsOf(device, what, await tunedFor(device, planDevice, what.channels));
  const lists = { 'forward part of training': parts.forward, 'evaluation of a batch': parts.evaluated };
  const plans = await plansOf(device, Object.values(lists));
  const work = Object.fromEntries(Object.keys(lists).map((name, i) => [name, () => plans[i]!.submit()]));
  const times = await race(device, work, 9, 3);
  plans.forEach((plan) => plan.dispose());
  parts.dispose();
  return {
    cases: Object.entries(lists).map(([name, { length }]) =>
      rowOf(name, what, times[name]!, { dispatches: length, submits: 1 }),
    ),
    ratios: {
      'evaluation / forward part of training': ratioOf(
        times['evaluation of a batch']!,
        times['forward part of training']!,
      ),
    },
  };
}
