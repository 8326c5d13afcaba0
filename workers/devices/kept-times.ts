/** Times that devices were measured at, kept for the next visit: under what was measured, by which page, on how many threads of a processor. */

/** Where times are kept; tests put another in its place. */
export interface TimeStore {
  read(key: string): Promise<number | null>;
  write(key: string, ms: number): Promise<void>;
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
      const ms: unknown = answer ? await answer.json() : null;
      return typeof ms === 'number' && ms > 0 ? ms : null;
    } catch {
      return null;
    }
  },
  async write(key, ms) {
    try {
      await (await caches.open(CACHE)).put(addressOf(key), new Response(JSON.stringify(ms)));
    } catch {
      // The next visit measures again.
    }
  },
};
