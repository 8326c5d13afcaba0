import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { lieOf, type Combine } from '../../domain/derivatives/index.ts';
import { compile } from '../../domain/formula/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { sameData } from '../../domain/experiment/objects.ts';
import { EditHistory } from '../../state/edit-history.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../segmented/sigma-segmented.ts';
import type { SegmentChange } from '../segmented/sigma-segmented.ts';
import { base, buttons, rows } from '../shared/controls.ts';
import { dialogs } from '../shared/dialogs.ts';
import { coordinate } from '../shared/format.ts';
import '../shared/icons.ts';
import { dialog } from './dialog-styles.ts';
import {
  derivativeOf,
  groundOf,
  pointsAt,
  rangeOfX,
  slopeOf,
  withPen,
  withPoints,
  type Drawing,
  type Ground,
  type Pen,
} from './drawing.ts';
import { addedAfter, FARTHEST, letGo, moved, removed, type Edited } from './points.ts';
import './sigma-drawing-board.ts';
import type { BoardChange, BoardChoice, SigmaDrawingBoard } from './sigma-drawing-board.ts';
import './sigma-lie.ts';
import type { NamedLie } from './sigma-lie.ts';

/** Sent when a person wants to train with what was drawn. */
export type DrawingDone = CustomEvent<{ readonly derivative: DerivativeSpec }>;

const PENS = [
  { value: 'both', label: 'one slope', hint: 'One slope for both sides of x.' },
  { value: 'left', label: 'left', hint: 'The slope to the left of x alone; the right one stays as it is.' },
  { value: 'right', label: 'right', hint: 'The slope to the right of x alone; the left one stays as it is.' },
] as const;

const TAKES = [
  { value: 'left', label: 'left', hint: 'Backpropagation takes the left slope.' },
  { value: 'right', label: 'right', hint: 'Backpropagation takes the right slope.' },
  { value: 'best', label: 'best', hint: 'For each element, the side on which the loss falls more.' },
] as const;

/**
 * A dialog in which a slope is drawn, and beside it what that slope really is the slope of. Starts from the slope in force. It is
 * open as long as it is on the page.
 *
 * @fires done - DrawingDone, where something was drawn and is to be used.
 * @fires close - When the person is done with it.
 */
