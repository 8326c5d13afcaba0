/** The present state, and who hears that it changed. Knows nothing of what the state means. */
import type { AppState } from './app-state.ts';

/** Holds the state; says 'change' at most once a frame, however often it changes. */
export class Model extends EventTarget {
  private present: AppState;
  private announced = true;
  private readonly frame: (callback: () => void) => void;

  constructor(initial: AppState, frame: (callback: () => void) => void) {
    super();
    this.present = initial;
    this.frame = frame;
  }

  get state(): AppState {
    return this.present;
  }

  /** Replaces the fields that are named, all at once. */
  update(change: Partial<AppState>): void {
    this.present = { ...this.present, ...change };
    if (!this.announced) return;
    this.announced = false;
    this.frame(() => {
      this.announced = true;
      this.dispatchEvent(new Event('change'));
    });
  }
}
