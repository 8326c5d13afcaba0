/** How a run is called where there is room for a few words: its σ and its rule. */
import { activationById } from '../../domain/activations/index.ts';
import { ruleByName } from '../../domain/derivatives/index.ts';
import type { ActivationSpec, DerivativeSpec, Experiment } from '../../domain/experiment/experiment.ts';

const LONGEST_FORMULA = 24;

/** "ReLU, best", "ReLU, best → exact": what distinguishes runs first. */
export function runName({
  activation,
  derivative,
  network,
}: Pick<Experiment, 'activation' | 'derivative'> & Partial<Pick<Experiment, 'network'>>): string {
  const own = network?.kind === 'autoencoder' ? Object.keys(network.layers ?? {}).length : 0;
  const layers = own === 0 ? '' : `, ${own} ${own === 1 ? 'layer' : 'layers'} of ${own === 1 ? 'its' : 'their'} own`;
  return `${activationName(activation)}, ${derivativeName(derivative)}${layers}`;
}

/** "best", or "best → exact" where it anneals. */
export function derivativeName({ rule, anneal }: DerivativeSpec): string {
  return [rule, ...(anneal ? [anneal.to.rule] : [])].map((name) => ruleByName(name).label.toLowerCase()).join(' → ');
}

/** The catalogue's label, or the formula, shortened. */
export function activationName(activation: ActivationSpec): string {
  if (activation.name !== undefined) return activationById(activation.name)?.label ?? activation.name;
  const { formula } = activation;
  return formula.length > LONGEST_FORMULA ? `${formula.slice(0, LONGEST_FORMULA - 1)}…` : formula;
}
