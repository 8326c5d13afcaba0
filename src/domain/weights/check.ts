/** Whether a set of arrays is that of a network. */
import type { NamedArrays, ParameterInfo } from '../networks/description.ts';
import { WeightsError } from '../errors.ts';

const NAMES_SHOWN = 5;

/**
 * Throws WeightsError unless `arrays` holds exactly these parameters in these shapes; the message names what is
 * missing, extra or mis-shaped.
 */
export function checkWeights(arrays: NamedArrays, parameters: readonly ParameterInfo[]): void {
  const complaints = [missing(arrays, parameters), extra(arrays, parameters), misshaped(arrays, parameters)].filter(
    (text) => text !== '',
  );
  if (complaints.length > 0)
    throw new WeightsError(
      `expected the ${String(parameters.length)} arrays of this network: ${complaints.join('; ')}`,
    );
}

function missing(arrays: NamedArrays, parameters: readonly ParameterInfo[]): string {
  const names = parameters.filter(({ name }) => !arrays.has(name)).map(({ name }) => name);
  return list('missing', names);
}

function extra(arrays: NamedArrays, parameters: readonly ParameterInfo[]): string {
  const known = new Set(parameters.map(({ name }) => name));
  return list(
    'not part of it',
    [...arrays.keys()].filter((name) => !known.has(name)),
  );
}

function misshaped(arrays: NamedArrays, parameters: readonly ParameterInfo[]): string {
  const wrong = parameters.flatMap(({ name, shape }) => {
    const got = arrays.get(name)?.shape;
    return got === undefined || sameShape(got, shape)
      ? []
      : [`${name} (expected [${shape.join(', ')}], got [${got.join(', ')}])`];
  });
  return list('of another shape', wrong);
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, i) => side === b[i]);
}

function list(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length - NAMES_SHOWN;
  return `${what}: ${names.slice(0, NAMES_SHOWN).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
