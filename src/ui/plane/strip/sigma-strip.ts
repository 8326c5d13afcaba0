import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AtlasWorker, AtlasTile } from '../../../protocol/atlas.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { PlaneLook, PlanePoint } from '../../../state/plane-look.ts';
import { base } from '../../shared/controls.ts';
import '../../shared/icons.ts';
import { HISTOGRAM_HEIGHT } from '../histogram/sigma-histogram.ts';
import type { Distribution } from '../samples/distribution.ts';
import { AtlasCanvas } from '../shared/atlas-canvas.ts';
import { tell } from '../shared/events.ts';
import { PlaneGestures } from '../shared/gestures.ts';
import { pixelColour, renderMarks, type PixelColour } from '../shared/marks.ts';
import { amount, percent, rangeText } from '../shared/text.ts';
import { cornerOf, stripLayout, type StripLayout } from './layout.ts';
import { styles } from './styles.ts';

/** What a strip has to know of the frame it belongs to. */
export interface StripFrame {
  /** Ranges of its images as coloured; null until something was drawn. */
  readonly ranges: readonly (readonly [number, number])[] | null;
  readonly deadShares: readonly number[] | null;
}

/** Sent when the strip has a canvas that can be drawn on, or its tiles lie elsewhere. */
export type StripReady = CustomEvent<null>;

const HINT =
  'Arrows move the plane, shift far; alt and arrows move the crosshair. Plus and minus zoom, 0 goes home, Enter pins the point, O opens the atlas large, brackets go to the next neuron.';
/** CSS pixels along a tile that has room for more than its picture. */
const ROOMY = 120;
const CAPTION = 40;

/**
 * The atlases of one row of neurons, x⁽ᵏ⁾ or a⁽ᵏ⁾: one canvas that the worker draws on, and over it what the page knows itself, labels,
 * crosshair, pins and readings.
 */
