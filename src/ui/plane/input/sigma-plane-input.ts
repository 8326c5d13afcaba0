import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { PlaneLook, PlanePoint } from '../../../state/plane-look.ts';
import { base, buttons } from '../../shared/controls.ts';
import '../../shared/icons.ts';
import { paletteAt } from '../../shared/palette.ts';
import { RepaintController } from '../../shared/repaint-controller.ts';
import type { Samples } from '../samples/distribution.ts';
import { tell } from '../shared/events.ts';
import { PlaneGestures } from '../shared/gestures.ts';
import { pixelColour, renderMarks, type PixelColour } from '../shared/marks.ts';
import { shortCoordinate } from '../shared/window.ts';
import { drawInput } from './draw.ts';
import { styles } from './styles.ts';

/**
 * The plane that goes in: a point of it is a two-pixel image. Shows the axes, what two-pixel image lies where, the samples, and beside it the image
 * under the crosshair and those that are pinned.
 */
@customElement('sigma-plane-input')
export class SigmaPlaneInput extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) window: PlaneWindow = { centreX: 0, centreY: 0, extent: 4 };
  @property({ attribute: false }) look!: PlaneLook;
  @property({ attribute: false }) point: PlanePoint | null = null;
  @property({ attribute: false }) samples: Samples | null = null;
  @property({ type: Boolean }) cutting = false;

  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.plane') private plane!: HTMLElement;

  readonly #resized = new ResizeObserver(() => this.paint());

  constructor() {
    super();
    new RepaintController(this, () => this.paint());
    new PlaneGestures(this, {
      pictureAt: (event) => (event.composedPath().includes(this.plane) ? this.plane : null),
      window: () => this.window,
      cutting: () => this.cutting,
      point: () => this.point,
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.plane);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('window') || changed.has('look') || changed.has('samples')) this.paint();
  }

  protected override render(): TemplateResult {
    return html`<div
        class="plane ${this.cutting ? 'cutting' : ''}"
        role="application"
        aria-roledescription="plane"
        aria-label="Input plane"
        aria-describedby="hint"
        tabindex="0"
        @focus=${this.#onFocus}
      >
        <canvas aria-hidden="true"></canvas>
        ${renderMarks(this.window, this.look.pins, this.look.line, this.colour())}
      </div>
      <span class="unseen" id="hint"
        >Arrows move the plane, alt and arrows the crosshair; plus and minus zoom, 0 goes home, Enter pins.</span
      >
      <div class="reading">
        ${this.renderImage(this.point)}
        <span class="at"
          ><i>x</i> =
          ${this.point === null ? html`<span class="quiet">a point of the plane</span>` : this.text(this.point)}</span
        >
      </div>
      ${this.look.pins.length === 0 ? nothing : this.renderPins()}`;
  }

  private renderPins(): TemplateResult {
    return html`<ul class="pins" aria-label="Pinned points">
      ${this.look.pins.map(
        (pin, index) =>
          html`<li>
            ${this.renderImage(pin)}<span>${this.text(pin)}</span>
            <button
              class="bare"
              type="button"
              aria-label="Take the pin at ${this.text(pin)} away"
              @click=${() => this.unpin(index)}
            >
              <wa-icon name="xmark"></wa-icon>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  /** The point as an image of two pixels. */
  private renderImage(point: PlanePoint | null): TemplateResult {
    const pixel = (value: number | undefined): string =>
      value === undefined ? '' : `background:${this.colour()(value)}`;
    return html`<span class="image" role="img" aria-label="Two-pixel image">
      <span style=${pixel(point?.[0])}></span><span style=${pixel(point?.[1])}></span>
    </span>`;
  }

  private colour(): PixelColour {
    return pixelColour(this.look.scale.colours, this.window);
  }

  private text([x, y]: PlanePoint): string {
    const { extent } = this.window;
    return `(${shortCoordinate(x, extent)}, ${shortCoordinate(y, extent)})`;
  }

  private unpin(index: number): void {
    tell(this, 'plane-look', { pins: this.look.pins.toSpliced(index, 1) });
  }

  private paint(): void {
    const { canvas, plane } = this;
    const side = plane.clientWidth;
    const context = canvas.getContext('2d');
    if (side === 0 || context === null) return;
    canvas.width = Math.round(side * devicePixelRatio);
    canvas.height = canvas.width;
    context.scale(canvas.width / side, canvas.width / side);
    drawInput(context, {
      side,
      window: this.window,
      palette: paletteAt(this),
      samples: this.samples,
      colour: this.colour(),
    });
  }

  readonly #onFocus = (): void => {
    if (this.point === null && this.plane.matches(':focus-visible'))
      tell(this, 'plane-hover', [this.window.centreX, this.window.centreY]);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-input': SigmaPlaneInput;
  }
}
