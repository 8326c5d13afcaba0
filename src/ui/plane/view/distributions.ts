/** Samples of the plane sent through the net. Distributions follow when the hand rests: atlases come first. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LayerDistributions } from '../layer/sigma-plane-layer.ts';
import { distributionOf, drawSamples, type Samples } from '../samples/distribution.ts';
import { netAlong } from '../shared/net.ts';
import type { Scene } from './scene.ts';

const REST_MS = 80;

export class Distributions implements ReactiveController {
  /** The points on show, or null for none. */
  samples: Samples | null = null;
  /** What each layer makes of them. */
  layers: readonly LayerDistributions[] | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #scene: () => Scene;
  #seen: Scene | null = null;
  #drawn = '';
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, scene: () => Scene) {
    this.#host = host;
    this.#scene = scene;
    host.addController(this);
  }

  hostUpdate(): void {
    const scene = this.#scene();
    if (scene === this.#seen) return;
    this.#seen = scene;
    this.#draw(scene);
    clearTimeout(this.#resting);
    if (this.samples === null) this.layers = null;
    else this.#resting = setTimeout(() => this.#send(), REST_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#resting);
  }

  #draw({ look, seed }: Scene): void {
    const key = `${look.samples} ${seed}`;
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.samples = look.samples === 'none' ? null : drawSamples(look.samples, seed);
  }

  #send(): void {
    const { samples } = this;
    if (samples === null) return;
    const { spec, seed, look } = this.#scene();
    const shown = { spec, seed, look: { quantity: 'value', wrt: null, side: look.side } } as const;
    const all = (columns: readonly Float64Array[]) => columns.map((values) => distributionOf(values, look.fourier));
    const layers = netAlong(shown, samples.xs, samples.ys);
    this.layers = layers?.map(({ pre, post }) => [all(pre), all(post)] as const) ?? null;
    this.#host.requestUpdate();
  }
}
