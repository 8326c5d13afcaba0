import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { AtlasFrame, AtlasNet, AtlasTile, AtlasWeights, AtlasWorker } from '../../../protocol/atlas.ts';
import { fitLook, type PlaneLook } from '../../../state/plane-look.ts';
import { base } from '../../shared/controls.ts';
import { AtlasCanvas } from '../shared/atlas-canvas.ts';
import { Drawer } from '../shared/drawer.ts';
import { drawingOf, firstImage } from '../view/frames.ts';

const TILE = 72;
const GAP = 6;

/** A row of atlases of one net: its outputs, then the a of every layer before. */
@customElement('sigma-twin-row')
export class SigmaTwinRow extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .box {
        position: relative;
      }
      canvas {
        position: absolute;
        top: 0;
        left: 0;
      }
      .tile {
        position: absolute;
        outline: 1px solid color-mix(in srgb, var(--ink) 18%, transparent);
      }
      .output {
        outline: 1.5px solid var(--ink);
      }
    `,
  ];

  @property() label = '';
  /** What layers and neurons there are. */
  @property({ attribute: false }) net: AtlasNet | null = null;
  /** The net that is taken off, for a row of differences. */
  @property({ attribute: false }) minus: AtlasNet | null = null;
  @property({ attribute: false }) window: PlaneWindow = { centreX: 0, centreY: 0, extent: 4 };
  @property({ attribute: false }) look!: PlaneLook;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;
  @property({ type: Number }) generation = 0;
  @property({ attribute: false }) liveFrame: AtlasFrame | null = null;

  @state() private width = 0;

  // A frame later: the height follows from the width, and the browser calls what happens at once a loop.
  readonly #resized = new ResizeObserver(([entry]) =>
    requestAnimationFrame(() => (this.width = Math.floor(entry!.contentRect.width))),
  );
  readonly #canvas = new AtlasCanvas(this, {
    box: () => this.renderRoot.querySelector<HTMLElement>('.box'),
    worker: () => this.atlases,
    room: () => (this.width === 0 || this.net === null ? null : { width: this.width, height: this.#height() }),
    generation: () => this.generation,
    ready: () => this.#wish(),
  });
  readonly #drawer = new Drawer(
    (request) => this.atlases?.drawAtlases(request) ?? Promise.resolve(null),
    () => this.#canvas.drawn(),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#drawer.stop();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('liveFrame') && this.liveFrame !== null) this.#canvas.drawn();
    if (['net', 'minus', 'window', 'look'].some((name) => changed.has(name))) this.#wish();
  }

  protected override render(): TemplateResult {
    const places = this.#places();
    return html`<div class="box" role="img" aria-label=${this.label} style="height:${this.#height()}px">
      ${places.map(
        ({ x, y, output }) =>
          html`<span
            class="tile ${output ? 'output' : ''}"
            style="left:${x}px;top:${y}px;width:${TILE}px;height:${TILE}px"
          ></span>`,
      )}
    </div>`;
  }

  /** Where each image goes, CSS pixels: the last layer's first. */
  #places(): { readonly image: number; readonly x: number; readonly y: number; readonly output: boolean }[] {
    if (this.net === null || this.width === 0) return [];
    const { network } = this.net;
    const last = network.layers.length - 1;
    const order = [last, ...network.layers.keys()].slice(0, last + 1);
    const columns = Math.max(1, Math.floor((this.width + GAP) / (TILE + GAP)));
    return order
      .flatMap((k) =>
        Array.from({ length: network.layers[k]!.width }, (_, j) => ({
          image: firstImage(network, k, 1) + j,
          output: k === last,
        })),
      )
      .map((one, i) => ({
        ...one,
        x: (i % columns) * (TILE + GAP) + 2,
        y: Math.floor(i / columns) * (TILE + GAP) + 2,
      }));
  }

  #height(): number {
    return (this.#places().at(-1)?.y ?? 0) + TILE + 4;
  }

  #wish(): void {
    const { net, minus } = this;
    if (net === null || this.#canvas.name === '') return;
    const weights: AtlasWeights = minus === null ? net.weights : { from: 'difference', of: [net, minus] };
    const tiles = this.#places().map(({ image, x, y }): AtlasTile => ({
      image,
      canvas: this.#canvas.name,
      x: Math.round(x * devicePixelRatio),
      y: Math.round(y * devicePixelRatio),
    }));
    const look = fitLook({ ...this.look, quantity: 'value' }, net.network);
    const drawing = drawingOf({ spec: net.network, seed: net.seed, window: this.window, look });
    const size = Math.floor((TILE * devicePixelRatio) / 4) * 4;
    this.#drawer.wish({ ...drawing, weights, size, tiles });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-twin-row': SigmaTwinRow;
  }
}
