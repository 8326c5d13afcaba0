/**
 * How fast the run is, and so how many steps may be under way before someone waits for them. On a GPU steps are enqueued much faster than computed; what
 * is enqueued delays every pause, readback and picture.
 */

const MOST_AHEAD = 128;
/** Share of the newest measurement in the mean. */
const NEWEST = 0.3;

export class Pace {
  private measured = 0;
  private mean = 0;
  private most = 1;

  /** Notes that `steps` steps took so long, from enqueuing the first until the last was computed. */
  took(steps: number, milliseconds: number): void {
    const each = milliseconds / steps;
    // The first measurement has the kernels' compilation in it.
    this.mean = this.measured < 2 ? each : this.mean + NEWEST * (each - this.mean);
    this.measured++;
    this.most = Math.min(2 * this.most, MOST_AHEAD);
  }

  /** Steps to enqueue before waiting for them, where so many milliseconds of work may be under way. */
  stepsAhead(aheadMs: number): number {
    const wanted = this.mean > 0 ? Math.floor(aheadMs / this.mean) : MOST_AHEAD;
    this.most = Math.max(1, Math.min(wanted, this.most));
    return this.most;
  }

  /** 0 where nothing is known yet. */
  get secondsPerStep(): number {
    return this.mean / 1000;
  }
}

/** Time that passes while it runs. */
export class Stopwatch {
  private total: number;
  private since: number | null = null;

  constructor(seconds = 0) {
    this.total = 1000 * seconds;
  }

  start(): void {
    this.since ??= performance.now();
  }

  stop(): void {
    this.total = 1000 * this.seconds;
    this.since = null;
  }

  reset(): void {
    this.total = 0;
    if (this.since !== null) this.since = performance.now();
  }

  get seconds(): number {
    return (this.total + (this.since === null ? 0 : performance.now() - this.since)) / 1000;
  }
}
