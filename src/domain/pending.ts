/**
 * Promises that have to be given up together: the calls to a worker that may die, the waiting for a device that may be lost. `Promise.race` with one
 * never-ending promise would do the same and keep every call's closure for ever.
 */
export class Pending {
  private readonly rejects = new Set<(error: Error) => void>();
  private failed: Error | null = null;

  /** Why all was given up; null while nothing was. */
  get failure(): Error | null {
    return this.failed;
  }

  /** Settles as `promise` does, or rejects as soon as all is given up. */
  guard<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.failed) reject(this.failed);
      else this.rejects.add(reject);
      promise.then(resolve, reject).finally(() => this.rejects.delete(reject));
    });
  }

  /** Gives up everything, what is pending and what is still to come. Only the first reason counts. */
  fail(error: Error): void {
    this.failed ??= error;
    for (const reject of this.rejects) reject(this.failed);
    this.rejects.clear();
  }
}
