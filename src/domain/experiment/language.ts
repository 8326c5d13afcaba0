/** What the schema asks of the formula language and of the catalogue. */
import { errorMessage } from '../errors.ts';
import { parseFormula, PLANE_VARIABLES, USER_VARIABLES } from '../formula/index.ts';

/** Why a formula is refused, in the grammar's own words, or null where it is fine. On the plane it may use `y` beside `x`. */
export function formulaMistake(text: string, place: 'line' | 'plane'): string | null {
  try {
    parseFormula(text, { variables: place === 'plane' ? PLANE_VARIABLES : USER_VARIABLES });
    return null;
  } catch (error) {
    return errorMessage(error);
  }
}

/** The names of all activations in the catalogue. */
export function activationNames(): ReadonlySet<string> {
  return new Set(['relu', 'identity', 'cantor', 'cantor2', 'gelu', 'sin', 'tanh', 'perlin']);
}
