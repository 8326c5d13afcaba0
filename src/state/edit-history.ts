/** What was edited by hand, to be taken back. One gesture is one step: edits that say they belong together replace each other. */

/** Longest pause between keystrokes that count as one edit. */
const PAUSE_MS = 1000;
const MOST_STEPS = 500;

export class EditHistory<T> {
  private past: T[] = [];
  private future: T[] = [];
  private key = '';
  private time = 0;

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Notes that `before` was replaced. Equal keys within a pause are one step; keys with # are one however long the gesture takes; '' never joins. */
  note(before: T, key: string, now: number): void {
    const joins = key !== '' && key === this.key && (key.includes('#') || now - this.time < PAUSE_MS);
    this.key = key;
    this.time = now;
    this.future = [];
    if (!joins) this.past = [...this.past, before].slice(-MOST_STEPS);
  }

  /** What was there before, or null; `present` is kept for redo. */
  undo(present: T): T | null {
    return this.step('past', 'future', present);
  }

  redo(present: T): T | null {
    return this.step('future', 'past', present);
  }

  clear(): void {
    this.past = [];
    this.future = [];
    this.key = '';
  }

  private step(from: 'past' | 'future', to: 'past' | 'future', present: T): T | null {
    const found = this[from].at(-1);
    if (found === undefined) return null;
    this[from] = this[from].slice(0, -1);
    this[to] = [...this[to], present];
    this.key = '';
    return found;
  }
}
