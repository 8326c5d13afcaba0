/** Names of data that a person added: "local:NAME". */
import { LIMITS } from './defaults.ts';

const PREFIX = 'local:';
const NAME = new RegExp(`^(?!\\s)[^\\p{C}]{1,${LIMITS.localName}}(?<!\\s)$`, 'u');

/** Whether people may call their data this: 1 to 64 characters, none of them invisible, no space at either end. */
export function isLocalName(name: string): boolean {
  return NAME.test(name);
}

/** The source of the data called `name`. */
export function localSource(name: string): string {
  return PREFIX + name;
}

/** The name in a source "local:NAME", or null where the source is another. */
export function localName(source: string): string | null {
  if (!source.startsWith(PREFIX)) return null;
  const name = source.slice(PREFIX.length);
  return isLocalName(name) ? name : null;
}

/** A name for data that has none yet: "my images", or that with the first number that isn't taken. */
export function freeLocalName(taken: readonly string[]): string {
  let name = 'my images';
  for (let n = 2; taken.includes(name); n++) name = `my images ${n}`;
  return name;
}
