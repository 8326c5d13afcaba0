/** Every name that source text may contain, and what to suggest for one that it may not. */
import { UNIFORM_NAMES, type Operation, type VariableName } from './ast.ts';
import { isFunction, OPERATION_ENTRIES } from './operations.ts';
import { closest } from './suggest.ts';

/** Variables of an activation, as people type it. */
export const USER_VARIABLES: readonly VariableName[] = ['x', 'alpha', 'beta', 'gamma', 'delta'];

/** Variables of an activation of the catalogue, which may be random. */
export const CATALOGUE_VARIABLES: readonly VariableName[] = [...USER_VARIABLES, 'u'];

/** Variables of a formula on the plane. */
export const PLANE_VARIABLES: readonly VariableName[] = ['x', 'y'];

/** Every variable there is; for reading back what a printer wrote. */
export const ALL_VARIABLES: readonly VariableName[] = ['x', 'y', 'u', ...UNIFORM_NAMES];

/** Named numbers. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

/** Name under which the tree `perlin(z)` is written when z is not a multiple of the resolution; like `perlinSlope`, nothing that people type. */
export const RAW_PERLIN = 'perlinAt';

/** Functions that people may call. */
export const FUNCTIONS: ReadonlyMap<string, Operation> = new Map(
  OPERATION_ENTRIES.filter(([, entry]) => isFunction(entry) && !entry.internal).map(([operation]) => [
    operation,
    operation,
  ]),
);

/** Functions that only printers write. */
export const INTERNAL_FUNCTIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [RAW_PERLIN, 'perlin'],
  ['perlinSlope', 'perlinSlope'],
]);

/** What other languages call things. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ln: 'log',
    fract: 'frac',
    arctan: 'atan',
    arctg: 'atan',
    tg: 'tan',
    sgn: 'sign',
    signum: 'sign',
    logistic: 'sigmoid',
    expit: 'sigmoid',
    heaviside: 'step',
    maximum: 'max',
    minimum: 'min',
    fmax: 'max',
    fmin: 'min',
    clip: 'clamp',
    saturate: 'clamp',
    lerp: 'mix',
    fabs: 'abs',
    rint: 'round',
    noise: 'perlin',
    power: 'pow',
    lambda: 'alpha',
    a: 'alpha',
    b: 'beta',
    c: 'gamma',
    d: 'delta',
    t: 'x',
    z: 'x',
  }),
);

/** The name among `known` that the writer of `name` probably meant, or null. */
export function suggestName(name: string, known: readonly string[]): string | null {
  const synonym = SYNONYMS.get(name.toLowerCase());
  return synonym !== undefined && known.includes(synonym) ? synonym : closest(name, known);
}
