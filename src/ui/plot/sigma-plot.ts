import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base } from '../shared/controls.ts';
import { coordinate } from '../shared/format.ts';
import { paletteAt } from '../shared/palette.ts';
import { RepaintController } from '../shared/repaint-controller.ts';
import { agreeAt, type Curves } from './curves.ts';
import { areaOf, drawScene } from './draw.ts';
import { renderReadout } from './readout.ts';
import { styles } from './styles.ts';
import { DEFAULT_X, fitY, fromPixelX, zoomed, type Range, type View } from './view.ts';

/** Sent when the cursor moves; null when it leaves. */
export type PlotCursor = CustomEvent<{ readonly x: number | null }>;

const ZOOM_KEYS: Readonly<Record<string, number>> = { '+': 0.8, '=': 0.8, '-': 1.25, '−': 1.25 };
const HINT = 'Arrows move the cursor (shift far, alt little), + and − zoom, 0 goes back to −4…4. The wheel zooms too.';

/**
 * σ in ink and what backpropagation sees, dashed: one curve in the accent where left and right agree, blue and orange where they
 * differ; hatched where no gradient passes. Under the pointer, or by arrow keys, a cursor reads all of them off.
 *
 * @fires cursor - PlotCursor.
 */
@customElement('sigma-plot')
export class SigmaPlot extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) curves: Curves | null = null;
  /** What is plotted, for those who cannot see it. */
  @property() label = 'Plot of σ';
  /** What else is to be said of the point under the cursor. */
  @property() note = '';
  /** Small, silent, and left alone by Tab. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private cursor: number | null = null;
  @state() private range: Range = DEFAULT_X;

  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.frame') private frame!: HTMLElement;

  readonly #resized = new ResizeObserver(() => this.paint());

  constructor() {
    super();
    new RepaintController(this, () => this.paint());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resized.observe(this.frame);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.frame);
    this.frame.addEventListener('wheel', this.#onWheel, { passive: false });
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.paint();
  }

  protected override render(): TemplateResult {
    return this.compact
      ? this.renderStill()
      : html`${this.renderLive()}${renderReadout(this.curves, this.cursor, this.range)}`;
  }

  private renderStill(): TemplateResult {
    return html`<div class="frame" aria-hidden="true"><canvas></canvas></div>`;
  }

  private renderLive(): TemplateResult {
    return html`<div
        class="frame"
        role="slider"
        tabindex="0"
        aria-label=${this.label}
        aria-describedby="hint"
        aria-valuemin=${this.range.from}
        aria-valuemax=${this.range.to}
        aria-valuenow=${this.cursor ?? 0}
        aria-valuetext=${this.spoken()}
        @pointermove=${this.#onPointer}
        @pointerdown=${this.#onPointer}
        @pointerleave=${this.#onLeave}
        @focus=${this.#onFocus}
        @keydown=${this.#onKey}
        @dblclick=${this.#onReset}
      >
        <canvas></canvas>
        ${this.curves === null ? html`<span class="missing">σ cannot be drawn while it has a mistake.</span>` : nothing}
      </div>
      <span id="hint" class="unseen">${HINT}</span>`;
  }

  private spoken(): string {
    const { curves } = this;
    const x = this.cursor ?? 0;
    if (curves === null) return 'Nothing to plot';
    const slopes = agreeAt(curves, x)
      ? `slope seen ${coordinate(curves.left(x))}`
      : `left slope ${coordinate(curves.left(x))}, right slope ${coordinate(curves.right(x))}`;
    return `x ${coordinate(x)}, σ ${coordinate(curves.sigma(x))}, ${slopes}. ${this.note}`;
  }

  private view(curves: Curves): View {
    return { x: this.range, y: fitY(curves, this.range) };
  }

  private paint(): void {
    const { canvas, frame, curves } = this;
    const width = frame.clientWidth;
    const height = frame.clientHeight;
    const context = canvas.getContext('2d');
    if (width === 0 || height === 0 || context === null) return;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    if (curves === null) return;
    context.scale(canvas.width / width, canvas.height / height);
    const { compact, cursor } = this;
    drawScene(context, { curves, view: this.view(curves), palette: paletteAt(this), width, height, compact, cursor });
  }

  private moveTo(x: number | null): void {
    this.cursor = x;
    this.dispatchEvent(new CustomEvent('cursor', { detail: { x } }));
  }

  private xAt(event: MouseEvent): number {
    const box = this.frame.getBoundingClientRect();
    const area = areaOf(box.width, box.height, false);
    const x = fromPixelX({ x: this.range, y: DEFAULT_X }, area, event.clientX - box.left);
    return Math.max(this.range.from, Math.min(this.range.to, x));
  }

  readonly #onPointer = (event: PointerEvent): void => this.moveTo(this.xAt(event));

  readonly #onLeave = (): void => {
    if (this.shadowRoot?.activeElement !== this.frame) this.moveTo(null);
  };

  readonly #onFocus = (): void => {
    if (this.cursor === null && this.frame.matches(':focus-visible')) this.moveTo(0);
  };

  readonly #onReset = (): void => {
    this.range = DEFAULT_X;
  };

  readonly #onWheel = (event: WheelEvent): void => {
    if (this.compact || event.deltaY === 0) return;
    event.preventDefault();
    this.range = zoomed(this.range, event.deltaY > 0 ? 1.12 : 1 / 1.12, this.xAt(event));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const zoom = ZOOM_KEYS[event.key];
    const step = event.shiftKey ? 1 : event.altKey ? 0.01 : 0.1;
    const x = this.cursor ?? 0;
    if (zoom !== undefined) this.range = zoomed(this.range, zoom, x);
    else if (event.key === '0') this.#onReset();
    else if (event.key === 'ArrowLeft') this.moveTo(this.within(x - step));
    else if (event.key === 'ArrowRight') this.moveTo(this.within(x + step));
    else if (event.key === 'Home') this.moveTo(this.range.from);
    else if (event.key === 'End') this.moveTo(this.range.to);
    else return;
    event.preventDefault();
  };

  private within(x: number): number {
    return Math.max(this.range.from, Math.min(this.range.to, Number(x.toFixed(6))));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plot': SigmaPlot;
  }
}
