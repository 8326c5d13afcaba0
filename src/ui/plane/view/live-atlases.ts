/** Keeps the strips on the page drawn: asks for a frame whenever what they show changes, and knows the numbers that came back with the last one. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { errorMessage } from '../../../domain/errors.ts';
import type { AtlasFrame, AtlasWorker } from '../../../protocol/atlas.ts';
import type { SigmaPlaneLayer } from '../layer/sigma-plane-layer.ts';
import { Drawer } from '../shared/drawer.ts';
import { programOf } from '../shared/net.ts';
import { tileFor } from '../strip/layout.ts';
import { framesOf, wishOf, type LayerFrames } from './frames.ts';
import type { Scene } from './scene.ts';

/** What the view around it knows. */
export interface LiveView {
  scene(): Scene;
  worker(): AtlasWorker | null;
  layers(): Iterable<SigmaPlaneLayer>;
  /** Whether something lies over the strips, and they may wait. */
  covered(): boolean;
}

/** Space between the two halves of a layer, and the width from which they stand side by side (see the layer's styles). */
const HALVES = { gap: 24, from: 620 } as const;

export class LiveAtlases implements ReactiveController {
  /** Numbers of the frame that is on show, layer by layer. */
  frames: readonly LayerFrames[] = [];
  /** Why the last frame could not be drawn, or ''. */
  trouble = '';
  /** CSS pixels along every tile; 0 until the room is known. */
  tile = 0;
  readonly #host: ReactiveControllerHost;
  readonly #view: LiveView;
  #width = 0;
  #shown: { readonly scene: Scene; readonly tile: number } | null = null;
  readonly #drawer = new Drawer(
    (request) => this.#view.worker()?.drawAtlases(request) ?? Promise.resolve(null),
    (frame, { network }) => {
      this.trouble = '';
      this.frames = framesOf(network, frame);
      this.#host.requestUpdate();
    },
    (error) => {
      this.trouble = errorMessage(error);
      this.#host.requestUpdate();
    },
  );

  constructor(host: ReactiveControllerHost, view: LiveView) {
    this.#host = host;
    this.#view = view;
    host.addController(this);
  }

  /** The room that the net has, CSS pixels. */
  fit(width: number): void {
    this.#width = width;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#width === 0) return;
    const width = this.#width >= HALVES.from ? Math.floor((this.#width - HALVES.gap) / 2) : this.#width;
    this.tile = tileFor(Math.max(...this.#view.scene().spec.layers.map((layer) => layer.width)), width);
  }

  hostUpdated(): void {
    const now = { scene: this.#view.scene(), tile: this.tile };
    if (this.#shown?.scene === now.scene && this.#shown.tile === now.tile) return;
    this.#shown = now;
    void this.#wishWhenLaidOut();
  }

  hostDisconnected(): void {
    this.#drawer.stop();
  }

  /** A frame of the present scene that the worker drew by itself; one of a single atlas is not for the strips. */
  take(frame: AtlasFrame): void {
    if (frame.ranges.length > 1) this.frames = framesOf(this.#view.scene().spec, frame);
  }

  /** Draws what is to be seen now. */
  wish(): void {
    const scene = this.#view.scene();
    if (this.#view.covered() || programOf(scene.spec) === null) return;
    const wish = wishOf([...this.#view.layers()], scene);
    if (wish !== null) this.#drawer.wish(wish);
  }

  /** Strips of new layers lay themselves out first. */
  async #wishWhenLaidOut(): Promise<void> {
    await Promise.all([...this.#view.layers()].map((layer) => layer.updateComplete));
    this.wish();
  }
}
