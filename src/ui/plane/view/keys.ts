/** Keys that work wherever the focus is on the page of the 2D net: undo and redo; on a picture L, which cuts a line. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PlanePoint } from '../../../state/plane-look.ts';
import { emit } from '../../shared/events.ts';

export class PlaneKeys implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #point: () => PlanePoint | null;
  readonly #middle: () => PlanePoint;
  #cutFrom: PlanePoint | null = null;
  #to: PlanePoint | null = null;

  /** `point` is the crosshair, if there is one, and `middle` where it would come. */
  constructor(host: ReactiveControllerHost & HTMLElement, point: () => PlanePoint | null, middle: () => PlanePoint) {
    this.#host = host;
    this.#point = point;
    this.#middle = middle;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKey);
  }

  /** The line being cut by keys goes to the crosshair. */
  hostUpdated(): void {
    const to = this.#point();
    if (this.#cutFrom === null || to === null || to === this.#to) return;
    this.#to = to;
    emit(this.#host, 'sigma-plane-look', { line: { from: this.#cutFrom, to } });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (key === 'l' && onPicture(event)) return this.#cut();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    if ((key !== 'z' && key !== 'y') || keepsOwnUndo(event)) return;
    event.preventDefault();
    emit(this.#host, key === 'y' || event.shiftKey ? 'sigma-plane-redo' : 'sigma-plane-undo', null);
  };

  /** The first L marks where the line starts, the second where it ends. */
  #cut(): void {
    const point = this.#point() ?? this.#middle();
    const from = this.#cutFrom ?? point;
    this.#cutFrom = this.#cutFrom === null ? point : null;
    emit(this.#host, 'sigma-plane-look', { line: { from, to: point } });
  }
}

/** Whether a key was pressed on an atlas or the input plane. */
function onPicture(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && target.role === 'application' && !event.ctrlKey && !event.metaKey;
}

/** Text fields undo their own typing; numbers of a matrix are the net's. */
function keepsOwnUndo(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement && target.type === 'text' && target.dataset['cell'] === undefined;
}
