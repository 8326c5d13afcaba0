/**
 * One canvas in an element's box, handed over to the worker. What was handed over can't be resized from here: where the box changes, or the worker lost its
 * canvases, another takes its place, under the old one until it was drawn on.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AtlasWorker } from '../../../protocol/atlas.ts';

export interface CanvasPlace {
  box(): HTMLElement | null;
  worker(): AtlasWorker | null;
  /** CSS pixels; null while the room isn't known. */
  room(): { readonly width: number; readonly height: number } | null;
  /** Changes when the worker lost its canvases. */
  generation(): number;
  /** The canvas can be drawn on now. */
  ready(): void;
}

let canvases = 0;

export class AtlasCanvas implements ReactiveController {
  /** What the worker knows the canvas by; '' while there is none. */
  name = '';
  /** Device pixels. */
  width = 0;
  height = 0;
  readonly #place: CanvasPlace;
  #canvas: HTMLCanvasElement | null = null;
  /** The name of the canvas that is being handed over, if it is still wanted. */
  #coming = '';
  #key = '';
  #worker: AtlasWorker | null = null;

  constructor(host: ReactiveControllerHost, place: CanvasPlace) {
    this.#place = place;
    host.addController(this);
  }

  /** What is on show now, to be copied; null while nothing is. */
  get element(): HTMLCanvasElement | null {
    return this.#canvas;
  }

  hostUpdated(): void {
    const room = this.#place.room();
    const worker = this.#place.worker();
    if (room === null || worker === null || room.width < 8) return;
    const key = [room.width, room.height, devicePixelRatio, this.#place.generation()].join(' ');
    if (key !== this.#key || worker !== this.#worker) void this.#replace(key, room, worker);
  }

  hostDisconnected(): void {
    this.#detach();
    this.#removeBut(null);
    this.#key = '';
  }

  /** The canvas was drawn on: what lay over it goes. */
  drawn(): void {
    if (this.#canvas !== null) this.#removeBut(this.#canvas);
  }

  async #replace(
    key: string,
    { width, height }: { width: number; height: number },
    worker: AtlasWorker,
  ): Promise<void> {
    this.#detach();
    this.#key = key;
    this.#worker = worker;
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(4, Math.round(width * devicePixelRatio));
    canvas.height = Math.max(4, Math.round(height * devicePixelRatio));
    canvas.style.width = `${canvas.width / devicePixelRatio}px`;
    canvas.style.height = `${canvas.height / devicePixelRatio}px`;
    canvas.setAttribute('aria-hidden', 'true');
    canvas.dataset['atlas'] = '';
    this.#place.box()?.prepend(canvas);
    canvases++;
    const name = `atlas-${canvases}`;
    this.#coming = name;
    const size = { width: canvas.width, height: canvas.height };
    try {
      await worker.attachCanvas(name, canvas.transferControlToOffscreen());
    } catch {
      return; // the worker ended: with the next one comes another canvas
    }
    if (this.#coming !== name) {
      this.#giveBack(worker, name); // another came, or the element went, meanwhile
      return;
    }
    this.#canvas = canvas;
    this.name = name;
    ({ width: this.width, height: this.height } = size);
    this.#place.ready();
  }

  #detach(): void {
    if (this.name !== '' && this.#worker !== null) this.#giveBack(this.#worker, this.name);
    this.name = '';
    this.#coming = '';
    this.#canvas = null;
  }

  /** The worker keeps what it was handed until it is told. */
  #giveBack(worker: AtlasWorker, name: string): void {
    void worker.detachCanvas(name).catch(() => undefined);
  }

  #removeBut(kept: HTMLCanvasElement | null): void {
    const all = this.#place.box()?.querySelectorAll<HTMLCanvasElement>('canvas[data-atlas]') ?? [];
    for (const canvas of all) if (canvas !== kept) canvas.remove();
  }
}
