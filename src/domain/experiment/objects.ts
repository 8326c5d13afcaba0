/** Small helpers for plain objects. */

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without the fields that are undefined. */
export function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

/** `after`, in which whatever says the same as in `before` is that very object: then `===` tells what changed, however deep. */
export function withKept<T>(before: unknown, after: T): T {
  if (Object.is(before, after) || !isContainer(before) || !isContainer(after)) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const keys = Object.keys(after);
  const kept = keys.map((key) => withKept(before[key], after[key]));
  if (
    keys.length === Object.keys(before).length &&
    keys.every((key, i) => Object.hasOwn(before, key) && Object.is(kept[i], before[key]))
  )
    return before as T;
  return (Array.isArray(after) ? kept : Object.fromEntries(keys.map((key, i) => [key, kept[i]]))) as T;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether two pieces of JSON-like data say the same, whatever the order of their fields. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [first, second] = [Object.entries(a), b as Record<string, unknown>];
  return (
    first.length === Object.keys(b).length &&
    first.every(([key, value]) => Object.hasOwn(second, key) && sameData(value, second[key]))
  );
}
