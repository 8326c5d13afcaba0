/** Experiments that differ in σ or rule alone: what twins are trained under. */
import { ExperimentError } from '../errors.ts';
import { DEFAULT_ACTIVATION } from './defaults.ts';
import type { ActivationSpec, DerivativeSpec, Experiment, PlaneSpec } from './experiment.ts';
import { parseActivation, parseDerivative } from './parse-sigma.ts';
import { isObject, toPlain, type Plain } from './plain.ts';
import { Warnings } from './reader.ts';

/** What one of several twins is trained under; what is missing is the experiment's. */
export interface TwinVariant {
  readonly activation?: ActivationSpec;
  readonly derivative?: DerivativeSpec;
}

/** A variant that leaves nothing to the experiment. */
export type WholeVariant = Required<TwinVariant>;

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

/** Variants that were kept as plain data, or null where anything in them cannot be read. */
export function parseVariants(kept: unknown): readonly WholeVariant[] | null {
  const plain = toPlain(kept);
  if (!Array.isArray(plain) || plain.length < TWINS.least || plain.length > TWINS.most) return null;
  const warnings = new Warnings();
  const variants = plain.map((one: Plain) => {
    const field = (name: string): Plain => (isObject(one) ? (one.get(name) ?? null) : null);
    return {
      activation: parseActivation(field('activation'), 'activation', warnings, DEFAULT_ACTIVATION),
      derivative: parseDerivative(field('derivative'), 'derivative', warnings),
    };
  });
  return warnings.all().length > 0 ? null : variants;
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
