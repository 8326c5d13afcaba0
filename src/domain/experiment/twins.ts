/** Experiments that differ in σ or rule alone: what twins are trained under. */
import { ExperimentError } from '../errors.ts';
import type { ActivationSpec, DerivativeSpec, Experiment } from './experiment.ts';

/** What one of several twins is trained under; what is missing is the experiment's. */
export interface TwinVariant {
  readonly activation?: ActivationSpec;
  readonly derivative?: DerivativeSpec;
}

/** Twins in one set. */
export const TWINS = { least: 2, most: 4 } as const;

/**
 * The experiment under each variant. On the 2D net a variant holds for every layer but those whose σ is the identity, which only read out. Initial weights, data and the order
 * of batches come from what the experiments share. Throws ExperimentError where there are too few or too many.
 */
export function twinExperiments(experiment: Experiment, variants: readonly TwinVariant[]): Experiment[] {
  if (variants.length < TWINS.least || variants.length > TWINS.most)
    throw new ExperimentError(`expected ${TWINS.least} to ${TWINS.most} twins, got ${variants.length}`);
  return variants.map((variant) => underVariant(experiment, variant));
}

function underVariant(experiment: Experiment, { activation, derivative }: TwinVariant): Experiment {
  const change = { ...(activation && { activation }), ...(derivative && { derivative }) };
  const { network } = experiment;
  if (network.kind !== 'plane') return { ...experiment, ...change };
  const layers = network.layers.map((layer) =>
    layer.activation.name === 'identity' ? layer : { ...layer, ...change },
  );
  return { ...experiment, ...change, network: { ...network, layers } };
}
