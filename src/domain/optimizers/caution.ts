/** Where a rule that looks at the sign of g meets an optimizer that doesn't follow it, so that `cautious` is worth having. */
import type { DerivativeSpec, OptimizerSpec, RuleName } from '../experiment/experiment.ts';
import { OPTIMIZERS } from './registry.ts';

/** Rules that claim one side's slope, which holds only for a step to that side. */
const ONE_SIDED: readonly RuleName[] = ['best', 'left', 'right'];

/** Moments that carry the direction of earlier steps into the next. */
const DIRECTIONS: readonly string[] = ['exp_avg', 'momentum_buffer'];

/** Whether a step may go against the present gradient that the rule has chosen a side for. */
export function cautionMatters({ rule, anneal }: DerivativeSpec, optimizer: OptimizerSpec): boolean {
  const oneSided = ONE_SIDED.includes(rule) || (anneal !== undefined && ONE_SIDED.includes(anneal.to.rule));
  const moments = OPTIMIZERS[optimizer.name].moments(optimizer);
  return oneSided && moments.some((name) => DIRECTIONS.includes(name));
}
