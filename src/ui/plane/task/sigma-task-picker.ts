import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Experiment } from '../../../domain/experiment/experiment.ts';
import { planeData } from '../../../domain/plane-tasks/data.ts';
import { PLANE_TASKS } from '../../../domain/plane-tasks/registry.ts';
import { TASK_EXTENT, type PlaneTask } from '../../../domain/plane-tasks/task.ts';
import { base } from '../../shared/controls.ts';
import { RepaintController } from '../../shared/repaint-controller.ts';
import { drawField, drawPoints } from '../points/draw.ts';
import { pointsOf, type Points } from '../points/edits.ts';
import { dataFor } from './suggest.ts';

/** Sent when a person chooses a task. */
export type TaskChange = CustomEvent<{ readonly task: PlaneTask }>;

const SHOWN = { points: 140, field: 3000 } as const;
const SIDE = 44;
const KEYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 5, ArrowUp: -5 };
const UNIT = [0, 1] as const;
const SIGNED = [-1, 1] as const;
const WINDOW = { centreX: 0, centreY: 0, extent: TASK_EXTENT * 1.1 };

/**
 * The tasks as small pictures of their points, as radios: one stop for Tab, arrows move and choose.
 *
 * @fires change - TaskChange.
 */
@customElement('sigma-task-picker')
export class SigmaTaskPicker extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .tasks {
        display: grid;
        grid-template-columns: repeat(5, 1fr);
        gap: 6px;
      }
      button {
        padding: 0;
        aspect-ratio: 1;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: #fafaf8;
        overflow: hidden;
        cursor: pointer;
        touch-action: manipulation;
      }
      button:hover {
        border-color: var(--ink-2);
      }
      button[aria-checked='true'] {
        border-color: var(--ink);
        box-shadow: 0 0 0 2px var(--ink);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
      p {
        min-height: 36px;
        margin-top: 6px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 18px;
      }
      b {
        color: var(--ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) experiment: Pick<Experiment, 'data' | 'seed'> | null = null;

  #painted = '';

  constructor() {
    super();
    new RepaintController(this, () => {
      this.#painted = '';
      this.paint();
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('experiment')) this.paint();
  }

  protected override render(): TemplateResult {
    const chosen = PLANE_TASKS.findIndex(({ id }) => id === this.experiment?.data.source);
    const task = PLANE_TASKS[chosen];
    return html`<div class="tasks" role="radiogroup" aria-label="Task" @keydown=${this.#onKey}>
        ${PLANE_TASKS.map((one, index) => this.renderTask(one, index === chosen, index === Math.max(0, chosen)))}
      </div>
      <p>${task === undefined ? '' : html`<b>${task.label}.</b> ${task.description}`}</p>`;
  }

  private renderTask(task: PlaneTask, chosen: boolean, tabStop: boolean): TemplateResult {
    return html`<button
      type="button"
      role="radio"
      aria-checked=${chosen ? 'true' : 'false'}
      aria-label=${task.label}
      data-tip="${task.label}. ${task.description}"
      tabindex=${tabStop ? 0 : -1}
      @click=${() => this.choose(task)}
    >
      <canvas aria-hidden="true" width=${SIDE * 2} height=${SIDE * 2}></canvas>
    </button>`;
  }

  private choose(task: PlaneTask): void {
    if (task.id !== this.experiment?.data.source) this.dispatchEvent(new CustomEvent('change', { detail: { task } }));
  }

  /** The pictures depend on little; they are drawn again only when that changes. */
  private paint(): void {
    if (this.experiment === null) return;
    const { data, seed } = this.experiment;
    const key = JSON.stringify([data.formula, data.image, data.points, data.noise, seed]);
    if (key === this.#painted) return;
    this.#painted = key;
    const canvases = this.renderRoot.querySelectorAll('canvas');
    PLANE_TASKS.forEach((task, index) => this.paintTask(canvases[index]!, task));
  }

  private paintTask(canvas: HTMLCanvasElement, task: PlaneTask): void {
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(2, 0, 0, 2, 0, 0);
    const points = examplesOf(task, this.experiment!);
    const labelled = task.asks === 'label';
    const scene = {
      side: SIDE,
      window: WINDOW,
      points,
      colours: task.id === 'image' ? 'grey' : 'diverging',
      range: task.id === 'image' ? UNIT : labelled ? SIGNED : extremes(points),
      shade: labelled ? (target: number) => 2 * target - 1 : (target: number) => target,
      radius: labelled ? 1.6 : 1.4,
    } as const;
    if (labelled) drawPoints(context, { ...scene, selected: null });
    else drawField(context, scene);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...this.renderRoot.querySelectorAll('button')];
    const from = buttons.findIndex(({ tabIndex }) => tabIndex === 0);
    const to = (from + by + buttons.length) % buttons.length;
    buttons[to]!.focus();
    this.choose(PLANE_TASKS[to]!);
  };
}

/** Some of a task's points as they would be; none where its formula is wrong. */
function examplesOf(task: PlaneTask, { data, seed }: Pick<Experiment, 'data' | 'seed'>): Points {
  const noise = Math.min(data.noise, 1);
  try {
    const shown = {
      ...dataFor(task, { data, seed }),
      trainSize: task.asks === 'label' ? SHOWN.points : SHOWN.field,
      noise,
    };
    return pointsOf(planeData({ data: shown, seed }).train, 0);
  } catch {
    return [];
  }
}

function extremes(points: Points): readonly [number, number] {
  const most = Math.max(1e-9, ...points.map(([, , target]) => Math.abs(target)));
  return [-most, most];
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-task-picker': SigmaTaskPicker;
  }
}
