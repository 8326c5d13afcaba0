/** All functions that shading text may call, and how to get just those that some text needs. */
import { BACKWARD } from './backward.ts';
import { BASIC } from './basic.ts';
import { CIRCULAR } from './circular.ts';
import { EXPONENTIAL } from './exponential.ts';
import { LATTICE } from './lattice.ts';
import { POWER } from './power.ts';
import { RANDOM } from './random.ts';

const LIBRARY: Readonly<Record<string, string>> = {
  ...BASIC,
  ...EXPONENTIAL,
  ...POWER,
  ...CIRCULAR,
  ...LATTICE,
  ...RANDOM,
  ...BACKWARD,
};

/** Names of library functions called in a text, as often as they are, itself excluded. */
function callsIn(text: string, self?: string): string[] {
  const words = text.match(/\b[a-zA-Z]\w*(?=\()/g) ?? [];
  return words.filter((word) => word !== self && Object.hasOwn(LIBRARY, word));
}

const WEIGHTS = new Map<string, number>();

function weightOfFunction(name: string): number {
  const weight = WEIGHTS.get(name) ?? weightOf(LIBRARY[name]!, name);
  WEIGHTS.set(name, weight);
  return weight;
}

/** Characters of a text with all that it calls written in place: what a compiler has to do, within a factor of two. */
export function weightOf(text: string, self?: string): number {
  return callsIn(text, self).reduce((sum, name) => sum + weightOfFunction(name), text.length);
}

/** Definitions of the library functions that `text` calls, directly or not, each after those it calls itself. */
export function libraryFor(text: string): string {
  const definitions = new Map<string, string>();
  function visit(name: string): void {
    if (definitions.has(name)) return;
    const definition = LIBRARY[name]!;
    callsIn(definition, name).forEach(visit);
    definitions.set(name, definition);
  }
  callsIn(text).forEach(visit);
  return [...definitions.values()].join('\n\n');
}
