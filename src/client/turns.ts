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

/** Places at the counter for groups that come together: the first of a group waits for its turn, and all of them go; the next turn comes when all have settled. */
export class SharedTurns {
  private readonly turns: Turns;
  private readonly groups = new Map<string, { readonly turn: Promise<void>; left: number; leave: () => void }>();

  constructor(turns: Turns) {
    this.turns = turns;
  }

  /** Runs `work` in the turn of its group, of which there are `count`. */
  async take<T>(
    { group, count }: { readonly group: string; readonly count: number },
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const shared = this.groups.get(group) ?? this.open(group, count);
    try {
      await shared.turn;
      if (signal?.aborted) throw new AbortError();
      return await work();
    } finally {
      if (--shared.left === 0) {
        this.groups.delete(group);
        shared.leave();
      }
    }
  }

  private open(group: string, count: number) {
    let leave: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (leave = resolve));
    const turn = new Promise<void>((resolve) => {
      void this.turns.take(() => {
        resolve();
        return over;
      });
    });
    const shared = { turn, left: count, leave };
    this.groups.set(group, shared);
    return shared;
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
