/** The crosshair: where it is, what every layer says there, and how that is told to those who hear the page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LayerColumns } from '../../../domain/atlas/host.ts';
import type { PlanePoint } from '../../../state/plane-look.ts';
import { netAt } from '../shared/net.ts';
import { placeOf } from '../shared/window.ts';
import { crosshairText } from './crosshair-text.ts';
import type { Scene } from './scene.ts';

const SAY_MS = 500;

export class Crosshair implements ReactiveController {
  /** All neurons' values at the crosshair; null where there is none, or no net that can be computed. */
  values: readonly LayerColumns[] | null = null;
  /** What is read out, once the crosshair rests. */
  spoken = '';
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #scene: () => Scene;
  #hover: PlanePoint | null = null;
  #read: readonly [PlanePoint | null, Scene] | null = null;
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, scene: () => Scene) {
    this.#host = host;
    this.#scene = scene;
    host.addController(this);
  }

  /** Where it is: under the pointer, else at the last pin. */
  get point(): PlanePoint | null {
    return this.#hover ?? this.#scene().look.pins.at(-1) ?? null;
  }

  /** Follows the pointer; null where that left. */
  hover(point: PlanePoint | null): void {
    this.#hover = point;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { point } = this;
    const scene = this.#scene();
    if (this.#read?.[0] === point && this.#read[1] === scene) return;
    this.#read = [point, scene];
    this.values = point === null ? null : netAt(scene, point);
    this.#saySoon(point, scene.window.extent);
  }

  /** Marks on the pictures follow by custom properties: moving it renders nothing anew. */
  hostUpdated(): void {
    const { point } = this;
    const { style } = this.#host;
    style.setProperty('--cross', point === null ? 'hidden' : 'visible');
    if (point === null) return;
    const { left, top } = placeOf(this.#scene().window, point);
    style.setProperty('--cross-x', left.toFixed(5));
    style.setProperty('--cross-y', top.toFixed(5));
  }

  hostDisconnected(): void {
    clearTimeout(this.#saying);
  }

  #saySoon(point: PlanePoint | null, extent: number): void {
    clearTimeout(this.#saying);
    const { values } = this;
    if (point === null || values === null) return;
    this.#saying = setTimeout(() => {
      this.spoken = crosshairText(point, values, extent);
      this.#host.requestUpdate();
    }, SAY_MS);
  }
}
