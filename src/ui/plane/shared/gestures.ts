/**
 * What a hand does on any picture of the plane: hover reads, a click pins, a drag pans (or cuts, in line mode), wheel and pinch zoom; the same by
 * keys. On touch screens the page scrolls where a finger moves up or down first (the pictures' `touch-action`): atlases fill a phone. Says so in plane coordinates, and leaves the doing to the view.
 */
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { PlanePoint } from '../../../state/plane-look.ts';
import { ARROWS } from './arrows.ts';
import { tell } from './events.ts';
import { placeUnder, pointAt, roundedPoint } from './window.ts';

/** Pixels that a finger may slip and still be tapping. */
const SLIP = 4;
const WHEEL_STEP = 1.1;
const KEY_ZOOM = 1.25;

export interface PlaneSurface {
  /** The picture under the pointer, or null. */
  pictureAt(event: Event): HTMLElement | null;
  window(): PlaneWindow;
  /** Whether a drag cuts a line rather than moving the plane. */
  cutting(): boolean;
  /** The crosshair, if there is one. */
  point(): PlanePoint | null;
}

interface Touch {
  readonly picture: HTMLElement;
  x: number;
  y: number;
}

export class PlaneGestures {
  readonly #element: HTMLElement;
  readonly #surface: PlaneSurface;
  readonly #touches = new Map<number, Touch>();
  #start: { readonly x: number; readonly y: number; readonly point: PlanePoint } | null = null;
  #moved = false;
  /** Whether the finger moves the page, not the plane. */
  #scrolls = false;

