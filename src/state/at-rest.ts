/** Passes on what a hand changes once it rests: a slider that is dragged through fifty numbers changes a run, and is marked in its chart, once. */
const REST_MS = 150;

export class AtRest<T extends object> {
  private readonly apply: (gathered: T) => Promise<void>;
  private readonly join: (earlier: T, later: T) => T;
  private gathered: T | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private passing = 0;
  private told: Promise<void> | null = null;
  private tell: () => void = () => undefined;

  /** `apply` must not reject. `join` makes one change of two; by default fields of the later take the place of the earlier's. */
  constructor(apply: (gathered: T) => Promise<void>, join = (earlier: T, later: T): T => ({ ...earlier, ...later })) {
    this.apply = apply;
    this.join = join;
  }

  /** Whether something is gathered that was not passed on yet. */
  get moving(): boolean {
    return this.gathered !== null || this.passing > 0;
  }

  /** Gathers a change. Resolves when it was passed on. */
  add(change: T): Promise<void> {
    this.gathered = this.gathered === null ? change : this.join(this.gathered, change);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), REST_MS);
    this.told ??= new Promise((resolve) => (this.tell = resolve));
    return this.told;
  }

  /** Passes on what was gathered, now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const { gathered, tell } = this;
    this.gathered = null;
    this.told = null;
    if (gathered === null) return;
    this.passing++;
    await this.apply(gathered);
    this.passing--;
    tell();
  }
}
