/**
 * Which runs belong to a living tab. A tab holds a Web Lock for the run it trains, and the browser lets go of it when the tab
 * dies; so a run that is stored as running but whose lock nobody holds was interrupted.
 */

const PREFIX = 'sigma-playground-run-';

/** Lets go of the lock. */
export type Release = () => void;

/** Takes the run's lock; null where another tab holds it. Where the browser has no locks, everyone gets it. */
export async function lockRun(id: string): Promise<Release | null> {
  const locks = lockManager();
  if (locks === null) return () => undefined;
  return new Promise((resolve, reject) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (lock === null) {
        resolve(null);
        return undefined;
      }
      return new Promise((release) => {
        resolve(release);
      });
    };
    locks.request(PREFIX + id, { ifAvailable: true }, held).catch(reject);
  });
}

/** Ids of the runs that some tab is training now. */
export async function lockedRuns(): Promise<Set<string>> {
  const { held = [] } = (await lockManager()?.query()) ?? {};
  const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
  return new Set(names);
}

/** Missing on pages that are not served securely, whatever the types say. */
function lockManager(): LockManager | null {
  return (navigator as Partial<Navigator>).locks ?? null;
}