  constructor(element: HTMLElement, surface: PlaneSurface) {
    this.#element = element;
    this.#surface = surface;
    element.addEventListener('pointerdown', this.#onDown);
    element.addEventListener('pointermove', this.#onMove);
    element.addEventListener('pointerup', this.#onUp);
    element.addEventListener('pointercancel', this.#onUp);
    element.addEventListener('pointerleave', this.#onLeave);
    element.addEventListener('wheel', this.#onWheel, { passive: false });
    element.addEventListener('keydown', this.#onKey);
  }

  readonly #onDown = (event: PointerEvent): void => {
    const picture = this.#surface.pictureAt(event);
    if (picture === null || event.button !== 0) return;
    picture.setPointerCapture(event.pointerId);
    this.#touches.set(event.pointerId, { picture, x: event.clientX, y: event.clientY });
    this.#moved = this.#touches.size > 1;
    this.#scrolls = false;
    this.#start = { x: event.clientX, y: event.clientY, point: this.#pointUnder(picture, event) };
  };

  readonly #onMove = (event: PointerEvent): void => {
    const touch = this.#touches.get(event.pointerId);
    const picture = touch?.picture ?? this.#surface.pictureAt(event);
    if (picture === null) return;
    const point = this.#pointUnder(picture, event);
    if (touch === undefined) return tell(this.#element, 'plane-hover', point);
    if (this.#scrolls || (!this.#moved && !this.#slipped(event))) return;
    if (!this.#moved && this.#isScroll(picture, event)) {
      this.#scrolls = true;
      return;
    }
    this.#moved = true;
    if (this.#touches.size > 1) this.#pinch(event);
    else this.#drag(touch, event, point);
    touch.x = event.clientX;
    touch.y = event.clientY;
  };

  readonly #onUp = (event: PointerEvent): void => {
    const touch = this.#touches.get(event.pointerId);
    if (touch === undefined) return;
    this.#touches.delete(event.pointerId);
    if (this.#moved && this.#surface.cutting()) tell(this.#element, 'plane-cut', null);
    if (this.#moved || this.#scrolls || event.type === 'pointercancel') return;
    const point = this.#pointUnder(touch.picture, event);
    tell(this.#element, 'plane-hover', point);
    tell(this.#element, 'plane-pin', roundedPoint(point, this.#surface.window().extent));
  };

  readonly #onLeave = (): void => {
    if (this.#touches.size === 0) tell(this.#element, 'plane-hover', null);
  };

  readonly #onWheel = (event: WheelEvent): void => {
    const picture = this.#surface.pictureAt(event);
    if (picture === null || event.deltaY === 0) return;
    event.preventDefault();
    const factor = event.ctrlKey ? Math.exp(event.deltaY / 100) : WHEEL_STEP ** Math.sign(event.deltaY);
    this.#zoom(factor, this.#pointUnder(picture, event));
  };

  #zoom(factor: number, about: PlanePoint, to = about): void {
    tell(this.#element, 'plane-zoom', { factor, about, to, seen: this.#surface.window() });
  }

  #slipped({ clientX, clientY }: PointerEvent): boolean {
    return this.#start !== null && Math.hypot(clientX - this.#start.x, clientY - this.#start.y) > SLIP;
  }

  /** Up or down first, where the browser is left to scroll then: it says so only some way later. */
  #isScroll(picture: HTMLElement, { pointerType, clientX, clientY }: PointerEvent): boolean {
    if (pointerType !== 'touch' || this.#start === null) return false;
    const up = Math.abs(clientY - this.#start.y) > Math.abs(clientX - this.#start.x);
    return up && getComputedStyle(picture).touchAction === 'pan-y';
  }

  #pointUnder(picture: HTMLElement, { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): PlanePoint {
    return pointAt(this.#surface.window(), placeUnder(picture, { clientX, clientY }));
  }

  #unit(picture: HTMLElement): number {
    return (2 * this.#surface.window().extent) / picture.getBoundingClientRect().width;
  }

  #drag({ picture, x, y }: Touch, event: PointerEvent, point: PlanePoint): void {
    if (this.#surface.cutting()) {
      tell(this.#element, 'plane-hover', point);
      tell(this.#element, 'plane-line', { from: this.#start!.point, to: point });
      return;
    }
    const unit = this.#unit(picture);
    tell(this.#element, 'plane-pan', { dx: (x - event.clientX) * unit, dy: (event.clientY - y) * unit });
  }

  /** Two fingers: what lay under their middle goes with it, and the plane grows with their distance. */
  #pinch(event: PointerEvent): void {
    const touch = this.#touches.get(event.pointerId)!;
    const other = [...this.#touches].find(([id]) => id !== event.pointerId)![1];
    const now = { x: event.clientX, y: event.clientY };
    const [before, after] = [distance(touch, other), distance(now, other)];
    if (before === 0 || after === 0) return;
    const about = this.#pointUnder(touch.picture, middle(touch, other));
    const to = this.#pointUnder(touch.picture, middle(now, other));
    this.#zoom(before / after, about, to);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.#surface.pictureAt(event) === null || event.ctrlKey || event.metaKey) return;
    if (!this.#obey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #obey({ key, shiftKey, altKey }: KeyboardEvent): boolean {
    const window = this.#surface.window();
    const centre: PlanePoint = [window.centreX, window.centreY];
    const point = this.#surface.point() ?? centre;
    const arrow = ARROWS[key];
    if (arrow !== undefined) {
      const step = window.extent * (shiftKey ? 0.5 : 0.05);
      this.#arrow(arrow, altKey ? window.extent * 0.02 : step, altKey, point);
    } else if (key === '+' || key === '=') this.#zoom(1 / KEY_ZOOM, point);
    else if (key === '-' || key === '−') this.#zoom(KEY_ZOOM, point);
    else if (key === '0') tell(this.#element, 'plane-home', null);
    else if (key === 'Enter') tell(this.#element, 'plane-pin', roundedPoint(point, window.extent));
    else return false;
    return true;
  }

  /** Moves the plane and, so that it reads on in the middle, the crosshair; or the crosshair alone. */
  #arrow([x, y]: readonly [number, number], step: number, alone: boolean, [px, py]: PlanePoint): void {
    if (!alone) tell(this.#element, 'plane-pan', { dx: x * step, dy: y * step });
    tell(this.#element, 'plane-hover', [px + x * step, py + y * step]);
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

const distance = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

function middle(a: Spot, b: Spot): { readonly clientX: number; readonly clientY: number } {
  return { clientX: (a.x + b.x) / 2, clientY: (a.y + b.y) / 2 };
}
