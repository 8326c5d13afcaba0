import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { LayerColumns } from '../../../domain/atlas/host.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import { DEFAULT_ZOOM, LIMITS } from '../../../domain/experiment/defaults.ts';
import type { Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { AtlasWorker } from '../../../protocol/atlas.ts';
import type { PlaneState } from '../../../state/app-state.ts';
import { withLayerAdded, written, type WrittenPlane } from '../../../state/plane-edits.ts';
import { MOST_PINS, type PlanePoint } from '../../../state/plane-look.ts';
import { base, buttons } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import '../input/sigma-plane-input.ts';
import '../layer/sigma-plane-layer.ts';
import type { LayerDistributions, SigmaPlaneLayer } from '../layer/sigma-plane-layer.ts';
import '../panels/sigma-plane-colours.ts';
import '../panels/sigma-plane-samples.ts';
import { distributionOf, drawSamples, type Samples } from '../samples/distribution.ts';
import { Drawer } from '../shared/drawer.ts';
import type { PlaneEventDetails } from '../shared/events.ts';
import { netAlong, netAt, programOf } from '../shared/net.ts';
import { placeOf, zoomedWindow } from '../shared/window.ts';
import { tileFor } from '../strip/layout.ts';
import '../slice/sigma-slice.ts';
import '../toolbar/sigma-plane-toolbar.ts';
import { crosshairText } from './crosshair-text.ts';
import { framesOf, wishOf, type LayerFrames } from './frames.ts';
import { styles } from './styles.ts';

type Told<K extends keyof PlaneEventDetails> = CustomEvent<PlaneEventDetails[K]>;

const SAY_MS = 500;
const SAMPLE_MS = 80;
/** Space between the two halves of a layer, and the width from which they stand side by side (see the layer's styles). */
const HALVES = { gap: 24, from: 620 } as const;

/** The 2D net: its equations with their numbers, an atlas for every component of every x and a, and the instruments to look at them with. */
@customElement('sigma-plane')
export class SigmaPlane extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) experiment!: Experiment;
  @property({ attribute: false }) plane!: PlaneState;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;

  @state() private hover: PlanePoint | null = null;
  @state() private frames: readonly LayerFrames[] = [];
  @state() private values: readonly LayerColumns[] | null = null;
  @state() private distributions: readonly LayerDistributions[] | null = null;
  @state() private cutting = false;
  /** The atlas that is open large. */
  @state() private large: PlaneEventDetails['plane-open'] | null = null;
  @state() private tile = 0;
  @state() private trouble = '';
  @state() private spoken = '';

  @query('.layers') private net!: HTMLElement;
  @queryAll('sigma-plane-layer') private layers!: NodeListOf<SigmaPlaneLayer>;

  #spec!: WrittenPlane;
  #cutFrom: PlanePoint | null = null;
  #samples: { readonly key: string; readonly samples: Samples } | null = null;
  #saying: ReturnType<typeof setTimeout> | undefined;
  #sampling: ReturnType<typeof setTimeout> | undefined;
  readonly #resized = new ResizeObserver(() => this.#fit());
  readonly #drawer = new Drawer(
    (request) => this.atlases?.drawAtlases(request) ?? Promise.resolve(null),
    (frame, { network }) => {
      this.trouble = '';
      this.frames = framesOf(network, frame);
    },
    (error) => {
      this.trouble = error instanceof Error ? error.message : String(error);
    },
  );

  constructor() {
    super();
    this.#answer('plane-edit', ({ change, key }) => this.#edit(change, key));
    this.#answer('plane-look', (change) => emit(this, 'sigma-plane-look', change));
    this.#answer('plane-hover', (point) => (this.hover = point));
    this.#answer('plane-pan', ({ dx, dy }) => this.#pan(dx, dy));
    this.#answer('plane-zoom', ({ factor, about }) => this.#zoom(factor, about));
    this.#answer('plane-pin', (point) => this.#pin(point));
    this.#answer('plane-line', (line) => emit(this, 'sigma-plane-look', { line }));
    this.#answer('plane-cut', () => (this.cutting = false));
    this.#answer('plane-home', () => this.#home());
    this.#answer('plane-choose', (wrt) => emit(this, 'sigma-plane-look', { wrt, quantity: 'wrt' }));
    this.#answer('plane-open', (atlas) => this.#open(atlas));
    this.addEventListener('strip-ready', () => this.#wish());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    if (this.hasUpdated) this.#resized.observe(this.net);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    this.#resized.disconnect();
    this.#drawer.stop();
    clearTimeout(this.#saying);
    clearTimeout(this.#sampling);
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.net);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const now = changed.has('experiment') || changed.has('plane');
    if (changed.has('experiment')) this.#spec = written(this.experiment.network as PlaneSpec, this.experiment.seed);
    if (changed.has('experiment')) this.#fit();
    if (now || changed.has('hover')) this.#read();
    if (now) this.#sampleSoon();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('experiment') || changed.has('plane') || changed.has('tile')) void this.#wishWhenLaidOut();
    this.#showCrosshair();
  }

  protected override render(): TemplateResult {
    const { look, canUndo, canRedo } = this.plane;
    return html`<aside aria-label="Input and instruments">
        <h2>Input</h2>
        <sigma-plane-input
          .window=${this.#window()}
          .look=${look}
          .point=${this.#point()}
          .samples=${this.#shownSamples()}
          ?cutting=${this.cutting}
        ></sigma-plane-input>
        <button
          class="cut"
          type="button"
          aria-pressed=${this.cutting ? 'true' : 'false'}
          data-tip="Drag across any atlas to cut a line; by keys, L marks its start at the crosshair and L again its end."
          @click=${this.#toggleCutting}
        >
          <wa-icon name="line"></wa-icon>${this.cutting ? 'Drag across an atlas' : 'Cut a line'}
        </button>
        <div class="instruments">
          <sigma-plane-colours .scale=${look.scale}></sigma-plane-colours>
          <sigma-plane-samples kind=${look.samples} ?fourier=${look.fourier}></sigma-plane-samples>
        </div>
      </aside>
      <main>
        <sigma-plane-toolbar
          .spec=${this.#spec}
          .look=${look}
          ?canUndo=${canUndo}
          ?canRedo=${canRedo}
        ></sigma-plane-toolbar>
        <p class="trouble" role="alert">${this.trouble}</p>
        <div class="net">
          <div class="layers">${this.#spec.layers.map((_, k) => this.renderLayer(k))}</div>
          ${this.renderMore()}
        </div>
        ${this.renderSlice()}
        <p class="unseen" aria-live="polite">${this.spoken}</p>
      </main>
      ${this.renderLarge()}`;
  }

  private renderSlice(): TemplateResult | typeof nothing {
    const { look } = this.plane;
    if (look.line === null) return nothing;
    return html`<sigma-slice
      .spec=${this.#spec}
      .seed=${this.experiment.seed}
      .look=${look}
      .line=${look.line}
    ></sigma-slice>`;
  }

  private renderLayer(k: number): TemplateResult {
    return html`<sigma-plane-layer
      .spec=${this.#spec}
      .layer=${k}
      .seed=${this.experiment.seed}
      .atlases=${this.atlases}
      .generation=${this.plane.canvases}
      .look=${this.plane.look}
      .window=${this.#window()}
      .frames=${this.frames[k] ?? EMPTY}
      .point=${this.#point()}
      .values=${this.values?.[k] ?? null}
      .distributions=${this.distributions?.[k] ?? null}
      .tile=${this.tile}
      ?cutting=${this.cutting}
    ></sigma-plane-layer>`;
  }

  private renderLarge(): TemplateResult | typeof nothing {
    const atlas = this.large;
    if (atlas === null || atlas.layer >= this.#spec.layers.length) return nothing;
    const layer = this.values?.[atlas.layer];
    return html`<sigma-atlas-dialog
      .experiment=${this.experiment}
      .spec=${this.#spec}
      .atlas=${atlas}
      .look=${this.plane.look}
      .window=${this.#window()}
      .point=${this.#point()}
      .value=${(atlas.stage === 0 ? layer?.pre : layer?.post)?.[atlas.neuron]?.[0] ?? null}
      .atlases=${this.atlases}
      @close=${this.#onLargeClosed}
    ></sigma-atlas-dialog>`;
  }

  private renderMore(): TemplateResult | typeof nothing {
    if (this.#spec.layers.length >= LIMITS.planeLayers) return nothing;
    return html`<button
      class="more"
      type="button"
      data-tip="Another layer as wide as the last, with random numbers"
      @click=${() => this.#edit((spec) => withLayerAdded(spec, this.experiment.seed), '')}
    >
      <wa-icon name="plus"></wa-icon>Add a layer
    </button>`;
  }

  #open(atlas: PlaneEventDetails['plane-open']): void {
    this.large = atlas;
    void import('../large/sigma-atlas-dialog.ts');
  }

  readonly #toggleCutting = (): void => {
    this.cutting = !this.cutting;
  };

  readonly #onLargeClosed = (): void => {
    this.large = null;
    this.#wish();
  };

  #answer<K extends keyof PlaneEventDetails>(name: K, answer: (detail: PlaneEventDetails[K]) => void): void {
    this.addEventListener(name, (event) => answer((event as Told<K>).detail));
  }

  #edit(change: (spec: WrittenPlane) => WrittenPlane, key: string): void {
    const network = change(this.#spec);
    if (network !== this.#spec) emit(this, 'sigma-plane-edit', { network, key });
  }

  #windowNow: PlaneWindow = { centreX: 0, centreY: 0, extent: DEFAULT_ZOOM };

  /** The same object as long as it is the same window. */
  #window(): PlaneWindow {
    const [centreX, centreY] = this.plane.look.centre;
    const { zoom: extent } = this.#spec;
    const now = this.#windowNow;
    if (now.centreX !== centreX || now.centreY !== centreY || now.extent !== extent)
      this.#windowNow = { centreX, centreY, extent };
    return this.#windowNow;
  }

  #pan(dx: number, dy: number): void {
    const [x, y] = this.plane.look.centre;
    emit(this, 'sigma-plane-look', { centre: [x + dx, y + dy] });
  }

  #zoom(factor: number, about: PlanePoint): void {
    const { centreX, centreY, extent } = zoomedWindow(this.#window(), factor, about);
    emit(this, 'sigma-plane-look', { centre: [centreX, centreY] });
    this.#edit((spec) => ({ ...spec, zoom: Number(extent.toPrecision(6)) }), 'zoom');
  }

  #home(): void {
    emit(this, 'sigma-plane-look', { centre: [0, 0] });
    this.#edit((spec) => ({ ...spec, zoom: DEFAULT_ZOOM }), 'zoom');
  }

  #pin(point: PlanePoint): void {
    const others = this.plane.look.pins.filter(([x, y]) => x !== point[0] || y !== point[1]);
    emit(this, 'sigma-plane-look', { pins: [...others, point].slice(-MOST_PINS) });
  }

  /** Where the crosshair is: under the pointer, else at the last pin. */
  #point(): PlanePoint | null {
    return this.hover ?? this.plane.look.pins.at(-1) ?? null;
  }

  #read(): void {
    const point = this.#point();
    const { look } = this.plane;
    this.values = point === null ? null : netAt({ spec: this.#spec, seed: this.experiment.seed, look }, point);
    clearTimeout(this.#saying);
    const { values } = this;
    if (point !== null && values !== null)
      this.#saying = setTimeout(() => (this.spoken = crosshairText(point, values, this.#spec.zoom)), SAY_MS);
  }

  #showCrosshair(): void {
    const point = this.#point();
    this.style.setProperty('--cross', point === null ? '0' : '1');
    if (point === null) return;
    const { left, top } = placeOf(this.#window(), point);
    this.style.setProperty('--cross-x', left.toFixed(5));
    this.style.setProperty('--cross-y', top.toFixed(5));
  }

  #shownSamples(): Samples | null {
    const { samples } = this.plane.look;
    if (samples === 'none') return null;
    const key = `${samples} ${this.experiment.seed}`;
    if (this.#samples?.key !== key) this.#samples = { key, samples: drawSamples(samples, this.experiment.seed) };
    return this.#samples.samples;
  }

  /** Distributions follow when the hand rests: atlases come first. */
  #sampleSoon(): void {
    clearTimeout(this.#sampling);
    if (this.plane.look.samples === 'none') this.distributions = null;
    else this.#sampling = setTimeout(() => this.#sample(), SAMPLE_MS);
  }

  #sample(): void {
    const samples = this.#shownSamples();
    if (samples === null) return;
    const { fourier, side } = this.plane.look;
    const look = { quantity: 'value', wrt: null, side } as const;
    const layers = netAlong({ spec: this.#spec, seed: this.experiment.seed, look }, samples.xs, samples.ys);
    const all = (columns: readonly Float64Array[]) => columns.map((values) => distributionOf(values, fourier));
    this.distributions = layers?.map(({ pre, post }) => [all(pre), all(post)] as const) ?? null;
  }

  #fit(): void {
    if (!this.hasUpdated) return;
    const width = this.net.clientWidth;
    const half = width >= HALVES.from ? (width - HALVES.gap) / 2 : width;
    this.tile = tileFor(Math.max(...this.#spec.layers.map((layer) => layer.width)), Math.floor(half));
  }

  /** Strips of new layers lay themselves out first. */
  async #wishWhenLaidOut(): Promise<void> {
    await Promise.all([...this.layers].map((layer) => layer.updateComplete));
    this.#wish();
  }

  #wish(): void {
    if (this.large !== null || programOf(this.#spec) === null) return; // atlases behind a dialog wait
    const wish = wishOf([...this.layers], {
      network: this.#spec,
      seed: this.experiment.seed,
      window: this.#window(),
      look: this.plane.look,
    });
    if (wish !== null) this.#drawer.wish(wish);
  }

  /** L on an atlas: the first marks where the line starts, the second where it ends. */
  #cutByKey(): void {
    const point = this.#point();
    if (point === null) return;
    const from = this.#cutFrom;
    this.#cutFrom = from === null ? point : null;
    emit(this, 'sigma-plane-look', { line: { from: from ?? point, to: point } });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 'l' && onPicture(event)) return this.#cutByKey();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    if ((key !== 'z' && key !== 'y') || keepsOwnUndo(event)) return;
    event.preventDefault();
    emit(this, key === 'y' || event.shiftKey ? 'sigma-plane-redo' : 'sigma-plane-undo', null);
  };
}

const EMPTY: LayerFrames = [
  { ranges: null, deadShares: null },
  { ranges: null, deadShares: null },
];

/** Whether a key was pressed on an atlas or the input plane. */
function onPicture(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && target.role === 'application' && !event.ctrlKey && !event.metaKey;
}

/** Text fields undo their own typing; numbers of a matrix are the net's. */
function keepsOwnUndo(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement && target.type === 'text' && target.dataset['cell'] === undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane': SigmaPlane;
  }
}
