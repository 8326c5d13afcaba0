/** What the panel of σ shows for an activation and a derivative that somebody may still be typing. Pure. */
import {
  parameterValues,
  resolveActivation,
  type Parameter,
  type ResolvedActivation,
} from '../../domain/activations/index.ts';
import { explainer, type Explanation } from '../../domain/derivatives/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { toTex } from '../../domain/formula/index.ts';
import { curvesOf } from '../plot/curves-of.ts';
import type { Curves } from '../plot/curves.ts';

export interface Sketch {
  readonly curves: Curves | null;
  readonly parameters: readonly Parameter[];
  /** σ in TeX, or '' where it has a mistake. */
  readonly tex: string;
  readonly explain: (x: number) => Explanation | null;
}

/** Everything that is to be seen of σ and of what backpropagation sees. What has a mistake in it is seen as nothing. */
export function sketchOf(activation: ActivationSpec, derivative: DerivativeSpec): Sketch {
  const resolved = resolvedOr(activation);
  return {
    curves: curvesOf(activation, derivative),
    parameters: resolved?.parameters ?? [],
    tex: resolved === null ? '' : toTex(resolved.sigma),
    explain: explainerOr(activation, derivative),
  };
}

function resolvedOr(activation: ActivationSpec): ResolvedActivation | null {
  try {
    return resolveActivation(activation);
  } catch {
    return null;
  }
}

function explainerOr(activation: ActivationSpec, derivative: DerivativeSpec): Sketch['explain'] {
  try {
    return explainer(activation, derivative);
  } catch {
    return () => null;
  }
}

/** σ by a formula that was typed in place of another: parameters keep the values that they have. */
export function retyped(before: ActivationSpec, formula: string): ActivationSpec {
  const values = resolvedOr(before)?.parameters ?? [];
  const used = resolvedOr({ formula })?.parameters ?? [];
  const kept = parameterValues(before, values);
  const had = used.filter(({ uniform }) => values.some((parameter) => parameter.uniform === uniform));
  return { formula, ...Object.fromEntries(had.map(({ uniform }) => [uniform, kept[uniform]])) };
}
