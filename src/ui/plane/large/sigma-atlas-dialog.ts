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
import { dialogs } from '../../shared/dialogs.ts';
import '../../shared/icons.ts';
import { AtlasCanvas } from '../shared/atlas-canvas.ts';
import { Drawer } from '../shared/drawer.ts';
import { PlaneGestures } from '../shared/gestures.ts';
import { pixelColour, renderMarks } from '../shared/marks.ts';
import { amount, percent, rangeText } from '../shared/text.ts';
import { shortCoordinate } from '../shared/window.ts';
import { drawingOf, firstImage } from '../view/frames.ts';
import { toCsv, toNpy, toPng } from './encode.ts';
import type { Slicing } from './slices.ts';
import { styles } from './styles.ts';
import { atlasValues } from './values.ts';

type Format = 'png' | 'csv' | 'npy';

const SIZES = [256, 512, 1024, 2048, 4096].map((size) => ({ value: String(size), label: `${size} × ${size}` }));
const SHOWN: Readonly<Record<Exclude<Quantity, 'dead'>, string>> = {
  value: '',
  slope: 'norm of the gradient by the two inputs',
  rule: 'slope that backpropagation takes',
  wrt: 'derivative by the chosen number',
};

/**
 * One atlas as large as the window allows, with everything that an atlas can do, and its export: the picture as PNG, the values as CSV or .npy. Open
 * as long as it is on the page.
 *
 * @fires close - When the person is done with it.
 */
@customElement('sigma-atlas-dialog')
export class SigmaAtlasDialog extends LitElement {
  static override styles = [base, buttons, rows, dialogs, styles];

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
  /** Changes when the worker lost its canvases. */
  @property({ type: Number }) generation = 0;
  /** The atlas as it is on the page, on show until it is drawn here. */
  @property({ attribute: false }) preview: HTMLCanvasElement | null = null;
  /** The frame that the worker drew by itself while a run trains. */
  @property({ attribute: false }) liveFrame: AtlasFrame | null = null;

  @state() private frame: AtlasFrame | null = null;
  /** CSS pixels along the atlas. */
  @state() private side = 0;
  @state() private size = 1024;
  @state() private progress: number | null = null;
  @state() private trouble = '';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.tile') private tile!: HTMLElement;

  #exporting: AbortController | null = null;
  readonly #resized = new ResizeObserver(([entry]) => (this.side = Math.floor(entry!.contentRect.width)));
  readonly #canvas = new AtlasCanvas(this, {
    box: () => this.tile,
    worker: () => this.atlases,
    room: () => (this.side === 0 ? null : { width: this.side, height: this.side }),
    generation: () => this.generation,
    ready: () => this.#wish(),
  });
  readonly #drawer = new Drawer(
    (request) => this.atlases?.drawAtlases(request) ?? Promise.resolve(null),
    (frame) => this.#show(frame),
    (error) => (this.trouble = errorMessage(error)),
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
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    this.tile.focus();
    this.#resized.observe(this.tile);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('liveFrame') && this.liveFrame?.ranges.length === 1) this.#show(this.liveFrame);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('spec') || changed.has('look') || changed.has('window')) this.#wish();
  }

  protected override render(): TemplateResult {
    const { layer, stage, neuron } = this.atlas;
    const range = this.frame?.ranges[0];
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <div class="head">
        <h2 id="title"><i>${stage === 0 ? 'x' : 'a'}</i><sub>${neuron + 1}</sub><sup>(${layer})</sup></h2>
        <span class="quiet">${this.shown()}</span>
        <output>${this.reading()}</output>
        <button class="bare icon" type="button" aria-label="Close" @click=${() => this.dialog.close()}>
          <wa-icon name="close"></wa-icon>
        </button>
      </div>
      <div class="tile" role="application" aria-roledescription="atlas" aria-labelledby="title" tabindex="0">
        ${this.frame === null ? this.preview : nothing}
        ${renderMarks(this.window, this.look.pins, this.look.line, pixelColour(this.look.scale.colours, this.window))}
      </div>
      <div class="range">${range === undefined ? nothing : rangeText(range, this.look.scale.colours)}</div>
      ${this.renderExport()}
    </dialog>`;
  }

  private renderExport(): TemplateResult {
    const busy = this.progress !== null;
    const button = (format: Format, label: string, tip: string): TemplateResult =>
      html`<button
        type="button"
        data-tip=${tip}
        ?disabled=${busy || this.frame === null}
        @click=${() => void this.#export(format)}
      >
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

  #show(frame: AtlasFrame): void {
    this.frame = frame;
    this.#canvas.drawn();
  }

  #wish(): void {
    if (this.#canvas.name === '') return;
    const tile = { image: 0, canvas: this.#canvas.name, x: 0, y: 0 };
    const size = Math.floor(this.#canvas.width / 4) * 4;
    this.#drawer.wish({ ...this.#drawing(), scale: this.#scale(), only: this.#image(), size, tiles: [tile] });
  }

  #drawing(): ReturnType<typeof drawingOf> {
    const { spec, experiment, window, look } = this;
    return drawingOf({ spec, seed: experiment.seed, window, look });
  }

  async #export(format: Format): Promise<void> {
    const exporting = new AbortController();
    this.#exporting = exporting;
    this.trouble = '';
    this.progress = 0;
    try {
      saveFile(await this.#file(format, exporting.signal), this.#fileName(format));
    } catch (error) {
      if (errorName(error) !== 'AbortError') this.trouble = errorMessage(error);
    } finally {
      this.progress = null;
    }
  }

  async #file(format: Format, signal: AbortSignal): Promise<Blob> {
    const { size, look, frame } = this;
    const hatched = format === 'png' && look.quantity === 'dead';
    /** Computing takes most of the time, twice where something is hatched. */
    const part = (from: number, to: number): Slicing => ({
      signal,
      onProgress: (share) => (this.progress = from + (to - from) * share),
    });
    const values = await this.#values(look.quantity, part(0, hatched ? 0.4 : 0.8));
    const coding = part(0.8, 1);
    if (format === 'csv') return toCsv(values, size, coding);
    if (format === 'npy') return toNpy(values, size);
    const { colours, contour, range: fixed } = look.scale;
    const under = hatched ? await this.#values('value', part(0.4, 0.8)) : values;
    const range = frame?.ranges[0] ?? fixed;
    return toPng({ values: under, dead: hatched ? values : null, size, range, colours, contour }, coding);
  }

  #values(quantity: Quantity, slicing: Slicing): Promise<Float32Array<ArrayBuffer>> {
    const drawing = this.#drawing();
    const shown = quantity === this.look.quantity ? drawing : { ...drawing, quantity };
    return atlasValues({ ...shown, image: this.#image(), size: this.size }, this.atlases!, slicing);
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
