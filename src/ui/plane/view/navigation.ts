/** Moving over the plane: what pan, zoom, home and pin mean for the look and, since the zoom belongs to it, for the experiment. */
import { DEFAULT_ZOOM } from '../../../domain/experiment/defaults.ts';
import { MOST_PINS, type PlanePoint } from '../../../state/plane-look.ts';
import { emit } from '../../shared/events.ts';
import { zoomedWindow } from '../shared/window.ts';
import type { Scene } from './scene.ts';

export class Navigation {
  readonly #host: HTMLElement;
  readonly #scene: () => Scene;

  constructor(host: HTMLElement, scene: () => Scene) {
    this.#host = host;
    this.#scene = scene;
  }

  pan(dx: number, dy: number): void {
    const [x, y] = this.#scene().look.centre;
    this.#centre([x + dx, y + dy]);
  }

  zoom(factor: number, about: PlanePoint, to?: PlanePoint): void {
    const { centreX, centreY, extent } = zoomedWindow(this.#scene().window, factor, about, to);
    this.#centre([centreX, centreY]);
    this.#extent(Number(extent.toPrecision(6)));
  }

  home(): void {
    this.#centre([0, 0]);
    this.#extent(DEFAULT_ZOOM);
  }

  pin(point: PlanePoint): void {
    const others = this.#scene().look.pins.filter(([x, y]) => x !== point[0] || y !== point[1]);
    emit(this.#host, 'sigma-plane-look', { pins: [...others, point].slice(-MOST_PINS) });
  }

  #centre(centre: PlanePoint): void {
    emit(this.#host, 'sigma-plane-look', { centre });
  }

  #extent(zoom: number): void {
    emit(this.#host, 'sigma-plane-edit', { network: { ...this.#scene().spec, zoom }, key: 'zoom' });
  }
}
