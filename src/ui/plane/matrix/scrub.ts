/** Dragging sideways over a number changes it; without movement the press is a click, and the number is edited. */
import { gestureKey } from '../../shared/gesture.ts';
import type { Cell } from './cell.ts';

const SLIP = 3;
/** Change per pixel: alone, with shift, with alt. */
const STEP = 0.01;
const COARSE = 0.1;
const FINE = 0.001;

export interface Scrubbed {
  readonly valueOf: (cell: Cell) => number;
  readonly change: (cell: Cell, value: number, key: string) => void;
}

export class Scrub {
  readonly #scrubbed: Scrubbed;

  constructor(scrubbed: Scrubbed) {
    this.#scrubbed = scrubbed;
  }

  /** Follows the pointer from here on until it is let go. */
  start(event: PointerEvent, cell: Cell): void {
    const input = event.target as HTMLInputElement;
    if (event.button !== 0 || input.matches(':focus')) return;
    const key = gestureKey('drag');
    let x = event.clientX;
    let value = this.#scrubbed.valueOf(cell);
    let moving = false;
    const onMove = (move: PointerEvent): void => {
      if (move.pointerId !== event.pointerId || (!moving && Math.abs(move.clientX - x) < SLIP)) return;
      if (!moving) x = move.clientX;
      moving = true;
      value += (move.clientX - x) * (move.shiftKey ? COARSE : move.altKey ? FINE : STEP);
      x = move.clientX;
      this.#scrubbed.change(cell, rounded(value, move.altKey), key);
    };
    const onEnd = (): void => {
      input.removeEventListener('pointermove', onMove);
      if (!moving) input.focus();
    };
    input.setPointerCapture(event.pointerId);
    input.addEventListener('pointermove', onMove);
    input.addEventListener('lostpointercapture', onEnd, { once: true });
  }
}

function rounded(value: number, fine: boolean): number {
  return Number(value.toFixed(fine ? 3 : 2));
}
