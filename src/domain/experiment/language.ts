/** Why formulas are refused, in the grammar's own words; null where they are fine. */
import { formulaProblem } from '../activations/index.ts';
import { errorMessage } from '../errors.ts';
import { parseFormula, PLANE_VARIABLES, type ParseOptions } from '../formula/index.ts';

/** The mistake in a formula for σ, whose derivative has to be manageable too. */
export function mistakeInSigma(text: string): string | null {
  return formulaProblem(text)?.message ?? null;
}

/** The mistake in a formula for a slope. */
export function mistakeInSlope(text: string): string | null {
  return mistakeIn(text);
}

/** The mistake in a formula for a task on the plane, which may use `y` beside `x`. */
export function mistakeOnPlane(text: string): string | null {
  return mistakeIn(text, { variables: PLANE_VARIABLES });
}

function mistakeIn(text: string, options?: ParseOptions): string | null {
  try {
    parseFormula(text, options);
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}
