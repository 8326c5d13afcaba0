import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import { LIMITS } from '../../../domain/experiment/defaults.ts';
import type { Experiment } from '../../../domain/experiment/experiment.ts';
import type { OwnEntry } from '../../../domain/experiment/own-entry.ts';
import type { AtlasFrame, AtlasWorker } from '../../../protocol/atlas.ts';
import type { PlaneState } from '../../../state/app-state.ts';
import { withLayerAdded, type WrittenPlane } from '../../../state/plane-edits.ts';
import { base, buttons } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import '../input/sigma-plane-input.ts';
import '../layer/sigma-plane-layer.ts';
import type { SigmaPlaneLayer } from '../layer/sigma-plane-layer.ts';
import '../panels/sigma-plane-colours.ts';
import '../panels/sigma-plane-samples.ts';
import type { PlaneEventDetails } from '../shared/events.ts';
import '../slice/sigma-slice.ts';
import '../toolbar/sigma-plane-toolbar.ts';
import { Crosshair } from './crosshair.ts';
import { Distributions } from './distributions.ts';
import type { LayerFrames } from './frames.ts';
import { PlaneKeys } from './keys.ts';
import { LiveAtlases } from './live-atlases.ts';
import { Navigation } from './navigation.ts';
import { SceneMaker, type Scene } from './scene.ts';
import { styles } from './styles.ts';

type Told<K extends keyof PlaneEventDetails> = CustomEvent<PlaneEventDetails[K]>;

/**
 * The 2D net: its equations with their numbers, an atlas for every component of every x and a, and the instruments to look at them with. Lays its parts
 * out and answers their events; what the parts have in common is in the controllers beside it. In wide windows its two columns take their places in the grid
 * of the page around it.
 *
 * @slot settings - What is set of the training, above the input.
 */
