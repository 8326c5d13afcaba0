/** What the gallery shows: the person's own entries and the catalogue, by family, as far as a search leaves them. Pure. */
import { ACTIVATIONS, FAMILIES, formulaOf, type Activation } from '../../domain/activations/index.ts';
import { ruleByName } from '../../domain/derivatives/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import type { OwnEntry } from '../../domain/experiment/own-entry.ts';

/** A card of the gallery. */
export interface Entry {
  readonly key: string;
  readonly label: string;
  readonly formula: string;
  /** Where it comes from, in a few words; the description has the rest. */
  readonly origin: string;
  readonly description: string;
  readonly activation: ActivationSpec;
  /** What comes with it; null where the present rule stays. */
  readonly derivative: DerivativeSpec | null;
  readonly own: OwnEntry | null;
}

export interface Group {
  readonly label: string;
  readonly entries: readonly Entry[];
}

function catalogueEntry({ id, label, formula, description, source }: Activation): Entry {
  const year = /^.*?\(\d{4}\)/.exec(source.text);
  return {
    key: id,
    label,
    formula,
    origin: year?.[0] ?? source.text,
    description: `${description}\n${source.text}`,
    activation: { name: id },
    derivative: null,
    own: null,
  };
}

function ownEntry(own: OwnEntry): Entry {
  const { id, name, activation, derivative } = own;
  const rule = ruleByName(derivative.rule).label;
  return {
    key: `own:${id}`,
    label: name,
    formula: formulaOf(activation),
    origin: rule,
    description: `Your own, with what backpropagation sees of it: ${rule.toLowerCase()}.`,
    activation,
    derivative,
    own,
  };
}

const CATALOGUE: readonly Group[] = FAMILIES.map(({ id, label }) => ({
  label,
  entries: ACTIVATIONS.filter(({ family }) => family === id).map(catalogueEntry),
}));

/** Groups that hold anything whose name, family, formula, description or source has every word of `search`. */
export function groupsFor(own: readonly OwnEntry[], search: string): readonly Group[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return [{ label: 'Yours', entries: own.map(ownEntry) }, ...CATALOGUE]
    .map(({ label, entries }) => ({ label, entries: entries.filter((entry) => has(entry, label, words)) }))
    .filter(({ entries }) => entries.length > 0);
}

function has({ key, label, formula, description }: Entry, group: string, words: readonly string[]): boolean {
  const text = [label, key, group, formula, description].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}
