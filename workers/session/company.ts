/** A run's place among those it keeps step with. Alone it waits for nobody, and nobody waits for it. */
import type { Lockstep } from './lockstep.ts';

export class Company {
  private readonly members: Lockstep | null;
  private readonly index: number;

  /** The place `index` among the members; null: a run by itself. */
  constructor(members: Lockstep | null, index = 0) {
    this.members = members;
    this.index = index;
  }

  /** The run is ready, with so many steps taken; `onParted` hears at which step it parts from the first of them. */
  join(steps: number, onParted: (step: number) => void): void {
    this.members?.join(this.index, steps, onParted);
  }

  /** The run has ended, or never begins. */
  leave(): void {
    this.members?.leave(this.index);
  }

  /** Whether no other run is behind this one. */
  get mayStep(): boolean {
    return this.members?.mayStep(this.index) ?? true;
  }

  /** Whether another run is ahead of this one. */
  get isBehind(): boolean {
    return this.members?.isBehind(this.index) ?? false;
  }

  /** The run has taken so many steps. */
  took(steps: number): void {
    this.members?.took(this.index, steps);
  }

  /** What the steps from `step` on have reported: loss and gradient norm of each. */
  report(step: number, losses: Float32Array, gradNorms: Float32Array): void {
    this.members?.report(this.index, step, losses, gradNorms);
  }

  /** The run was edited by hand. */
  edited(label: string): void {
    this.members?.edited(this.index, label);
  }

  /** Comes between two steps; resolves, once all have, with the steps that the furthest has taken. */
  meet(): Promise<number> {
    return this.members?.meet(this.index) ?? Promise.resolve(0);
  }

  /** How often those who wait were woken; to be read before looking at the others, and handed to `moved`. */
  get pokes(): number {
    return this.members?.pokes ?? 0;
  }

  /** Resolves when another run's place has changed, or somebody poked, since there were so many pokes. Never for a run by itself. */
  async moved(pokes: number): Promise<void> {
    await (this.members?.changed(pokes) ?? new Promise<never>(() => undefined));
  }

  /** Wakes those who wait, to look again. */
  poke(): void {
    this.members?.poke();
  }
}
