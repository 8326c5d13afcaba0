/** How a run is called where there is room for a few words: its σ and its rule. */
import { activationById } from '../../domain/activations/index.ts';
import { ruleByName } from '../../domain/derivatives/index.ts';
import type { ActivationSpec, Experiment } from '../../domain/experiment/experiment.ts';

const LONGEST_FORMULA = 24;

/** "ReLU, best": what distinguishes runs first. */
export function runName({ activation, derivative }: Pick<Experiment, 'activation' | 'derivative'>): string {
  return `${activationName(activation)}, ${ruleByName(derivative.rule).label.toLowerCase()}`;
}

/** The catalogue's label, or the formula, shortened. */
export function activationName(activation: ActivationSpec): string {
  if (activation.name !== undefined) return activationById(activation.name)?.label ?? activation.name;
  const { formula } = activation;
  return formula.length > LONGEST_FORMULA ? `${formula.slice(0, LONGEST_FORMULA - 1)}…` : formula;
}
