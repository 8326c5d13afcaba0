/** A queue with one place at the counter. */
import { AbortError } from '../domain/errors.ts';

export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Runs `work` once all that came before it has settled. Rejects with AbortError, and never begins, where `signal` fires first. */
  async take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.last;
    let leave: () => void = () => undefined;
    this.last = new Promise((resolve) => (leave = resolve));
    try {
      await before;
      if (signal?.aborted) throw new AbortError();
      return await work();
    } finally {
      leave();
    }
  }
}

/** Settles as `promise` does, or rejects with AbortError as soon as `signal` fires, having called `onAbort`. */
export function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  onAbort: () => void = () => undefined,
): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new AbortError());
      onAbort();
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
