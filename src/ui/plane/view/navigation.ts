/** Moving over the plane: what pan, zoom, home and pin mean for the look and, since the zoom belongs to it, for the experiment. */
import { DEFAULT_ZOOM } from '../../../domain/experiment/defaults.ts';
import { MOST_PINS, type PlanePoint } from '../../../state/plane-look.ts';
import type { WrittenPlane } from '../../../state/plane-edits.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import { emit } from '../../shared/events.ts';
import type { PlaneEventDetails } from '../shared/events.ts';
import { placeOf, pointAt, zoomedWindow } from '../shared/window.ts';
import type { Scene } from './scene.ts';

/** Changes the net; edits with the same key are undone together. */
type Edit = (change: (spec: WrittenPlane) => WrittenPlane, key: string) => void;

export class Navigation {
  readonly #host: HTMLElement;
  readonly #scene: () => Scene;
  readonly #edit: Edit;
  /** Where the window went in this frame: the scene follows only with the next. */
  #moved: PlaneWindow | null = null;

  constructor(host: HTMLElement, scene: () => Scene, edit: Edit) {
    this.#host = host;
    this.#scene = scene;
    this.#edit = edit;
  }

  pan(dx: number, dy: number): void {
    const { centreX, centreY, extent } = this.#window();
    this.#move({ centreX: centreX + dx, centreY: centreY + dy, extent });
  }

  /** Two fingers say where they are one after the other: the hand means places on the picture, whatever came there meanwhile. */
  zoom({ factor, about, to = about, seen }: PlaneEventDetails['plane-zoom']): void {
    const now = this.#window();
    const there = (point: PlanePoint): PlanePoint => pointAt(now, placeOf(seen, point));
    const { extent, ...centre } = zoomedWindow(now, factor, there(about), there(to));
    this.#move({ ...centre, extent: Number(extent.toPrecision(6)) });
  }

  home(): void {
    this.#move({ centreX: 0, centreY: 0, extent: DEFAULT_ZOOM });
  }

  pin(point: PlanePoint): void {
    const others = this.#scene().look.pins.filter(([x, y]) => x !== point[0] || y !== point[1]);
    emit(this.#host, 'sigma-plane-look', { pins: [...others, point].slice(-MOST_PINS) });
  }

  #window(): PlaneWindow {
    return this.#moved ?? this.#scene().window;
  }

  #move(window: PlaneWindow): void {
    this.#moved = window;
    requestAnimationFrame(() => (this.#moved = null));
    emit(this.#host, 'sigma-plane-look', { centre: [window.centreX, window.centreY] });
    this.#edit((spec) => (spec.zoom === window.extent ? spec : { ...spec, zoom: window.extent }), 'zoom');
  }
}
