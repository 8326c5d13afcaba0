/**
 * What is compared by its time, and when such a comparison is to be believed. Contenders run in turns, so that a machine that is busy for a moment
 * hurts all alike, and each counts by its fastest round. What came out close, or from rounds that differed much, is measured again at
 * the next visits; since the fastest of all visits counts, a busy first visit is forgotten.
 */

/** How fast something ran, over all visits in which it was measured. */
export interface Timing {
  /** Of the fastest round, in milliseconds; infinite for what failed. */
  readonly ms: number;
  /** The median round as a multiple of the fastest, of the calmest visit: about 1 on a machine that does nothing else. */
  readonly spread: number;
  readonly visits: number;
}

/** Something that can be timed. */
export interface Contender {
  /** Makes it the one that `run` runs; not part of its time. */
  select?(): Promise<void>;
  run(): Promise<void>;
}

const MOST_ROUNDS = 5;
/** A contender needs no further round once it has had this long. */
const PATIENCE_MS = 250;
/** One whose first round took longer isn't asked again. */
const HOPELESS_MS = 2000;

/** Believed at once only where the slower takes this many times as long, in rounds that differ by no more than this. */
const CLEAR = 1.5;
const CALM = 1.5;
/** After so many visits everything is believed. */
const MOST_VISITS = 3;

export const FAILED: Timing = { ms: Infinity, spread: Infinity, visits: 1 };

/** Times the contenders in turns, after a round each that compiles and warms up; the error where one failed. */
export async function timeInTurns(contenders: readonly Contender[]): Promise<(Timing | Error)[]> {
  const states = contenders.map((contender) => new Rounds(contender));
  for (const state of states) await state.run();
  for (let round = 0; round < MOST_ROUNDS; round++) for (const state of states) if (state.wantsMore) await state.run();
  return states.map((state) => state.outcome());
}

class Rounds {
  private readonly contender: Contender;
  /** The first compiles. */
  private first: number | null = null;
  private readonly times: number[] = [];
  private error: Error | null = null;

  constructor(contender: Contender) {
    this.contender = contender;
  }

  get wantsMore(): boolean {
    const spent = this.times.reduce((sum, ms) => sum + ms, 0);
    return this.error === null && this.first! < HOPELESS_MS && spent < PATIENCE_MS;
  }

  async run(): Promise<void> {
    try {
      await this.contender.select?.();
      const start = performance.now();
      await this.contender.run();
      const ms = performance.now() - start;
      if (this.first === null) this.first = ms;
      else this.times.push(ms);
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
    }
  }

  outcome(): Timing | Error {
    if (this.error) return this.error;
    if (this.times.length === 0) return { ms: this.first!, spread: Infinity, visits: 1 };
    const sorted = this.times.toSorted((a, b) => a - b);
    return { ms: sorted[0]!, spread: sorted[sorted.length >> 1]! / sorted[0]!, visits: 1 };
  }
}

/** What earlier visits measured, and this one. */
export function merged(before: Timing | null, now: Timing): Timing {
  if (before === null) return now;
  return {
    ms: Math.min(before.ms, now.ms),
    spread: Math.min(before.spread, now.spread),
    visits: before.visits + now.visits,
  };
}

/** Whether it is known well enough which of these is the fastest. */
export function settled(timings: readonly Timing[]): boolean {
  if (timings.every(({ visits }) => visits >= MOST_VISITS)) return true;
  const [first, second] = timings.map(({ ms }) => ms).sort((a, b) => a - b);
  return timings.every(({ spread }) => spread <= CALM) && (second === undefined || second >= CLEAR * first!);
}
