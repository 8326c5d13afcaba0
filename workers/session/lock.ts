/** Lets one user at a time have the device. */
export class Lock {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` once all that came before it has settled. */
  hold<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
