import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Reconstructions } from '../../protocol/training.ts';
import { base } from '../shared/controls.ts';
import { count, loss } from '../shared/format.ts';
import { paletteAt } from '../shared/palette.ts';
import { RepaintController } from '../shared/repaint-controller.ts';
import { drawEmpty, drawPairs, pairError } from './draw.ts';
import { layoutPairs, pairAt, type PairLayout } from './layout.ts';

/** As many as there would be places for, before the first images arrive. */
const EXPECTED = 12;
/** Rather this many smaller pairs than fewer large ones. */
const WANTED = 12;

/** Test images, and below each what the network makes of it, as training goes on. */
@customElement('sigma-images')
export class SigmaImages extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .head {
        display: flex;
        flex: none;
        gap: 16px;
        align-items: baseline;
        justify-content: space-between;
        min-height: 20px;
        margin-bottom: 8px;
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      h2 {
        color: var(--ink);
        font: 600 var(--text-s) / 20px var(--sans);
      }
      .head span {
        white-space: nowrap;
      }
      .box {
        position: relative;
        flex: 1;
        min-height: 120px;
        overflow: hidden;
      }
      @media (width < 900px) {
        .box {
          min-height: 242px;
        }
      }
      canvas {
        position: absolute;
        top: 0;
        left: 0;
        image-rendering: pixelated;
      }
    `,
  ];

  @property({ attribute: false }) images: Reconstructions | null = null;
  /** What the images are of: "Garments (synthetic)". */
  @property() source = '';

  @state() private hovered: number | null = null;

  @query('.box') private box!: HTMLElement;
  @query('canvas') private canvas!: HTMLCanvasElement;

  readonly #tile = new OffscreenCanvas(28, 28);
  readonly #resized = new ResizeObserver(() => this.paint());
  #layout: PairLayout | null = null;

  constructor() {
    super();
    new RepaintController(this, () => this.paint());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resized.observe(this.box);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.box);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('images')) this.paint();
  }

  protected override render(): TemplateResult {
    return html`<div class="head">
        <h2>Test images, each above its reconstruction</h2>
        <span>${this.caption()}</span>
      </div>
      <div class="box" @pointermove=${this.#onPointer} @pointerleave=${this.#onLeave}>
        <canvas role="img" aria-label=${this.spoken()}></canvas>
      </div>`;
  }

  private caption(): string {
    const { images, hovered } = this;
    if (images === null) return '';
    if (hovered !== null && hovered < images.count)
      return `no. ${hovered + 1}: squared error ${loss(pairError(images, hovered))}`;
    return `step ${count(images.step)}`;
  }

  private spoken(): string {
    if (this.images === null) return 'No reconstructions yet';
    return `${this.images.count} test images of ${this.source}, each above its reconstruction after step ${count(this.images.step)}`;
  }

  private paint(): void {
    const ratio = devicePixelRatio;
    const box = { width: Math.floor(this.box.clientWidth * ratio), height: Math.floor(this.box.clientHeight * ratio) };
    if (box.width === 0 || box.height === 0) return;
    const layout = layoutPairs(box, this.images?.count ?? EXPECTED, ratio, WANTED);
    this.#layout = layout;
    this.canvas.width = layout.width;
    this.canvas.height = layout.height;
    this.canvas.style.width = `${layout.width / ratio}px`;
    this.canvas.style.height = `${layout.height / ratio}px`;
    const context = this.canvas.getContext('2d')!;
    const { hairline, grid } = paletteAt(this);
    if (this.images === null) drawEmpty(context, layout, hairline, grid);
    else drawPairs(context, this.#tile, this.images, layout);
  }

  readonly #onPointer = (event: PointerEvent): void => {
    const box = this.canvas.getBoundingClientRect();
    const ratio = devicePixelRatio;
    this.hovered =
      this.#layout && pairAt(this.#layout, (event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio);
  };

  readonly #onLeave = (): void => {
    this.hovered = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-images': SigmaImages;
  }
}
