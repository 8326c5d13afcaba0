import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Loss } from '../../domain/experiment/experiment.ts';
import type { Run } from '../../domain/run/run.ts';
import type { LiveRun, RunListing } from '../../state/app-state.ts';
import '../segmented/sigma-segmented.ts';
import type { SegmentChange } from '../segmented/sigma-segmented.ts';
import { base, buttons } from '../shared/controls.ts';
import { count, loss } from '../shared/format.ts';
import '../shared/icons.ts';
import { LOSS_LABELS } from '../shared/labels.ts';
import { paletteAt } from '../shared/palette.ts';
import { runName } from '../shared/run-name.ts';
import { RepaintController } from '../shared/repaint-controller.ts';
import type { Hovered, LossChart } from './chart.ts';
import { seriesOf, stepsPerEpoch, type Axis } from './series.ts';
import { styles } from './styles.ts';
import { renderTable } from './table.ts';

const SHORTEST_PAUSE_MS = 250;
const ZOOM_KEYS: Readonly<Record<string, number>> = { '+': 0.7, '=': 0.7, '-': 1.4, '−': 1.4 };
const HINT = 'The wheel or + and − zoom, dragging or the arrow keys move, 0 or a double click shows all.';

const AXES = [
  { value: 'epochs', label: 'epochs', hint: 'Count passes over the training set.' },
  { value: 'steps', label: 'steps', hint: 'Count updates of the weights.' },
] as const;

/** The losses of the run on screen and of earlier ones, on a log axis, and the same as a table. */
@customElement('sigma-loss-chart')
export class SigmaLossChart extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) live: LiveRun | null = null;
  @property({ attribute: false }) runs: readonly RunListing[] = [];
  @property() loss: Loss = 'mse';
  /** Whether the table is open, and the chart needs room besides. */
  @property({ type: Boolean, reflect: true }) tabled = false;

  @state() private axis: Axis = 'epochs';
  @state() private zoomed = false;
  @state() private hovered: Hovered | null = null;
  @state() private empty = true;

  @query('canvas') private canvas!: HTMLCanvasElement;

  #chart: LossChart | null = null;
  #lastPaint = 0;
  #timer = 0;

  constructor() {
    super();
    new RepaintController(this, () => this.paint());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  protected override firstUpdated(): void {
    // After the first paint: the chart's code must not delay it.
    setTimeout(() => void this.load(), 50);
  }

  protected override willUpdate(): void {
    const shown = this.runs.filter(({ visible }) => visible).map(({ run }) => run);
    this.empty = ![...shown, this.live?.run].some((run) => run !== undefined && run.steps.length > 0);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('runs')) this.paint();
    else if (changed.has('live')) this.schedule();
  }

  protected override render(): TemplateResult {
    return html`<div class="head">
        <h2>Loss <small>${LOSS_LABELS[this.loss].name}, log scale</small></h2>
        <div class="tools">
          <button
            class="bare icon ${this.zoomed ? '' : 'out'}"
            type="button"
            aria-label="Show all"
            data-tip="Show the whole axis again"
            @click=${() => this.#chart?.resetZoom()}
          >
            <wa-icon name="fit"></wa-icon>
          </button>
          <sigma-segmented
            label="Horizontal axis"
            .segments=${AXES}
            .value=${this.axis}
            @change=${this.#onAxis}
          ></sigma-segmented>
        </div>
      </div>
      <div
        class="frame"
        role="group"
        tabindex="0"
        aria-label="Chart of the loss"
        aria-describedby="hint"
        @keydown=${this.#onKey}
      >
        <canvas role="img" aria-label=${this.spoken()} ?hidden=${this.empty}></canvas>
        ${this.empty ? html`<p class="empty">The loss of each step and, after each epoch, on the test set.</p>` : nothing}
      </div>
      <span id="hint" class="unseen">${HINT}</span>
      <div class="legend" aria-hidden="true">
        <span><span class="key"></span>train</span><span><span class="key strong"></span>test</span>
        <span class="readout">${this.readout()}</span>
      </div>
      ${this.renderDetails()}`;
  }

  private renderDetails(): TemplateResult | typeof nothing {
    const run = this.tableRun();
    if (run === null || run.epochs.length === 0) return nothing;
    return html`<details @toggle=${this.#onTable}>
      <summary>Epochs as a table <wa-icon name="chevron-down"></wa-icon></summary>
      <div class="scroll" tabindex="0" role="region" aria-label="Epochs">
        ${renderTable(run, runName(run.experiment))}
      </div>
    </details>`;
  }

  /** The run that the table is about. */
  private tableRun(): Run | null {
    return this.live?.run ?? this.runs.find(({ visible }) => visible)?.run ?? null;
  }

  private spoken(): string {
    const shown = this.runs.filter(({ visible }) => visible).length;
    const last = this.tableRun()?.epochs.at(-1);
    const latest = last === undefined ? '' : ` Latest test loss ${loss(last.testLoss)} after epoch ${last.epoch}.`;
    return `Loss on a logarithmic axis, ${shown} earlier runs shown.${latest} The table below has the numbers.`;
  }

  private readout(): string {
    const { hovered } = this;
    if (hovered === null) return '';
    const run =
      this.live?.run.id === hovered.runId
        ? this.live.run
        : this.runs.find(({ run: { id } }) => id === hovered.runId)?.run;
    if (run === undefined) return '';
    const steps = this.axis === 'steps' ? hovered.point.x : hovered.point.x * stepsPerEpoch(run);
    return `${hovered.kind} ${loss(hovered.point.y)} at step ${count(Math.round(steps))} of ${runName(run.experiment)}`;
  }

  private async load(): Promise<void> {
    const { LossChart } = await import('./chart.ts');
    if (!this.isConnected || this.#chart !== null) return;
    this.#chart = new LossChart(this.canvas, paletteAt(this), {
      onHover: (hovered) => (this.hovered = hovered),
      onZoom: (zoomed) => (this.zoomed = zoomed),
    });
    this.paint();
  }

  /** Draws soon, but never more than four times a second. */
  private schedule(): void {
    if (this.#timer !== 0) return;
    const wait = Math.max(0, this.#lastPaint + SHORTEST_PAUSE_MS - performance.now());
    this.#timer = window.setTimeout(() => this.paint(), wait);
  }

  private paint(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#lastPaint = performance.now();
    this.#chart?.show(seriesOf(this.runs, this.live, this.axis), this.axis, paletteAt(this));
  }

  readonly #onKey = ({ key }: KeyboardEvent): void => {
    const factor = ZOOM_KEYS[key];
    if (factor !== undefined) this.#chart?.zoom(factor);
    else if (key === 'ArrowLeft') this.#chart?.pan(-0.1);
    else if (key === 'ArrowRight') this.#chart?.pan(0.1);
    else if (key === '0') this.#chart?.resetZoom();
  };

  readonly #onTable = (event: Event): void => {
    this.tabled = (event.target as HTMLDetailsElement).open;
  };

  readonly #onAxis = (event: SegmentChange<Axis>): void => {
    this.axis = event.detail.value;
    this.#chart?.resetZoom();
    this.paint();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-loss-chart': SigmaLossChart;
  }
}