@customElement('sigma-strip')
export class SigmaStrip extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) atlases: AtlasWorker | null = null;
  /** Changes when the worker lost its canvases. */
  @property({ type: Number }) generation = 0;
  @property({ type: Number }) layer = 0;
  @property({ type: Number }) stage: 0 | 1 = 0;
  @property({ type: Number }) neurons = 0;
  @property({ attribute: false }) window: PlaneWindow = { centreX: 0, centreY: 0, extent: 1 };
  @property({ attribute: false }) look!: PlaneLook;
  @property({ attribute: false }) frame: StripFrame = { ranges: null, deadShares: null };
  @property({ attribute: false }) point: PlanePoint | null = null;
  /** Values at the crosshair, one a neuron. */
  @property({ attribute: false }) values: readonly number[] | null = null;
  @property({ attribute: false }) distributions: readonly Distribution[] | null = null;
  @property({ type: Boolean }) cutting = false;
  /** CSS pixels along a tile: the same for the whole net. */
  @property({ type: Number }) tile = 0;

  @state() private layout: StripLayout | null = null;
  @state() private current = 0;

  @query('.tiles') private box!: HTMLElement;

  #width = 0;
  readonly #canvas = new AtlasCanvas(this, {
    box: () => this.box,
    worker: () => this.atlases,
    room: () => this.layout,
    generation: () => this.generation,
    ready: () => this.dispatchEvent(new CustomEvent('strip-ready', { bubbles: true, composed: true })),
  });
  readonly #resized = new ResizeObserver(([entry]) => this.#fit(entry!.contentRect.width));

  constructor() {
    super();
    new PlaneGestures(this, {
      pictureAt: (event) => tileOf(event),
      window: () => this.window,
      cutting: () => this.cutting,
      point: () => this.point,
    });
    this.addEventListener('keydown', this.#onKey);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  /** Where the worker shall draw this strip's images, the first of which has this number; [] while there is no canvas. */
  tiles(firstImage: number): AtlasTile[] {
    const { layout } = this;
    if (layout === null || this.#canvas.name === '') return [];
    return Array.from({ length: this.neurons }, (_, j) => {
      const { x, y } = cornerOf(layout, j);
      return {
        image: firstImage + j,
        canvas: this.#canvas.name,
        x: Math.round(x * devicePixelRatio),
        y: Math.round(y * devicePixelRatio),
      };
    });
  }

  /** Device pixels along a tile's side; 0 while that is unknown. */
  get size(): number {
    return this.layout?.size ?? 0;
  }

  /** A copy of one neuron's atlas as it is on show; null while there is none. */
  copyOf(neuron: number): HTMLCanvasElement | null {
    const { layout } = this;
    const { element } = this.#canvas;
    if (layout === null || element === null) return null;
    const { x, y } = cornerOf(layout, neuron);
    const copy = document.createElement('canvas');
    copy.width = copy.height = layout.size;
    const corner = [x, y].map((at) => -Math.round(at * devicePixelRatio)) as [number, number];
    copy.getContext('2d')!.drawImage(element, ...corner);
    return copy;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('neurons') || changed.has('distributions') || changed.has('tile')) this.#fit(this.#width);
    if (this.current >= this.neurons) this.current = 0;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('frame')) this.#canvas.drawn();
  }

  protected override render(): TemplateResult {
    const { layout } = this;
    return html`<div
      class="tiles"
      style=${layout === null ? '' : `width:${layout.width}px;height:${layout.height}px;--tile:${layout.tile}px`}
    >
      ${layout === null ? nothing : Array.from({ length: this.neurons }, (_, j) => this.renderTile(layout, j))}
      <span class="unseen" id="hint">${HINT}</span>
    </div>`;
  }

  private renderTile(layout: StripLayout, j: number): TemplateResult {
    const { x, y } = cornerOf(layout, j);
    return html`<figure style="left:${x}px;top:${y}px">
      <div
        class="tile ${this.cutting ? 'cutting' : ''}"
        data-neuron=${j}
        role="application"
        aria-roledescription="atlas"
        aria-label=${this.spoken(j)}
        aria-describedby="hint"
        tabindex=${j === this.current ? 0 : -1}
        @focus=${() => this.#onFocus(j)}
      >
        ${renderMarks(this.window, this.look.pins, this.look.line, this.pixel())}${this.share(j)}
      </div>
      <button
        class="open"
        type="button"
        tabindex="-1"
        aria-label="Open ${this.spoken(j)} large"
        data-tip="Open large, export"
        @click=${() => this.open(j)}
      >
        <wa-icon name="fit"></wa-icon>
      </button>
      ${this.renderCaption(j)}
      ${this.distributions === null ? nothing : html`<sigma-histogram .distribution=${this.distributions[j] ?? null} ?fourier=${this.look.fourier} ?wide=${this.tile >= ROOMY}></sigma-histogram>`}
    </figure>`;
  }

  private renderCaption(j: number): TemplateResult {
    const value = this.values?.[j];
    const range = this.frame.ranges?.[j];
    return html`<figcaption>
      ${this.renderName(j)}
      <output>${value === undefined ? nothing : html`= ${amount(value, this.tile < ROOMY ? 4 : 7)}`}</output>
      <span class="range" data-tip="The colours run from the first number to the second">
        ${range === undefined ? nothing : rangeText(range, this.look.scale.colours)}
      </span>
    </figcaption>`;
  }

  private renderName(j: number): TemplateResult {
    const { quantity } = this.look;
    const letter = html`<i>${this.stage === 0 ? 'x' : 'a'}</i><sub>${j + 1}</sub>`;
    if (quantity === 'rule')
      return this.stage === 0
        ? html`<span class="name left">left<sub>${j + 1}</sub></span>`
        : html`<span class="name right">right<sub>${j + 1}</sub></span>`;
    if (quantity === 'slope') return html`<span class="name">‖∇${letter}‖</span>`;
    if (quantity === 'wrt' && this.look.wrt !== null) return html`<span class="name">∂${letter}</span>`;
    return html`<span class="name">${letter}</span>`;
  }

  private share(j: number): TemplateResult | typeof nothing {
    const share = this.look.quantity === 'dead' ? this.frame.deadShares?.[j] : undefined;
    if (share === undefined) return nothing;
    return html`<span class="dead" aria-hidden="true"><span class="hatch"></span>${percent(share)} dead</span>`;
  }

  /** How pinned points are shown as images; not on tiles that these would cover. */
  private pixel(): PixelColour | null {
    return this.tile < ROOMY ? null : pixelColour(this.look.scale.colours, this.window);
  }

  private spoken(j: number): string {
    const dead = this.look.quantity === 'dead' ? this.frame.deadShares?.[j] : undefined;
    const share = dead === undefined ? '' : `, ${percent(dead)} dead`;
    return `${this.stage === 0 ? 'x' : 'a'} ${j + 1} of layer ${this.layer}${share}`;
  }

  private open(neuron: number): void {
    tell(this, 'plane-open', { layer: this.layer, stage: this.stage, neuron });
  }

  readonly #onFocus = (j: number): void => {
    this.current = j;
    const tile = this.box.querySelector(`[data-neuron="${j}"]`);
    if (this.point === null && tile?.matches(':focus-visible') === true)
      tell(this, 'plane-hover', [this.window.centreX, this.window.centreY]);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const tile = tileOf(event);
    if (tile === null || event.ctrlKey || event.metaKey) return;
    const j = Number(tile.dataset['neuron']);
    if (event.key.toLowerCase() === 'o') this.open(j);
    else if (event.key === ']' || event.key === '[') this.#go(j + (event.key === ']' ? 1 : -1));
    else return;
    event.preventDefault();
  };

  #go(j: number): void {
    this.box.querySelector<HTMLElement>(`[data-neuron="${(j + this.neurons) % this.neurons}"]`)?.focus();
  }

  #fit(width: number): void {
    this.#width = width;
    if (width < 40 || this.neurons === 0 || this.tile === 0) return;
    const below = CAPTION + (this.distributions === null ? 0 : HISTOGRAM_HEIGHT);
    const layout = stripLayout(this.neurons, width, this.tile, devicePixelRatio, below);
    if (JSON.stringify(layout) !== JSON.stringify(this.layout)) this.layout = layout;
  }
}

function tileOf(event: Event): HTMLElement | null {
  const found = event
    .composedPath()
    .find((target) => target instanceof HTMLElement && target.classList.contains('tile'));
  return (found as HTMLElement | undefined) ?? null;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-strip': SigmaStrip;
  }
}
