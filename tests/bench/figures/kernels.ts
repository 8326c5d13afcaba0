/** Where a step's time goes: each dispatch by itself, added up by kernel. */
import type { Case } from '../contenders/contender.ts';
import { partsOf, plansOf } from './plans.ts';
import { rowOf, type Figures } from './row.ts';
import { race } from './timing.ts';

const REPEATS = 4;
const ROUNDS = 7;

export async function kernelFigures(device: GPUDevice, what: Case, software: boolean): Promise<Figures> {
  const parts = partsOf(device, what, software);
  const plans = await plansOf(
    device,
    parts.step.map((dispatch) => [dispatch]),
  );
  const times = await race(
    device,
    Object.fromEntries(plans.map((plan, i) => [i, () => plan.submit()])),
    ROUNDS,
    REPEATS,
  );
  plans.forEach((plan) => plan.dispose());
  parts.dispose();
  const rows = [...new Set(parts.step.map(({ kernel }) => kernel.key))].map((key) => {
    const own = Object.values(times).filter((_, i) => parts.step[i]!.kernel.key === key);
    const runs = Array.from({ length: ROUNDS }, (_, round) => own.reduce((sum, runs) => sum + runs[round]!, 0));
    return rowOf(key, what, runs, { dispatches: own.length });
  });
  return { cases: rows.sort((a, b) => b.msPerStep - a.msPerStep), ratios: {} };
}
