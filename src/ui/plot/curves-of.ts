/** From an experiment's σ and rule to functions that can be plotted. */
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { sigmaProgram, sigmaValues } from '../../domain/derivatives/index.ts';
import { compile, type Expr } from '../../domain/formula/index.ts';
import type { Curves } from './curves.ts';

/** The curves, or null where σ or the rule has a mistake in it. Annealing is left out: this is where it starts. */
export function curvesOf(activation: ActivationSpec, derivative: DerivativeSpec): Curves | null {
  try {
    const { sigma, pair } = sigmaProgram(activation, derivative);
    const { uniforms } = sigmaValues(activation, derivative);
    const along = (expr: Expr): ((x: number) => number) => {
      const value = compile(expr);
      return (x) => value(x, { uniforms });
    };
    return { sigma: along(sigma), left: along(pair.left), right: along(pair.right), combine: pair.combine };
  } catch {
    return null;
  }
}
