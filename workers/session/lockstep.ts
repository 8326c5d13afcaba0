/**
 * Keeps several runs in step: none takes a step before all have taken the one before. Compares what they report, and says when one parts from the first.
 * Knows their places and counts of steps, nothing else of them.
 */

interface Member {
  steps: number;
  /** What was reported and not yet compared: step, loss and gradient norm, side by side. */
  readonly told: number[];
  readonly onParted: (step: number) => void;
  parted: boolean;
  /** All that was edited by hand, in the order in which it was. */
  edits: string;
}

export class Lockstep {
  private readonly members = new Map<number, Member>();
  private missing: number;
  private waiting: (() => void)[] = [];
  /** How often those who wait were woken. */
  pokes = 0;
  /** Steps that not all runs take: those before the one that was furthest when they began. */
  private start = 0;
  /** Who has come to a meeting, each with what tells it that all have. */
  private readonly arrived = new Map<number, (furthest: number) => void>();

  /** Waits for `count` runs before the first of them may begin. */
  constructor(count: number) {
    this.missing = count;
  }

  /** A run is ready, with so many steps taken. */
  join(index: number, steps: number, onParted: (step: number) => void): void {
    this.members.set(index, { steps, told: [], onParted, parted: false, edits: '' });
    this.start = Math.max(this.start, steps);
    this.missing--;
    this.poke();
    this.meetIfAllCame();
  }

  /** A run has ended, or never begins: the others go on without it. */
  leave(index: number): void {
    if (!this.members.delete(index)) this.missing--;
    this.poke();
    this.meetIfAllCame();
  }

  /** Whether everybody has come. */
  get complete(): boolean {
    return this.missing <= 0;
  }

  /** Whether all runs are over. */
  get empty(): boolean {
    return this.complete && this.members.size === 0;
  }

  /** Whether no other run is behind this one. */
  mayStep(index: number): boolean {
    const { steps } = this.members.get(index)!;
    return this.complete && [...this.members.values()].every((member) => member.steps >= steps);
  }

  /** Whether another run is ahead: this one catches up even in a pause. */
  isBehind(index: number): boolean {
    const { steps } = this.members.get(index)!;
    return this.complete && [...this.members.values()].some((member) => member.steps > steps);
  }

  took(index: number, steps: number): void {
    this.members.get(index)!.steps = steps;
    this.poke();
  }

  /** Enters what a run reports: loss and gradient norm of the steps from `step` on. */
  report(index: number, step: number, losses: Float32Array, gradNorms: Float32Array): void {
    const member = this.members.get(index)!;
    losses.forEach((loss, i) => {
      if (step + i > this.start) member.told.push(step + i, loss, gradNorms[i]!);
    });
    this.compare();
  }

  /** Resolves when another run's place changes, or somebody pokes; at once where that has happened since there were so many pokes. */
  changed(since: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.pokes === since) this.waiting.push(resolve);
      else resolve();
    });
  }

  /** Wakes those who wait, to look again. */
  poke(): void {
    this.pokes++;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /**
   * Comes to a meeting between two steps; resolves, once all runs have come, with the steps that the furthest has taken. Every run comes, and none steps
   * meanwhile, so that all can do something after the same step.
   */
  meet(index: number): Promise<number> {
    return new Promise((resolve) => {
      this.arrived.set(index, resolve);
      this.meetIfAllCame();
    });
  }

  private meetIfAllCame(): void {
    if (!this.complete || [...this.members.keys()].some((index) => !this.arrived.has(index))) return;
    const furthest = Math.max(...Array.from(this.members.values(), ({ steps }) => steps));
    const all = [...this.arrived.values()];
    this.arrived.clear();
    for (const resolve of all) resolve(furthest);
  }

  /** A run was edited by hand. */
  edited(index: number, label: string): void {
    this.members.get(index)!.edits += `${label}\n`;
  }

  /** Looks which runs were edited otherwise than the first: they part with the next step, whatever its loss. */
  compareEdits(): void {
    const first = this.members.get(0);
    if (!first) return;
    for (const member of this.members.values()) {
      if (member.parted || member.edits === first.edits) continue;
      member.parted = true;
      member.onParted(member.steps + 1);
    }
  }

  private compare(): void {
    const first = this.members.get(0);
    if (!first) return;
    const others = [...this.members.values()].filter((member) => member !== first && !member.parted);
    for (const member of others) this.compareWith(first, member);
    const common = Math.min(...others.map(({ told }) => told.length), first.told.length);
    for (const member of [first, ...others]) member.told.splice(0, common);
  }

  private compareWith(first: Member, member: Member): void {
    const length = Math.min(first.told.length, member.told.length);
    const differs = first.told.slice(0, length).findIndex((value, i) => !Object.is(value, member.told[i]));
    if (differs < 0) return;
    member.parted = true;
    member.onParted(first.told[differs - (differs % 3)]!);
  }
}
