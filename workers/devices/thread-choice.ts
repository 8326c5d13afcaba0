/**
 * Whether WebAssembly gets several threads or one: by the time of the convolutions by which devices are compared, on many threads first and
 * then on one, since threads that have begun are not given back. How many there are changes no bit; where it does, there is one.
 */
import { openConvolutions } from './convolve.ts';
import type { TimeStore } from './kept-times.ts';
import { FAILED, merged, settled, timeInTurns, type Timing } from './timing.ts';

/** Many threads are taken where they need at most this share of the time of one: they heat, and others want the cores. */
const WORTH = 0.9;

/** Threads as the chooser has them at hand; tests put others in their place. */
export interface Threads {
  /** Opens a backend that can have them, and makes it tfjs's current one. Rejects where they don't start. */
  start(): Promise<void>;
  /** Has it compute on so many, its own among them. */
  use(count: number): void;
}

/** What was measured of many threads, and of one. */
interface Measured {
  readonly many: Timing | null;
  readonly one: Timing | null;
}

const keyOf = (count: number): string => `wasm, ${count === 1 ? 'one thread' : `${count} threads`}`;

/** Resolves to `most` with those threads in use, or to 1, where they may have been started or not. */
export async function chooseThreads(most: number, threads: Threads, times: TimeStore): Promise<number> {
  const before: Measured = { many: await times.read(keyOf(most)), one: await times.read(keyOf(1)) };
  const known = decision(before);
  if (known === 'one') return 1;
  // Who starts threads waits for them, and can do nothing else: if that ends this worker, the next visit knows.
  await times.write(keyOf(most), merged(before.many, FAILED));
  if (!(await succeeds(threads.start()))) return 1;
  const now = known === 'many' ? before : added(before, await measure(most, threads));
  if (now.many) await times.write(keyOf(most), now.many);
  if (now.one) await times.write(keyOf(1), now.one);
  const count = isFaster(now) ? most : 1;
  threads.use(count);
  return count;
}

/** What is known from earlier visits; null where it is still to be measured. */
function decision(before: Measured): 'one' | 'many' | null {
  const { many, one } = before;
  if (many === null || !settled(one ? [many, one] : [many])) return null;
  return isFaster(before) ? 'many' : 'one';
}

const isFaster = ({ many, one }: Measured): boolean => many !== null && one !== null && many.ms <= WORTH * one.ms;

const succeeds = (promise: Promise<void>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );

async function measure(most: number, threads: Threads): Promise<{ many: Timing; one: Timing }> {
  const convolutions = await openConvolutions({ backend: 'wasm', software: false });
  const timed = async (count: number): Promise<{ timing: Timing; numbers: string }> => {
    threads.use(count);
    let numbers = '';
    const [timing] = await timeInTurns([{ run: async () => void (numbers = String(await convolutions.run())) }]);
    return { timing: timing instanceof Error ? FAILED : timing!, numbers };
  };
  try {
    const many = await timed(most);
    const one = await timed(1);
    return { many: many.numbers === one.numbers ? many.timing : FAILED, one: one.timing };
  } finally {
    convolutions.dispose();
  }
}

const added = (before: Measured, { many, one }: { many: Timing; one: Timing }): Measured => ({
  many: merged(before.many, many),
  one: merged(before.one, one),
});
