/**
 * Reads fields out of plain data one by one, dropping what is wrong with a warning that names the field by its path and says
 * what was expected and what came. Owns no knowledge of experiments: those are tables of `Kind`s in the files beside this one.
 */
import * as v from 'valibot';

import { describe, isObject, quote, type Plain, type PlainObject } from './plain.ts';
import { closest } from '../formula/index.ts';

/** A value that a field may hold: words for it, completing "expected …", and the schema that decides. */
export interface Kind<T> {
  readonly expected: string;
  readonly schema: v.GenericSchema<unknown, T>;
}

const MAX_WARNINGS = 40;

/** Collects sentences; after forty of them it only counts. */
export class Warnings {
  private readonly sentences: string[] = [];
  private unsaid = 0;

  /** Notes one sentence about the field at `path`; the empty path is the whole experiment. */
  add(path: string, sentence: string): void {
    if (this.sentences.length < MAX_WARNINGS) this.sentences.push(`${path || 'experiment'}: ${sentence}`);
    else this.unsaid++;
  }

  /** All sentences, and one more for those that were only counted. */
  all(): string[] {
    return this.unsaid === 0 ? [...this.sentences] : [...this.sentences, `and ${this.unsaid} more like these`];
  }
}

/** One object's fields. Every field that is asked for is known; `finish` names the others. */
export class FieldReader {
  readonly path: string;
  readonly warnings: Warnings;
  private readonly fields: PlainObject;
  private readonly known = new Set<string>();

  private constructor(fields: PlainObject, path: string, warnings: Warnings) {
    this.fields = fields;
    this.path = path;
    this.warnings = warnings;
  }

  /** The reader of an object; of nothing at all where `value` is missing, with a warning where it is something else. */
  static of(value: Plain, path: string, warnings: Warnings): FieldReader {
    if (!isObject(value) && value !== undefined)
      warnings.add(path, `expected an object, got ${describe(value)}; dropped`);
    return new FieldReader(isObject(value) ? value : new Map<string, Plain>(), path, warnings);
  }

  /** Where a field of this object is, in words: "optimizer.learningRate". */
  pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** Whether the object says anything under this name. */
  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  /** The field as it came, to be read by something else. */
  raw(name: string): Plain {
    this.known.add(name);
    return this.fields.get(name);
  }

  /** The names in the object, in its order. */
  names(): string[] {
    return [...this.fields.keys()];
  }

  /** The reader of the object under this name. */
  inner(name: string): FieldReader {
    return FieldReader.of(this.raw(name), this.pathOf(name), this.warnings);
  }

  /** The field, or `fallback` where it is missing or, with a warning, wrong. */
  read<T>(name: string, kind: Kind<T>, fallback: T): T {
    return this.optional(name, kind, `using ${describeFallback(fallback)}`) ?? fallback;
  }

  /** The field, or undefined where it is missing or, with a warning, wrong. `otherwise` says what happens then. */
  optional<T>(name: string, kind: Kind<T>, otherwise = 'dropped'): T | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const result = v.safeParse(kind.schema, value);
    if (result.success) return result.output;
    this.warn(name, `expected ${kind.expected}, got ${describe(value)}; ${otherwise}`);
    return undefined;
  }

  /** A field that may also be null; null where it is missing or, with a warning, wrong. */
  nullable<T>(name: string, kind: Kind<T>, nullMeans: string): T | null {
    if (this.raw(name) === null) return null;
    return this.optional(name, { ...kind, expected: `${kind.expected}, or null` }, `using null, ${nullMeans}`) ?? null;
  }

  /** Notes a sentence about the field of this name. */
  warn(name: string, sentence: string): void {
    this.warnings.add(this.pathOf(name), sentence);
  }

  /** Warns of every field that nobody asked for. */
  finish(): void {
    for (const name of this.fields.keys()) {
      if (this.known.has(name)) continue;
      const path = this.pathOf(name.length > 60 ? `${name.slice(0, 59)}…` : name);
      this.warnings.add(path, `unknown field, dropped${didYouMean(name, this.known)}`);
    }
  }
}

/** `; did you mean "relu"?`, or nothing where no name is near. */
export function didYouMean(written: string, names: Iterable<string>): string {
  const name = closest(written, [...names]);
  return name === null ? '' : `; did you mean ${quote(name)}?`;
}

function describeFallback(value: unknown): string {
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

/** A finite number from `min` to `max`; with `above`, greater than that. */
export function number(limits: { min?: number; above?: number; max?: number }): Kind<number> {
  const { min, above, max } = limits;
  const from = above !== undefined ? ` > ${above}` : min !== undefined ? ` ≥ ${min}` : '';
  const to = max === undefined ? '' : from === '' ? ` ≤ ${max}` : ` and ≤ ${max}`;
  const within = (x: number): boolean => x >= (min ?? -Infinity) && x > (above ?? -Infinity) && x <= (max ?? Infinity);
  return { expected: `a number${from}${to}`, schema: v.pipe(v.number(), v.finite(), v.check(within)) };
}

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number): Kind<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    schema: v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max)),
  };
}

/** True or false. */
export const flag: Kind<boolean> = { expected: 'true or false', schema: v.boolean() };

/** One of a few names. */
export function oneOf<const T extends string>(names: readonly T[]): Kind<T> {
  return { expected: `one of ${names.map((name) => JSON.stringify(name)).join(', ')}`, schema: v.picklist(names) };
}

/** A list of exactly `length` finite numbers. */
export function numbers(length: number): Kind<number[]> {
  const schema = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(length));
  return { expected: `a list of ${length} numbers`, schema };
}

/** A list of at most `most` values of one kind. */
export function numberList(most: number, kind: Kind<number>): Kind<number[]> {
  return {
    expected: `a list of at most ${most}, each ${kind.expected}`,
    schema: v.pipe(v.array(kind.schema), v.maxLength(most)),
  };
}

/** A matrix of finite numbers, row by row. */
export function matrix(rows: number, columns: number): Kind<number[][]> {
  const schema = v.pipe(v.array(numbers(columns).schema), v.length(rows));
  return { expected: `${rows} rows of ${columns} numbers`, schema };
}
