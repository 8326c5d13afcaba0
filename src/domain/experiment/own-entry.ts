/** Entries of a person's own: a σ and what backpropagation sees of it, under a name. */
import type { ActivationSpec, DerivativeSpec } from './experiment.ts';
import { parseActivation, parseDerivative } from './parse-sigma.ts';
import { isObject, toPlain } from './plain.ts';
import { Warnings } from './reader.ts';
import { DEFAULT_ACTIVATION } from './defaults.ts';

export interface OwnEntry {
  readonly id: string;
  readonly name: string;
  readonly activation: ActivationSpec;
  readonly derivative: DerivativeSpec;
}

/** Characters that a name may have. */
export const MAX_OWN_NAME = 40;

const VERSION = 1;

/** The name as it is kept: without blanks at its ends or runs of them inside, or null where nothing or too much is left. */
export function ownName(text: string): string | null {
  // eslint-disable-next-line no-control-regex -- names are shown: nothing invisible may be in them
  const name = text.replaceAll(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  return name === '' || name.length > MAX_OWN_NAME ? null : name;
}

/** What is stored of an entry; its id is the key. */
export function ownRecord({ name, activation, derivative }: OwnEntry): object {
  return { version: VERSION, name, activation, derivative };
}

/** The entry that a stored record holds, or null where anything in it cannot be read. */
export function parseOwnEntry(id: string, record: unknown): OwnEntry | null {
  const plain = toPlain(record);
  if (!isObject(plain) || plain.get('version') !== VERSION) return null;
  const given = plain.get('name');
  const name = typeof given === 'string' ? ownName(given) : null;
  if (name === null || !isObject(plain.get('activation')) || !isObject(plain.get('derivative'))) return null;
  const warnings = new Warnings();
  const activation = parseActivation(plain.get('activation'), 'activation', warnings, DEFAULT_ACTIVATION);
  const derivative = parseDerivative(plain.get('derivative'), 'derivative', warnings);
  return warnings.all().length > 0 ? null : { id, name, activation, derivative };
}