@customElement('sigma-plane')
export class SigmaPlane extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) experiment!: Experiment;
  @property({ attribute: false }) plane!: PlaneState;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;
  /** The frame that the worker drew by itself while a run trains. */
  @property({ attribute: false }) liveFrame: AtlasFrame | null = null;
  /** Activations that the person saved. */
  @property({ attribute: false }) own: readonly OwnEntry[] = [];
  /** What narrow windows show of it. */
  @property({ reflect: true }) pane: 'settings' | 'net' | 'away' = 'net';
  /** Whether something else stands where the net does. */
  @property({ type: Boolean, reflect: true }) covered = false;

  @state() private cutting = false;
  /** The atlas that is open large. */
  @state() private large: PlaneEventDetails['plane-open'] | null = null;

  @query('.layers') private net!: HTMLElement;
  @queryAll('sigma-plane-layer') private layers!: NodeListOf<SigmaPlaneLayer>;

  #scene!: Scene;
  #edited: WrittenPlane | null = null;
  #preview: HTMLCanvasElement | null = null;
  readonly #scenes = new SceneMaker();
  readonly #crosshair = new Crosshair(this, () => this.#scene);
  readonly #distributions = new Distributions(this, () => this.#scene);
  readonly #navigation = new Navigation(
    this,
    () => this.#scene,
    (change, key) => this.#edit(change, key),
  );
  readonly #live = new LiveAtlases(this, {
    scene: () => this.#scene,
    worker: () => this.atlases,
    layers: () => this.layers,
    covered: () => this.large !== null,
  });
  readonly #resized = new ResizeObserver(() => this.#live.fit(this.net.clientWidth));

  constructor() {
    super();
    new PlaneKeys(
      this,
      () => this.#crosshair.point,
      () => this.#scene.look.centre,
    );
    this.#answer('plane-edit', ({ change, key }) => this.#edit(change, key));
    this.#answer('plane-look', (change) => emit(this, 'sigma-plane-look', change));
    this.#answer('plane-hover', (point) => this.#crosshair.hover(point));
    this.#answer('plane-pan', ({ dx, dy }) => this.#navigation.pan(dx, dy));
    this.#answer('plane-zoom', (zoom) => this.#navigation.zoom(zoom));
    this.#answer('plane-pin', (point) => this.#navigation.pin(point));
    this.#answer('plane-line', (line) => emit(this, 'sigma-plane-look', { line }));
    this.#answer('plane-cut', () => (this.cutting = false));
    this.#answer('plane-home', () => this.#navigation.home());
    this.#answer('plane-choose', (wrt) => emit(this, 'sigma-plane-look', { wrt, quantity: 'wrt' }));
    this.#answer('plane-open', (atlas) => this.#open(atlas));
    this.addEventListener('strip-ready', () => this.#live.wish());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resized.observe(this.net);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.net);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('experiment') || changed.has('plane'))
      this.#scene = this.#scenes.of(this.experiment, this.plane.look);
    if (changed.has('liveFrame') && this.liveFrame !== null) this.#live.take(this.liveFrame);
  }

  protected override render(): TemplateResult {
    const { canUndo, canRedo } = this.plane;
    const { spec, look } = this.#scene;
    return html`<aside aria-label="Settings and instruments">
        <slot name="settings"></slot>
        ${this.renderInput()} ${this.renderInstruments()}
      </aside>
      <main>
        <sigma-plane-toolbar .spec=${spec} .look=${look} ?canUndo=${canUndo} ?canRedo=${canRedo}></sigma-plane-toolbar>
        <p class="trouble" role="alert">${this.#live.trouble}</p>
        <div class="net">
          <div class="layers">${spec.layers.map((_, k) => this.renderLayer(k))}</div>
          ${this.renderMore()}
        </div>
        ${this.renderSlice()}
        <p class="unseen" aria-live="polite">${this.#crosshair.spoken}</p>
      </main>
      ${this.renderLarge()}`;
  }

  private renderInput(): TemplateResult {
    return html`<h2 class="input">Input</h2>
      <sigma-plane-input
        .window=${this.#scene.window}
        .look=${this.#scene.look}
        .point=${this.#crosshair.point}
        .samples=${this.#distributions.samples}
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
      </button>`;
  }

  private renderInstruments(): TemplateResult {
    const { look } = this.#scene;
    return html`<div class="instruments">
      <sigma-plane-colours .scale=${look.scale}></sigma-plane-colours>
      <sigma-plane-samples kind=${look.samples} ?fourier=${look.fourier}></sigma-plane-samples>
    </div>`;
  }

  private renderSlice(): TemplateResult | typeof nothing {
    const { spec, seed, look } = this.#scene;
    if (look.line === null) return nothing;
    return html`<sigma-slice .spec=${spec} .seed=${seed} .look=${look} .line=${look.line}></sigma-slice>`;
  }

  private renderLayer(k: number): TemplateResult {
    const { spec, seed, look, window } = this.#scene;
    return html`<sigma-plane-layer
      .spec=${spec}
      .layer=${k}
      .seed=${seed}
      .atlases=${this.atlases}
      .generation=${this.plane.canvases}
      .look=${look}
      .window=${window}
      .frames=${this.#live.frames[k] ?? EMPTY}
      .point=${this.#crosshair.point}
      .values=${this.#crosshair.values?.[k] ?? null}
      .distributions=${this.#distributions.layers?.[k] ?? null}
      .tile=${this.#live.tile}
      .own=${this.own}
      ?cutting=${this.cutting}
    ></sigma-plane-layer>`;
  }

  private renderLarge(): TemplateResult | typeof nothing {
    const atlas = this.large;
    const { spec, look, window } = this.#scene;
    if (atlas === null || atlas.layer >= spec.layers.length) return nothing;
    const layer = this.#crosshair.values?.[atlas.layer];
    return html`<sigma-atlas-dialog
      .experiment=${this.experiment}
      .spec=${spec}
      .atlas=${atlas}
      .look=${look}
      .window=${window}
      .point=${this.#crosshair.point}
      .range=${this.#live.frames[atlas.layer]?.[atlas.stage].ranges?.[atlas.neuron] ?? null}
      .value=${(atlas.stage === 0 ? layer?.pre : layer?.post)?.[atlas.neuron]?.[0] ?? null}
      .atlases=${this.atlases}
      .generation=${this.plane.canvases}
      .preview=${this.#preview}
      .liveFrame=${this.liveFrame}
      @close=${this.#onLargeClosed}
    ></sigma-atlas-dialog>`;
  }

  private renderMore(): TemplateResult | typeof nothing {
    const { spec, seed } = this.#scene;
    if (spec.layers.length >= LIMITS.planeLayers) return nothing;
    return html`<button
      class="more"
      type="button"
      data-tip="Another layer as wide as the last, with random numbers"
      @click=${() => this.#edit((now) => withLayerAdded(now, seed), '')}
    >
      <wa-icon name="plus"></wa-icon>Add a layer
    </button>`;
  }

  #open(atlas: PlaneEventDetails['plane-open']): void {
    this.large = atlas;
    this.#preview = this.layers[atlas.layer]?.strips[atlas.stage]?.copyOf(atlas.neuron) ?? null;
    void import('../large/sigma-atlas-dialog.ts');
  }

  readonly #toggleCutting = (): void => {
    this.cutting = !this.cutting;
  };

  readonly #onLargeClosed = (): void => {
    this.large = null;
    this.#preview = null;
    this.#live.wish();
  };

  #answer<K extends keyof PlaneEventDetails>(name: K, answer: (detail: PlaneEventDetails[K]) => void): void {
    this.addEventListener(name, (event) => answer((event as Told<K>).detail));
  }

  /** Edits that come within one frame build on each other: the scene follows only with the next. */
  #edit(change: (spec: WrittenPlane) => WrittenPlane, key: string): void {
    const before = this.#edited ?? this.#scene.spec;
    const network = change(before);
    if (network === before) return;
    this.#edited = network;
    requestAnimationFrame(() => (this.#edited = null));
    emit(this, 'sigma-plane-edit', { network, key });
  }
}

const EMPTY: LayerFrames = [
  { ranges: null, deadShares: null },
  { ranges: null, deadShares: null },
];

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane': SigmaPlane;
  }
}
