/** Experiments that differ in σ or rule alone: what twins are trained under. */
import { ExperimentError } from '../errors.ts';
import type { ActivationSpec, DerivativeSpec, Experiment, PlaneSpec } from './experiment.ts';

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
  return variants.map((variant) => {
    const { network } = experiment;
    return {
      ...experiment,
      ...changeOf(variant),
      network: network.kind === 'plane' ? underVariant(network, variant) : network,
    };
  });
}

/** The 2D net with another σ or rule in every layer whose σ isn't the identity. */
export function underVariant(network: PlaneSpec, variant: TwinVariant): PlaneSpec {
  const layers = network.layers.map((layer) =>
    layer.activation.name === 'identity' ? layer : { ...layer, ...changeOf(variant) },
  );
  return { ...network, layers };
}

function changeOf({ activation, derivative }: TwinVariant): TwinVariant {
  return { ...(activation && { activation }), ...(derivative && { derivative }) };
}
