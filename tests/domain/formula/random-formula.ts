/** Random formulas from a seed, for property tests: valid ones from the grammar, and broken ones by mutation. */
import { FUNCTIONS, OPERATION_TABLE } from '../../../src/domain/formula/index.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';

export interface Chance {
  /** In [0, 1). */
  readonly uniform: () => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

export function chance(seed: number): Chance {
  const generator = new Xoshiro128(seed);
  const uniform = (): number => generator.uniform();
  return { uniform, pick: (items) => items[Math.floor(uniform() * items.length)]! };
}

const LEAVES = ['x', 'x', 'x', 'x', 'alpha', 'beta', 'pi', 'e', '0', '1', '2', '0.5', '3', '10', '1e-3', '-1', '-2'];
const OPERATORS = ['+', '+', '-', '-', '*', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', '&&', '||'];
const ALL_FUNCTIONS = [...FUNCTIONS.keys()];

/** A valid formula of at most `depth` levels of parentheses. */
export function randomFormula(luck: Chance, depth: number, functions: readonly string[] = ALL_FUNCTIONS): string {
  const part = (): string => randomFormula(luck, depth - 1, functions);
  if (depth <= 0 || luck.uniform() < 0.1) return luck.pick(LEAVES);
  const kind = luck.uniform();
  if (kind < 0.4) return `(${part()}) ${luck.pick(OPERATORS)} (${part()})`;
  if (kind < 0.5) return `(${part()}) ? (${part()}) : (${part()})`;
  if (kind < 0.58) return `-(${part()})`;
  if (kind < 0.6) return `!(${part()})`;
  const name = luck.pick(functions);
  const { arity } = OPERATION_TABLE[FUNCTIONS.get(name)!];
  return `${name}(${Array.from({ length: arity }, part).join(', ')})`;
}

const SCRAPS = ['(', ')', ',', '?', ':', '-', '^', '.', 'e', '1e', 'sin(', 'x', '²', '×', ' ', '\n', '=', '&', '__proto__',
  'constructor', 'toString()', '0x10', '\u{1F600}', '\ud800', '\u0000', 'u', 'y', 'NaN', 'Infinity', 'max(x,', '1'.repeat(400)]; // prettier-ignore

/** A formula with something cut out, put in, doubled or swapped, a few times over. */
export function mutated(luck: Chance, formula: string): string {
  let text = formula;
  for (let edits = 1 + Math.floor(luck.uniform() * 4); edits > 0; edits--) {
    const from = Math.floor(luck.uniform() * (text.length + 1));
    const to = Math.min(text.length, from + Math.floor(luck.uniform() * 6));
    const inserted = luck.pick([luck.pick(SCRAPS), text.slice(from, to).repeat(2), '']);
    text = text.slice(0, from) + inserted + text.slice(to);
  }
  return text;
}

/** Points at which functions are awkward: zeros of both signs, kinks, ±large, what is not finite. */
export const AWKWARD = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1e-8, -1e-8, 40, -40, 100, -100, 1e4, -1e4, 1e20, -1e20, 1e308, -1e308,
  Infinity, -Infinity, NaN]; // prettier-ignore

/** The awkward points and `count` ordinary ones in [−6, 6). */
export function testPoints(luck: Chance, count: number): Float64Array {
  return Float64Array.from([...AWKWARD, ...Array.from({ length: count }, () => 12 * luck.uniform() - 6)]);
}