@customElement('sigma-drawing')
export class SigmaDrawing extends LitElement {
  static override styles = [base, buttons, rows, dialogs, dialog];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };

  @state() private drawing!: Drawing;
  @state() private chosen = 0;
  /** For ears alone: what has just happened. */
  @state() private said = '';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('sigma-drawing-board') private board!: SigmaDrawingBoard;

  readonly #history = new EditHistory<Drawing>();
  #ground!: Ground;
  #truth: ((x: number) => number) | null = null;

  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    const ground = groundOf(this.activation, this.derivative);
    const truth = compile(ground.truth);
    this.#ground = ground;
    this.#truth = (x) => truth(x, { uniforms: ground.uniforms });
    this.drawing = ground.start;
    this.chosen = Math.floor(pointsAt(this.drawing).length / 2);
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    this.dialog.showModal();
    void this.board.updateComplete.then(() => this.board.focus());
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${this.#onClosed} @keydown=${this.#onKey}>
      ${this.renderHead()}
      <div class="figures">${this.renderBoard()} ${this.renderLie()}</div>
      <footer>
        <p class="quiet">
          Press to add a point, drag to move it, draw beside the points to replace them. Beyond the ends the slope stays
          as it is there.
        </p>
        <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
        <button class="primary" type="button" @click=${this.#use}>Use this slope</button>
      </footer>
      <p class="unseen" role="status">${this.said}</p>
    </dialog>`;
  }

  private renderHead(): TemplateResult {
    const { pen, combine } = this.drawing;
    const tool = (icon: string, label: string, keys: string, off: boolean, act: () => void): TemplateResult =>
      html`<button
        class="bare icon"
        type="button"
        aria-label=${label}
        data-tip="${label} (${keys})"
        ?disabled=${off}
        @click=${act}
      >
        <wa-icon name=${icon}></wa-icon>
      </button>`;
    return html`<div class="head">
      <h2 id="title">Draw what backpropagation sees</h2>
      <div class="choices">
        <span aria-hidden="true">Draw</span>
        <sigma-segmented label="Draw" .segments=${PENS} .value=${pen} @change=${this.#onPen}></sigma-segmented>
        <div class="takes" .inert=${pen === 'both'}>
          <span aria-hidden="true">and take</span>
          <sigma-segmented
            label="Backpropagation takes"
            .segments=${TAKES}
            .value=${combine}
            @change=${this.#onTake}
          ></sigma-segmented>
        </div>
        <div class="tools">
          ${tool('undo', 'Undo', 'Ctrl Z', !this.#history.canUndo, () => this.#step('undo'))}
          ${tool('redo', 'Redo', 'Ctrl Shift Z', !this.#history.canRedo, () => this.#step('redo'))}
        </div>
      </div>
    </div>`;
  }

  private renderBoard(): TemplateResult {
    const { drawing, chosen } = this;
    const { pen, left, right } = drawing;
    const points = pointsAt(drawing);
    const point = points[chosen]!;
    return html`<section aria-label="Drawing">
      <h3>The slope <span class="key truth"></span><span class="quiet">the true one</span></h3>
      <sigma-drawing-board
        .points=${points}
        .chosen=${chosen}
        pen=${pen}
        .other=${pen === 'left' ? right : pen === 'right' ? left : null}
        .truth=${this.#truth}
        @change=${this.#onDrawn}
        @choose=${(event: BoardChoice) => (this.chosen = event.detail.index)}
      ></sigma-drawing-board>
      <div class="point" role="group" aria-label="Point ${chosen + 1} of ${points.length}">
        ${this.renderCoordinate('x', point.x, (x) => ({ ...point, x }))}
        ${this.renderCoordinate('slope', point.y, (y) => ({ ...point, y }))}
        <button type="button" @click=${() => this.#edit(addedAfter(points, chosen), 'added')}>Add</button>
        <button
          type="button"
          ?disabled=${points.length === 1}
          @click=${() => this.#edit(removed(points, chosen), 'removed')}
        >
          Remove
        </button>
      </div>
    </section>`;
  }

  private renderCoordinate(label: string, value: number, to: (value: number) => { x: number; y: number }) {
    return html`<sigma-number
      label=${label}
      hint="${label === 'x' ? 'Where the chosen point is.' : 'The slope at the chosen point.'}"
      min=${-FARTHEST}
      max=${FARTHEST}
      step="0.1"
      .value=${value}
      @change=${(event: NumberChange) => {
        const points = moved(pointsAt(this.drawing), this.chosen, to(event.detail.value!));
        this.#change(letGo(points, this.chosen), `typed ${label}`);
      }}
    ></sigma-number>`;
  }

  private renderLie(): TemplateResult {
    const lies = this.#lies();
    const { from, to } = rangeOfX(this.drawing.left, this.drawing.right);
    const apart = lies.map(({ pen, lie }) => `${pen === 'both' ? '' : `${pen} `}${coordinate(lie.size)}`).join(', ');
    return html`<section aria-label="The size of the lie">
      <h3>
        The size of the lie ${lies.map(renderSize)}<span class="key sigma"></span><span class="quiet"><i>σ</i></span>
      </h3>
      <sigma-lie
        .lies=${lies}
        label="σ, and over it what the drawn slope is really the slope of: on average ${apart} apart"
      ></sigma-lie>
      <p class="size">
        σ, and over it what the drawn slope is really the slope of. This is how far they are apart: on average, from
        ${short(from)} to ${short(to)}, if they agree at x = ${short(lies[0]!.lie.anchor)}.
      </p>
    </section>`;
  }

  #lies(): NamedLie[] {
    const ground = this.#ground;
    const { pen, left, right } = this.drawing;
    const lie = (side: 'left' | 'right') =>
      lieOf(ground.sigma, slopeOf(this.drawing, side, ground), rangeOfX(left, right), ground.uniforms);
    if (pen === 'both') return [{ pen, lie: lie('left') }];
    return [
      { pen: 'left', lie: lie('left') },
      { pen: 'right', lie: lie('right') },
    ];
  }

  #set(drawing: Drawing, key: string): void {
    this.#history.note(this.drawing, key, Date.now());
    this.drawing = drawing;
  }

  #change({ points, index }: Edited, key: string): void {
    this.#set(withPoints(this.drawing, points), key);
    this.chosen = index;
  }

  #edit(edited: Edited | null, what: string): void {
    if (edited === null) {
      this.said = 'There are as many points as there can be.';
      return;
    }
    this.#change(edited, '');
    this.said = `Point ${what}: there are ${edited.points.length}.`;
  }

  #step(direction: 'undo' | 'redo'): void {
    const found = this.#history[direction](() => this.drawing);
    if (found === null) return;
    this.drawing = found;
    this.chosen = Math.min(this.chosen, pointsAt(found).length - 1);
    this.said = direction === 'undo' ? 'Undone.' : 'Done again.';
  }

  readonly #onDrawn = ({ detail: { key, ...edited } }: BoardChange): void => {
    const before = pointsAt(this.drawing).length;
    this.#change(edited, key);
    const { length } = edited.points;
    if (length !== before) this.said = `There are ${length} points.`;
  };

  readonly #onPen = ({ detail: { value } }: SegmentChange<Pen>): void => {
    this.#set(withPen(this.drawing, value), '');
    this.chosen = Math.min(this.chosen, pointsAt(this.drawing).length - 1);
  };

  readonly #onTake = ({ detail: { value } }: SegmentChange<Combine>): void =>
    this.#set({ ...this.drawing, combine: value }, '');

  /** Keys stay in here: the page behind has its own. */
  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    this.#step(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  };

  readonly #use = (): void => {
    const derivative = derivativeOf(this.drawing, this.#ground);
    if (!sameData(derivative, this.derivative)) this.dispatchEvent(new CustomEvent('done', { detail: { derivative } }));
    this.dialog.close();
  };

  readonly #onClosed = (): void => void this.dispatchEvent(new Event('close'));
}

function renderSize({ pen, lie }: NamedLie): TemplateResult {
  return html`<strong class=${pen}>
    ${pen === 'both' ? nothing : html`<small>${pen}</small>`} ${coordinate(lie.size)}
  </strong>`;
}

function short(value: number): string {
  return String(value).replace('-', '−');
}

/** Fields have an undo of their own. */
function isTyping(event: Event): boolean {
  return event.composedPath()[0] instanceof HTMLInputElement;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-drawing': SigmaDrawing;
  }
}
