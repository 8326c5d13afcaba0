/** Times that devices were measured at, kept for the next visit: under what was measured, by which page, on how many threads of a processor. */
import type { Timing } from './timing.ts';

/** Where times are kept; tests put another in its place. */
export interface TimeStore {
  read(key: string): Promise<Timing | null>;
  write(key: string, timing: Timing): Promise<void>;
}

const CACHE = 'sigma-playground-devices';

/** Cache storage knows things by address, and nobody fetches this one. The name of the worker's file changes with its code. */
function addressOf(key: string): string {
  const { pathname } = new URL(import.meta.url);
  const parts = [pathname, `${String(navigator.hardwareConcurrency)} threads`, key];
  return `https://devices.invalid/${parts.map(encodeURIComponent).join('/')}`;
}

/** The browser's cache storage, which workers have, too; where there is none, as on a page without TLS, nothing is kept. */
export const keptTimes: TimeStore = {
  async read(key) {
    try {
      const answer = await (await caches.open(CACHE)).match(addressOf(key));
      return answer ? parseTiming(await answer.json()) : null;
    } catch {
      return null;
    }
  },
  async write(key, timing) {
    try {
      await (await caches.open(CACHE)).put(addressOf(key), new Response(JSON.stringify(timing)));
    } catch {
      // The next visit measures again.
    }
  },
};

/** JSON writes infinity, the time of what failed, as null. */
function parseTiming(kept: unknown): Timing | null {
  const { ms = 0, spread = 0, visits = 0 } = (kept ?? {}) as Record<string, unknown>;
  const numbers = [ms, spread, visits].map((value) => (value === null ? Infinity : Number(value)));
  return numbers.every((value) => value > 0) ? { ms: numbers[0]!, spread: numbers[1]!, visits: numbers[2]! } : null;
}
