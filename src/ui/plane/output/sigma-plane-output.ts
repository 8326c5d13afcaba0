import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { Experiment } from '../../../domain/experiment/experiment.ts';
import { planeTask } from '../../../domain/plane-tasks/registry.ts';
import type { AtlasFrame, AtlasWorker } from '../../../protocol/atlas.ts';
import type { WrittenPlane } from '../../../state/plane-edits.ts';
import { fitLook, type PlaneLook, type PlanePoint } from '../../../state/plane-look.ts';
import '../../segmented/sigma-segmented.ts';
import type { SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base, buttons } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import { dataOfPoints, handPoints } from '../../../domain/plane-tasks/hand.ts';
import { pointsOfTask, type Points } from '../points/edits.ts';
import '../points/sigma-point-tools.ts';
import type { PointToolsChange, PointAct } from '../points/sigma-point-tools.ts';
import '../points/sigma-points.ts';
import type { PointsChange, PointsSelect, SigmaPoints } from '../points/sigma-points.ts';
import { AtlasCanvas } from '../shared/atlas-canvas.ts';
import { Drawer } from '../shared/drawer.ts';
import { PlaneGestures } from '../shared/gestures.ts';
import { renderMarks } from '../shared/marks.ts';
import { programOf } from '../shared/net.ts';
import { rangeText } from '../shared/text.ts';
import { drawingOf, firstImage } from '../view/frames.ts';
import { styles } from './styles.ts';

const HINT =
  'Arrows move the plane, alt and arrows the crosshair; plus and minus zoom, 0 goes home, Enter pins the point.';
const UNIT = [-1, 1] as const;

/** The last layer's output over the plane, large, with the task's points over it, which can be edited by hand. */
@customElement('sigma-plane-output')
export class SigmaPlaneOutput extends LitElement {
  static override styles = [base, buttons, styles];

  /** What is configured: its points are drawn, and edited. */
  @property({ attribute: false }) experiment!: Experiment;
  /** The net on show. */
  @property({ attribute: false }) spec!: WrittenPlane;
  @property({ attribute: false }) window: PlaneWindow = { centreX: 0, centreY: 0, extent: 4 };
  @property({ attribute: false }) look!: PlaneLook;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;
  @property({ type: Number }) generation = 0;
  /** The frame that the worker drew by itself while a run trains. */
  @property({ attribute: false }) liveFrame: AtlasFrame | null = null;

  @state() private drawn: AtlasFrame | null = null;
  @state() private point: PlanePoint | null = null;
  @state() private editing = false;
  @state() private selected: number | null = null;
  @state() private target = 1;
  @state() private test: 0 | 1 = 0;
  @state() private neuron = 0;
  @state() private side = 0;

  @query('.tile') private tile!: HTMLElement;
  @query('sigma-points') private overlay!: SigmaPoints;

