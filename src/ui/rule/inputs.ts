/** Which inputs of a rule matter. Pure. */
import { activationById } from '../../domain/activations/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';

/** Whether any slope in force is a difference quotient, so that its width matters. */
export function quotientsNeeded(activation: ActivationSpec, { rule, left, right }: DerivativeSpec): boolean {
  if (rule === 'blurred') return true;
  const declares = activation.name !== undefined && activationById(activation.name)?.pair !== undefined;
  return !declares && (left === undefined || right === undefined);
}

/** The same with formulas that were emptied left out, as an experiment wants it. */
export function withoutEmpty(derivative: DerivativeSpec): DerivativeSpec {
  return Object.fromEntries(
    Object.entries(derivative).filter(([, value]) => value !== '' && value !== undefined),
  ) as unknown as DerivativeSpec;
}
