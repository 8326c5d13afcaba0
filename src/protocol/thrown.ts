/** Errors on their way between the threads: as plain data, with the name and the fields that Comlink alone would lose. */

export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Fields of its own that are plain values, such as where in a formula the mistake is. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

/** What is used of Comlink's table of transfer handlers. */
interface Handlers {
  get(name: 'throw'): { canHandle(value: unknown): boolean } | undefined;
  set(name: 'throw', handler: ThrowHandler): unknown;
}

interface ThrowHandler {
  canHandle(value: unknown): value is { value: unknown };
  serialize(value: { value: unknown }): [Thrown, Transferable[]];
  deserialize(thrown: Thrown): never;
}

/** Whatever was thrown, as data. */
export function packThrown(thrown: unknown): Thrown {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), stack: '', fields: {} };
  const { name, message, stack = '' } = thrown;
  const fields = Object.entries(thrown).filter(([key, value]) => key !== 'name' && isPlain(value));
  return { name, message, stack, fields: Object.fromEntries(fields) };
}

/** An Error of the same name, message, stack and fields. */
export function unpackThrown({ name, message, stack, fields }: Thrown): Error {
  return Object.assign(new Error(message), fields, { name }, stack && { stack });
}

/** Has Comlink carry errors whole. To be called once in each thread, with Comlink's `transferHandlers`. */
export function carryErrors(handlers: Handlers): void {
  const original = handlers.get('throw');
  handlers.set('throw', {
    canHandle: (value): value is { value: unknown } => original?.canHandle(value) === true,
    serialize: ({ value }) => [packThrown(value), []],
    deserialize: (thrown) => {
      throw unpackThrown(thrown);
    },
  });
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
