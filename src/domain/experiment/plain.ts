/**
 * Turns anything at all into data that is safe to read. Own data properties only: getters never run, prototypes are never
 * looked at, and objects become Maps, so that a key such as "__proto__" is a key like any other. Depth, length and the total
 * count are capped, which also ends cycles. What cannot be taken becomes `Unreadable` with words for it. Never throws.
 */

/** Something that is no data, or too much of it, with a description that completes "got …". */
export class Unreadable {
  readonly description: string;
  constructor(description: string) {
    this.description = description;
  }
}

export type PlainObject = ReadonlyMap<string, Plain>;
export type Plain = undefined | null | boolean | number | string | Unreadable | readonly Plain[] | PlainObject;

const MAX_DEPTH = 12;
const MAX_TEXT = 65_536;
const MAX_LENGTH = 1_024;
const MAX_VALUES = 50_000;

interface Budget {
  left: number;
}

/** A safe copy of `input`, at most 12 deep and 50,000 values in all, texts up to 64 kB, lists and objects up to 1,024 entries. */
export function toPlain(input: unknown): Plain {
  return copy(input, 0, { left: MAX_VALUES });
}

function copy(input: unknown, depth: number, budget: Budget): Plain {
  if (budget.left-- <= 0) return new Unreadable('more than can be read');
  switch (typeof input) {
    case 'undefined':
    case 'boolean':
      return input;
    case 'number':
      return input + 0; // −0 would not survive a link
    case 'string':
      return input.length <= MAX_TEXT ? input : new Unreadable(`a text of ${input.length} characters`);
    case 'object':
      return input === null ? null : copyObject(input, depth, budget);
    default:
      return new Unreadable(`a ${typeof input}`);
  }
}

function copyObject(input: object, depth: number, budget: Budget): Plain {
  if (depth >= MAX_DEPTH) return new Unreadable('something nested too deep');
  try {
    return Array.isArray(input) ? copyList(input, depth, budget) : copyEntries(input, depth, budget);
  } catch {
    return new Unreadable('an object that cannot be read'); // a proxy, and it throws
  }
}

function copyList(input: readonly unknown[], depth: number, budget: Budget): Plain {
  const { length } = input;
  if (length > MAX_LENGTH) return new Unreadable(`a list of ${length}`);
  return Array.from({ length }, (_, i) => copyProperty(input, String(i), depth, budget));
}

function copyEntries(input: object, depth: number, budget: Budget): Plain {
  const keys = Object.keys(input);
  if (keys.length > MAX_LENGTH) return new Unreadable(`an object of ${keys.length} fields`);
  return new Map(keys.map((key) => [key, copyProperty(input, key, depth, budget)]));
}

function copyProperty(owner: object, key: string, depth: number, budget: Budget): Plain {
  const property = Object.getOwnPropertyDescriptor(owner, key);
  if (property === undefined) return undefined;
  if (!('value' in property)) return new Unreadable('a computed property');
  return copy(property.value, depth + 1, budget);
}

/** Words for a value, as they follow "got": short, whatever came. */
export function describe(value: Plain): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (value instanceof Unreadable) return value.description;
  if (isList(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isObject(value)) return 'an object';
  return String(value);
}

/** A text in quotation marks, cut off where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

/** Whether the value is an object, with fields to be read. */
export function isObject(value: Plain): value is PlainObject {
  return value instanceof Map;
}

/** Whether the value is a list. */
export function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
