/**
 * A pointer that is pressed on a picture and drawn across it until it is let go: captured, told in fractions of the picture's box, and moving only once it
 * has left the spot where it came down. What that means is the picture's.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placeUnder, type Place } from './window.ts';

export interface Pressed {
  /** What is pressed on; null while it isn't there. */
  picture(): HTMLElement | null;
  /** The pointer came down. */
  start(place: Place, event: PointerEvent): void;
  /** It is elsewhere by now. */
  move(place: Place): void;
  /** It was let go. */
  end?(): void;
  /** Pixels that a hand may slip and still be tapping. */
  readonly slip: number;
}

export class Press implements ReactiveController {
  readonly #pressed: Pressed;
  #down: { readonly id: number; readonly x: number; readonly y: number; moved: boolean } | null = null;

  constructor(host: ReactiveControllerHost, pressed: Pressed) {
    this.#pressed = pressed;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#down = null;
  }

  /** For `@pointerdown`. */
  readonly onDown = (event: PointerEvent): void => {
    const picture = this.#pressed.picture();
    if (picture === null || event.button !== 0 || this.#down !== null) return;
    event.stopPropagation();
    picture.setPointerCapture(event.pointerId);
    this.#down = { id: event.pointerId, x: event.clientX, y: event.clientY, moved: this.#pressed.slip === 0 };
    this.#pressed.start(placeUnder(picture, event), event);
  };

  /** For `@pointermove`. */
  readonly onMove = (event: PointerEvent): void => {
    const down = this.#down;
    const picture = this.#pressed.picture();
    if (down?.id !== event.pointerId || picture === null) return;
    down.moved ||= Math.hypot(event.clientX - down.x, event.clientY - down.y) > this.#pressed.slip;
    if (down.moved) this.#pressed.move(placeUnder(picture, event));
  };

  /** For `@pointerup` and `@pointercancel`. */
  readonly onUp = (event: PointerEvent): void => {
    if (this.#down?.id !== event.pointerId) return;
    this.#down = null;
    this.#pressed.end?.();
  };
}