  #points: Points = [];
  #pointsKey = '';
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
    (frame) => {
      this.#canvas.drawn();
      this.drawn = frame;
    },
  );

  constructor() {
    super();
    new PlaneGestures(this, {
      pictureAt: (event) => (!this.editing && event.composedPath().includes(this.tile) ? this.tile : null),
      window: () => this.window,
      cutting: () => false,
      point: () => this.point,
    });
    this.addEventListener('plane-hover', (event) => (this.point = (event as CustomEvent<PlanePoint | null>).detail));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resized.observe(this.tile);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#drawer.stop();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.tile);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.neuron >= this.spec.layers.at(-1)!.width) this.neuron = 0;
    if (changed.has('experiment')) this.#readPoints();
    if (changed.has('liveFrame') && this.liveFrame !== null) this.drawn = this.liveFrame;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('liveFrame') && this.liveFrame !== null) this.#canvas.drawn();
    if (['spec', 'look', 'window', 'neuron'].some((name) => changed.has(name))) this.#wish();
  }

  protected override render(): TemplateResult {
    const range = this.#range();
    const colours = this.look.scale.colours;
    return html`<div class="head">
        <h2>Output</h2>
        ${this.renderNeurons()} ${this.renderToggle()}
      </div>
      <div
        class="tile"
        role="application"
        aria-roledescription="atlas"
        aria-label="Output over the plane"
        aria-describedby="hint"
        tabindex=${this.editing ? -1 : 0}
      >
        ${renderMarks(this.window, this.look.pins, this.look.line)} ${this.renderPoints(range)}
      </div>
      <span class="unseen" id="hint">${HINT}</span>
      <div class="under">
        <span class="key"><span class="circle"></span>train</span>
        <span class="key"><span class="square"></span>test</span>
        <span class="range">${rangeText(range, colours)}</span>
      </div>
      ${this.editing ? this.renderTools() : nothing}`;
  }

  private renderPoints(range: readonly [number, number]): TemplateResult {
    const labelled = this.#labelled();
    return html`<sigma-points
      .window=${this.window}
      .points=${this.#points}
      .range=${labelled ? UNIT : range}
      .shade=${labelled ? end : itself}
      colours=${this.look.scale.colours}
      ?editing=${this.editing}
      .selected=${this.selected}
      .target=${this.target}
      .test=${this.test}
      @points-change=${this.#onPoints}
      @points-select=${({ detail }: PointsSelect) => (this.selected = detail.selected)}
    ></sigma-points>`;
  }

  #labelled(): boolean {
    return this.#points.every(([, , target]) => target === 0 || target === 1);
  }

  private renderTools(): TemplateResult {
    return html`<sigma-point-tools
      .point=${this.selected === null ? null : (this.#points[this.selected] ?? null)}
      ?labels=${this.#labelled()}
      .target=${this.target}
      .test=${this.test}
      @tools-change=${this.#onTools}
      @tools-act=${({ detail }: PointAct) => this.#act(detail)}
    ></sigma-point-tools>`;
  }

  private renderNeurons(): TemplateResult | typeof nothing {
    const { width } = this.spec.layers.at(-1)!;
    if (width < 2) return nothing;
    const segments = Array.from({ length: Math.min(width, 4) }, (_, j) => ({
      value: String(j),
      label: `a${'₁₂₃₄'[j]!}`,
      hint: `Neuron ${j + 1} of the last layer.`,
    }));
    return html`<sigma-segmented
      label="Neuron of the last layer"
      .segments=${segments}
      .value=${String(this.neuron)}
      @change=${({ detail }: SegmentChange) => (this.neuron = Number(detail.value))}
    ></sigma-segmented>`;
  }

  private renderToggle(): TemplateResult | typeof nothing {
    if (planeTask(this.experiment.data.source)?.asks === 'point') return nothing;
    return html`<button
      class="edit"
      type="button"
      aria-pressed=${this.editing ? 'true' : 'false'}
      data-tip="Add, move, relabel and remove points by hand. The task’s points are written down first, and are then yours."
      @click=${this.#onToggle}
    >
      ${this.editing ? 'Done' : 'Edit points'}
    </button>`;
  }

  #readPoints(): void {
    const { data, seed } = this.experiment;
    const key = JSON.stringify([data, seed]);
    if (key === this.#pointsKey) return;
    this.#pointsKey = key;
    this.#points = pointsOfTask(this.experiment);
    if (this.selected !== null && this.selected >= this.#points.length) this.selected = null;
    if (planeTask(data.source)?.asks === 'point') this.editing = false;
  }

  #image(): number {
    return firstImage(this.spec, this.spec.layers.length - 1, 1) + this.neuron;
  }

  /** Of the output, which is drawn alone where it shares its range with nothing. */
  #range(): readonly [number, number] {
    const ranges = this.drawn?.ranges ?? [];
    return ranges[ranges.length === 1 ? 0 : this.#image()] ?? UNIT;
  }

  #wish(): void {
    if (this.#canvas.name === '' || programOf(this.spec) === null) return;
    const look = fitLook(this.look, this.spec);
    const drawing = drawingOf({ spec: this.spec, seed: this.experiment.seed, window: this.window, look });
    const { mode } = look.scale;
    const alone = mode === 'each' || mode === 'fixed';
    const tile = { image: alone ? 0 : this.#image(), canvas: this.#canvas.name, x: 0, y: 0 };
    const size = Math.floor(this.#canvas.width / 4) * 4;
    this.#drawer.wish({ ...drawing, ...(alone ? { only: this.#image() } : {}), size, tiles: [tile] });
  }

  #put(points: Points, key: string): void {
    this.#points = points;
    const data = dataOfPoints(this.experiment.data, points);
    this.#pointsKey = JSON.stringify([data, this.experiment.seed]);
    emit(this, 'sigma-plane-points', { data, key });
  }

  #act(act: PointAct['detail']): void {
    if (act === 'relabel') this.overlay.relabelSelected();
    else if (act === 'split') this.overlay.splitSelected();
    else this.overlay.removeSelected();
  }

  readonly #onPoints = ({ detail: { points, selected, key } }: PointsChange): void => {
    this.selected = selected;
    this.#put(points, key);
    this.requestUpdate();
  };

  readonly #onTools = ({ detail: { target, test } }: PointToolsChange): void => {
    this.test = test;
    if (target === this.target && this.selected === null) return;
    this.target = target;
    const point = this.selected === null ? undefined : this.#points[this.selected];
    const labels = this.#points.every((one) => one[2] === 0 || one[2] === 1);
    if (point === undefined || labels) return;
    this.#put(this.#points.with(this.selected!, [point[0], point[1], target, point[3]]), 'points value');
    this.requestUpdate();
  };

  readonly #onToggle = (): void => {
    this.selected = null;
    const written = this.editing ? null : handPoints(this.experiment);
    this.editing = written !== null;
    if (written === null) return;
    this.#points = written;
    void this.updateComplete.then(() => this.overlay.focus());
  };
}

const itself = (target: number): number => target;

/** Labels take the two ends of the scale, so that they are told apart, and need no new drawing, whatever the output's range. */
const end = (target: number): number => UNIT[target > 0.5 ? 1 : 0];

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-output': SigmaPlaneOutput;
  }
}
