/** Makes of an activation and a derivative what kernels need: expressions, and the numbers that go with them. */
import { parameterValues, resolveActivation, type ResolvedActivation } from '../activations/index.ts';
import { ExperimentError } from '../errors.ts';
import type { ActivationSpec, RuleSpec, DerivativeSpec } from '../experiment/experiment.ts';
import { structuralKey, variablesOf } from '../formula/index.ts';
import type { SigmaProgram, SigmaValues, SlopePair } from './program.ts';
import { ruleByName } from './rules.ts';
import type { WidthName } from './rule.ts';

/** A derivative whose noise may be missing: what people write. */
export type DerivativeInput = Omit<DerivativeSpec, 'noise'> & { readonly noise?: number };

/** w where nobody set it (SPEC §3). */
export const DEFAULT_WIDTH = 1;

function slopePair(activation: ResolvedActivation, spec: RuleSpec, width: WidthName): SlopePair {
  return ruleByName(spec.rule).pair(activation, spec, width);
}

/** Equal exactly for programs that make the same kernels: the same expressions, combined in the same way. */
function keyOf(sigma: SigmaProgram['sigma'], pair: SlopePair, then: SlopePair | null): string {
  const slopes = then ? [pair.left, pair.right, then.left, then.right] : [pair.left, pair.right];
  return `${pair.combine}${then ? `>${then.combine}` : ''} ${structuralKey([sigma, ...slopes])}`;
}

/**
 * The program of an activation and a derivative. Throws ExperimentError for names that don't exist, FormulaError for formulas that
 * the grammar refuses.
 */
export function sigmaProgram(activation: ActivationSpec, derivative: DerivativeInput): SigmaProgram {
  const resolved = resolveActivation(activation);
  const { sigma } = resolved;
  const pair = slopePair(resolved, derivative, 'width');
  const then = derivative.anneal ? slopePair(resolved, derivative.anneal.to, 'thenWidth') : null;
  const exprs = [sigma, pair.left, pair.right, ...(then ? [then.left, then.right] : [])];
  return { key: keyOf(sigma, pair, then), sigma, pair, then, random: variablesOf(...exprs).has('u') };
}

function widthOf(spec: RuleSpec | undefined): number {
  const width = spec?.width ?? DEFAULT_WIDTH;
  if (!(width > 0 && Number.isFinite(width))) throw new ExperimentError(`expected a width above 0, got ${width}`);
  return width;
}

/** The numbers that go with the program of an activation and a derivative: what was given, defaults for the rest. */
export function sigmaValues(activation: ActivationSpec, derivative: DerivativeInput): SigmaValues {
  const { parameters } = resolveActivation(activation);
  return {
    uniforms: {
      ...parameterValues(activation, parameters),
      width: widthOf(derivative),
      thenWidth: widthOf(derivative.anneal?.to),
    },
    noise: derivative.noise ?? 0,
  };
}
