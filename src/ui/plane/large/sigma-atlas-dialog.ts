import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Quantity } from '../../../domain/atlas/images.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import { errorMessage, errorName } from '../../../domain/errors.ts';
import type { Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { AtlasFrame, AtlasScale, AtlasWorker } from '../../../protocol/atlas.ts';
import type { PlaneLook, PlanePoint, PlaneStage } from '../../../state/plane-look.ts';
import { saveFile } from '../../app/browser.ts';
import '../../select/sigma-select.ts';
import type { SelectChange } from '../../select/sigma-select.ts';
import { base, buttons, rows } from '../../shared/controls.ts';
import '../../shared/icons.ts';
import { Drawer } from '../shared/drawer.ts';
import { PlaneGestures } from '../shared/gestures.ts';
import { pixelColour, renderMarks } from '../shared/marks.ts';
import { amount, percent, rangeText } from '../shared/text.ts';
import { shortCoordinate } from '../shared/window.ts';
import { drawingOf, firstImage } from '../view/frames.ts';
import { toCsv, toNpy, toPng } from './encode.ts';
import type { Slicing } from './slices.ts';
import { styles } from './styles.ts';
import { atlasValues, type AtlasSubject } from './values.ts';

type Format = 'png' | 'csv' | 'npy';

const SIZES = [256, 512, 1024, 2048, 4096].map((size) => ({ value: String(size), label: `${size} × ${size}` }));
const SHOWN: Readonly<Record<Exclude<Quantity, 'dead'>, string>> = {
  value: '',
  slope: 'norm of the gradient by the two inputs',
  rule: 'slope that backpropagation takes',
  wrt: 'derivative by the chosen number',
};
let dialogs = 0;

/**
 * One atlas as large as the window allows, with everything that an atlas can do, and its export: the picture as PNG, the values as CSV or .npy. Open
 * as long as it is on the page.
 *
 * @fires close - When the person is done with it.
 */
@customElement('sigma-atlas-dialog')
export class SigmaAtlasDialog extends LitElement {
  static override styles = [base, buttons, rows, styles];

  @property({ attribute: false }) experiment!: Experiment;
  @property({ attribute: false }) spec!: PlaneSpec;
  @property({ attribute: false }) atlas!: PlaneStage & { readonly neuron: number };
  @property({ attribute: false }) look!: PlaneLook;
  @property({ attribute: false }) window!: PlaneWindow;
  @property({ attribute: false }) point: PlanePoint | null = null;
  /** The neuron's value at the crosshair. */
  @property({ attribute: false }) value: number | null = null;
  /** The range of its colours on the page. */
  @property({ attribute: false }) range: readonly [number, number] | null = null;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;

  @state() private frame: AtlasFrame | null = null;
  @state() private size = 1024;
  @state() private progress: number | null = null;
  @state() private trouble = '';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.tile') private tile!: HTMLElement;

  #name = '';
  #side = 0;
  #exporting: AbortController | null = null;
  readonly #drawer = new Drawer(
    (request) => this.atlases?.drawAtlases(request) ?? Promise.resolve(null),
    (frame) => (this.frame = frame),
  );

  constructor() {
    super();
    new PlaneGestures(this, {
      pictureAt: (event) => (event.composedPath().includes(this.tile) ? this.tile : null),
      window: () => this.window,
      cutting: () => false,
      point: () => this.point,
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#exporting?.abort();
    this.#drawer.stop();
    if (this.#name !== '') void this.atlases?.detachCanvas(this.#name).catch(() => undefined);
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.tile.focus();
    void this.#attach();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('spec') || changed.has('look') || changed.has('window')) this.#wish();
  }

  protected override render(): TemplateResult {
    const { layer, stage, neuron } = this.atlas;
    const range = this.frame?.ranges[0];
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <header>
        <h2 id="title"><i>${stage === 0 ? 'x' : 'a'}</i><sub>${neuron + 1}</sub><sup>(${layer})</sup></h2>
        <span class="quiet">${this.shown()}</span>
        <output>${this.reading()}</output>
        <button class="bare icon" type="button" aria-label="Close" @click=${() => this.dialog.close()}>
          <wa-icon name="close"></wa-icon>
        </button>
      </header>
      <div class="tile" role="application" aria-roledescription="atlas" aria-labelledby="title" tabindex="0">
        ${renderMarks(this.window, this.look.pins, this.look.line, pixelColour(this.look.scale.colours, this.window))}
      </div>
      <div class="range">${range === undefined ? nothing : rangeText(range, this.look.scale.colours)}</div>
      ${this.renderExport()}
    </dialog>`;
  }

  private renderExport(): TemplateResult {
    const busy = this.progress !== null;
    const button = (format: Format, label: string, tip: string): TemplateResult =>
      html`<button type="button" data-tip=${tip} ?disabled=${busy} @click=${() => void this.#export(format)}>
        ${label}
      </button>`;
    return html`<footer>
      <sigma-select
        label="export"
        hint="Pixels, or values, along each side."
        .choices=${SIZES}
        .value=${String(this.size)}
        @change=${({ detail }: SelectChange) => (this.size = Number(detail.value))}
      ></sigma-select>
      ${button('png', 'PNG', 'The picture, with contour and hatching')}
      ${button('csv', 'CSV', 'The values, a line a row, first row at the top')}
      ${button('npy', '.npy', 'The values for NumPy, float32')}
      <span class="progress" role="status">${busy ? `${Math.round(100 * this.progress!)} %` : this.trouble}</span>
      ${busy ? html`<button class="bare" type="button" @click=${() => this.#exporting?.abort()}>Cancel</button>` : nothing}
    </footer>`;
  }

  /** What is shown of it, where that isn't its value. */
  private shown(): string {
    const { quantity } = this.look;
    const share = this.frame?.deadShares?.[0];
    if (quantity === 'dead') return share === undefined ? '' : `${percent(share)} of the visible plane dead`;
    return SHOWN[quantity];
  }

  private reading(): string {
    const { point, value } = this;
    if (point === null || value === null) return '';
    const { extent } = this.window;
    return `${amount(value, 9)} at (${shortCoordinate(point[0], extent)}, ${shortCoordinate(point[1], extent)})`;
  }

  /** A range shared with other atlases is the one that these have on the page: here they aren't drawn. */
  #scale(): AtlasScale {
    const { scale } = this.look;
    const shared = scale.mode === 'layer' || scale.mode === 'all';
    return shared && this.range !== null ? { ...scale, mode: 'fixed', range: this.range } : scale;
  }

  #image(): number {
    return firstImage(this.spec, this.atlas.layer, this.atlas.stage) + this.atlas.neuron;
  }

  async #attach(): Promise<void> {
    const side = this.tile.clientWidth;
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor((side * devicePixelRatio) / 4) * 4;
    canvas.height = canvas.width;
    canvas.setAttribute('aria-hidden', 'true');
    this.tile.prepend(canvas);
    dialogs++;
    const name = `large-${dialogs}`;
    const { width } = canvas;
    await this.atlases?.attachCanvas(name, canvas.transferControlToOffscreen());
    this.#name = name;
    this.#side = width;
    this.#wish();
  }

  #wish(): void {
    if (this.#name === '') return;
    const { seed } = this.experiment;
    const drawing = drawingOf({ spec: this.spec, seed, window: this.window, look: this.look });
    const tile = { image: 0, canvas: this.#name, x: 0, y: 0 };
    this.#drawer.wish({ ...drawing, scale: this.#scale(), only: this.#image(), size: this.#side, tiles: [tile] });
  }

  async #export(format: Format): Promise<void> {
    const exporting = new AbortController();
    this.#exporting = exporting;
    this.trouble = '';
    this.progress = 0;
    try {
      const slicing = { signal: exporting.signal, onProgress: (share: number) => (this.progress = share) };
      saveFile(await this.#file(format, slicing), this.#fileName(format));
    } catch (error) {
      if (errorName(error) !== 'AbortError') this.trouble = errorMessage(error);
    } finally {
      this.progress = null;
    }
  }

  async #file(format: Format, slicing: Slicing): Promise<Blob> {
    const { experiment, spec, window, look, atlas, size, atlases } = this;
    const subject: AtlasSubject = { experiment, spec, window, look, atlas };
    const values = await atlasValues(subject, size, atlases, slicing);
    if (format === 'csv') return toCsv(values, size, slicing);
    if (format === 'npy') return toNpy(values, size);
    const range = this.frame?.ranges[0] ?? look.scale.range;
    if (look.quantity !== 'dead') return toPng({ values, dead: null, size, range, scale: look.scale }, slicing);
    const under = await atlasValues({ ...subject, look: { ...look, quantity: 'value' } }, size, atlases, slicing);
    return toPng({ values: under, dead: values, size, range, scale: look.scale }, slicing);
  }

  #fileName(format: Format): string {
    const { layer, stage, neuron } = this.atlas;
    const { quantity } = this.look;
    const what = quantity === 'value' ? '' : `-${quantity}`;
    return `${stage === 0 ? 'x' : 'a'}${neuron + 1}-layer${layer}${what}-${this.size}.${format}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-atlas-dialog': SigmaAtlasDialog;
  }
}
