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

  /** What `undo` would bring back, or null. */
  get last(): T | null {
    return this.past.at(-1) ?? null;
  }

  /** What `redo` would bring back, or null. */
  get next(): T | null {
    return this.future.at(-1) ?? null;
  }

  /** What was there before, or null; what is there now in its place is kept for redo. */
  undo(presentOf: (found: T) => T): T | null {
    return this.step('past', 'future', presentOf);
  }

  redo(presentOf: (found: T) => T): T | null {
    return this.step('future', 'past', presentOf);
  }

  /** Forgets what can't be brought back any more; returns whether there was any. */
  forget(gone: (one: T) => boolean): boolean {
    const stays = (one: T): boolean => !gone(one);
    const before = this.past.length + this.future.length;
    this.past = this.past.filter(stays);
    this.future = this.future.filter(stays);
    if (this.past.length + this.future.length === before) return false;
    this.key = '';
    return true;
  }

  clear(): void {
    this.past = [];
    this.future = [];
    this.key = '';
  }

  private step(from: 'past' | 'future', to: 'past' | 'future', presentOf: (found: T) => T): T | null {
    const found = this[from].at(-1);
    if (found === undefined) return null;
    this[from] = this[from].slice(0, -1);
    this[to] = [...this[to], presentOf(found)];
    this.key = '';
    return found;
  }
}
