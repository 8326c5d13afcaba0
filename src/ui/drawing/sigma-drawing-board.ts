import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Point } from '../../domain/derivatives/index.ts';
import { sampleCurve } from '../plot/sample.ts';
import { fromPixelX, toPixelX, toPixelY } from '../plot/view.ts';
import { base } from '../shared/controls.ts';
import { coordinate } from '../shared/format.ts';
import { areaOf, pathOf, renderGrid, renderInside, type Frame } from './curve.ts';
import { rangeOfX, rangeOfY, type Pen } from './drawing.ts';
import { added, addedAfter, drawnOver, letGo, moved, removed, type Edited } from './points.ts';
import { board, curves } from './styles.ts';

/** Sent when points were changed; changes with the same key are one to whoever takes them back. */
export type BoardChange = CustomEvent<Edited & { readonly key: string }>;

/** Sent when another point is looked at. */
export type BoardChoice = CustomEvent<{ readonly index: number }>;

const HINT =
  'Arrow keys move the point (shift far, alt little). Enter adds one after it, Delete removes it. Page up and page down go to its neighbours.';
const GRIP_PX = { touch: 26, mouse: 14 };
const SLIP_PX = 4;
const STROKE_TOLERANCE_PX = 2.5;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What a pressed pointer does: it moves a point, or, from where there is none, draws a line once it has moved. */
interface Gesture {
  readonly pointer: number;
  readonly key: string;
  readonly held: number | null;
  readonly start: readonly [number, number];
  readonly stroke: Point[];
  slipped: boolean;
}

let gestures = 0;

/**
 * A slope as points joined by lines, constant beyond the ends. Points are dragged or moved by arrow keys; pressing beside them adds
 * one, drawing beside them replaces those under the line.
 *
 * @fires change - BoardChange.
 * @fires choose - BoardChoice.
 */
@customElement('sigma-drawing-board')
export class SigmaDrawingBoard extends LitElement {
  static override styles = [base, curves, board];

  @property({ attribute: false }) points: readonly Point[] = [];
  @property({ type: Number }) chosen = 0;
  @property() pen: Pen = 'both';
  /** The slope of the other side, or null. */
  @property({ attribute: false }) other: readonly Point[] | null = null;
  /** σ′ itself. */
  @property({ attribute: false }) truth: ((x: number) => number) | null = null;

  /** Ranges stay as they are under a hand that draws. */
  @state() private held: Frame['view'] | null = null;
  @state() private line: readonly Point[] | null = null;

  @query('.frame') private frame!: HTMLElement | null;

  #gesture: Gesture | null = null;
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  /** Puts the keyboard on the chosen point. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.chosen')?.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resized.observe(this.frame!);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    this.#resized.observe(this.frame!);
  }

  protected override render(): TemplateResult {
    const where = this.where();
    return html`<div
        class="frame"
        role="group"
        aria-label=${NAMES[this.pen]}
        aria-describedby="hint"
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onCancel}
      >
        <svg aria-hidden="true">${renderGrid(where)} ${renderInside(where, this.renderCurves(where))}</svg>
        ${this.points.map((point, index) => this.renderPoint(where, point, index))}
      </div>
      <span id="hint" class="unseen">${HINT}</span>`;
  }

  private renderCurves(where: Frame) {
    const { truth, other, pen, line } = this;
    const from = where.view.x;
    const exact = truth === null ? [] : sampleCurve(truth, from.from, from.to, 400, 0.05);
    return svg`${exact.map((part) => svg`<path class="truth" d=${pointsPath(where, part)}></path>`)}
      ${other === null ? nothing : svg`<path class="other ${pen === 'right' ? 'left' : 'right'}" d=${slopePath(where, other)}></path>`}
      <path class="drawn ${pen}" d=${slopePath(where, this.points)}></path>
      ${line === null ? nothing : svg`<path class="stroke ${pen}" d=${pointsPath(where, line)}></path>`}`;
  }

  private renderPoint({ view, area }: Frame, { x, y }: Point, index: number): TemplateResult {
    return html`<span
      class="point ${this.pen} ${index === this.chosen ? 'chosen' : ''}"
      role="slider"
      tabindex="0"
      aria-label="Point ${index + 1} of ${this.points.length}"
      aria-describedby="hint"
      aria-orientation="vertical"
      aria-valuemin=${view.y.from}
      aria-valuemax=${view.y.to}
      aria-valuenow=${y}
      aria-valuetext="slope ${coordinate(y)} at x ${coordinate(x)}"
      style="left:${toPixelX(view, area, x)}px;top:${toPixelY(view, area, y)}px"
      @focus=${() => this.choose(index)}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, index)}
    ></span>`;
  }

  private where(): Frame {
    const lists = this.other === null ? [this.points] : [this.points, this.other];
    const view = this.held ?? { x: rangeOfX(...lists), y: rangeOfY(...lists) };
    return { view, area: areaOf(this.frame) };
  }

  private choose(index: number): void {
    if (index === this.chosen) return;
    this.chosen = index;
    this.dispatchEvent(new CustomEvent('choose', { detail: { index } }));
  }

  private change(edited: Edited | null, key: string): void {
    if (edited === null) return;
    this.tell(edited, key);
    void this.updateComplete.then(() => this.focus());
  }

  private tell({ points, index }: Edited, key: string): void {
    this.points = points;
    this.chosen = index;
    this.dispatchEvent(new CustomEvent('change', { detail: { points, index, key } }));
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#gesture !== null) return;
    event.preventDefault();
    const where = this.where();
    this.held = where.view;
    const held = this.#nearest(where, event);
    const key = `drawn#${(gestures += 1)}`;
    const start = [event.clientX, event.clientY] as const;
    this.#gesture = { pointer: event.pointerId, key, held, start, stroke: [this.#pointAt(event)], slipped: false };
    this.frame!.setPointerCapture(event.pointerId);
    if (held === null) return;
    this.choose(held);
    void this.updateComplete.then(() => this.focus());
  };

  readonly #onMove = (event: PointerEvent): void => {
    const gesture = this.#gesture;
    if (gesture?.pointer !== event.pointerId) return;
    const [x, y] = gesture.start;
    gesture.slipped ||= Math.hypot(event.clientX - x, event.clientY - y) > SLIP_PX;
    if (!gesture.slipped) return;
    const point = this.#pointAt(event);
    if (gesture.held === null) {
      gesture.stroke.push(...coalesced(event).map((part) => this.#pointAt(part)));
      this.line = [...gesture.stroke];
    } else this.#drag(gesture, gesture.held, point);
  };

  readonly #onUp = (event: PointerEvent): void => {
    const gesture = this.#gesture;
    if (gesture?.pointer !== event.pointerId) return;
    const { area, view } = this.where();
    const tolerance = (STROKE_TOLERANCE_PX * (view.y.to - view.y.from)) / area.height;
    this.#end();
    if (gesture.held !== null) {
      if (gesture.slipped) this.change(letGo(this.points, gesture.held), gesture.key);
    } else if (gesture.slipped) this.change(drawnOver(this.points, gesture.stroke, tolerance), gesture.key);
    else this.change(added(this.points, gesture.stroke[0]!), gesture.key);
  };

  readonly #onCancel = (): void => this.#end();

  #end(): void {
    this.#gesture = null;
    this.held = null;
    this.line = null;
  }

  #drag({ key }: Gesture, index: number, to: Point): void {
    this.tell({ points: moved(this.points, index, to), index }, key);
  }

  /** The point under the pointer, or the nearest within a finger's reach. */
  #nearest({ view, area }: Frame, event: PointerEvent): number | null {
    const box = this.frame!.getBoundingClientRect();
    const reach = event.pointerType === 'mouse' ? GRIP_PX.mouse : GRIP_PX.touch;
    const distances = this.points.map(({ x, y }) =>
      Math.hypot(
        toPixelX(view, area, x) - (event.clientX - box.left),
        toPixelY(view, area, y) - (event.clientY - box.top),
      ),
    );
    const least = Math.min(...distances);
    return least <= reach ? distances.indexOf(least) : null;
  }

  /** What the pointer is on, within the ranges shown, to no more digits than pixels have. */
  #pointAt({ clientX, clientY }: MouseEvent): Point {
    const { view, area } = this.where();
    const box = this.frame!.getBoundingClientRect();
    const x = fromPixelX(view, area, clientX - box.left);
    const share = (clientY - box.top - area.top) / area.height;
    const y = view.y.to - share * (view.y.to - view.y.from);
    const within = (value: number, { from, to }: { from: number; to: number }): number =>
      Number(Math.max(from, Math.min(to, value)).toFixed(2));
    return { x: within(x, view.x), y: within(y, view.y) };
  }

  #onKey(event: KeyboardEvent, index: number): void {
    if (event.ctrlKey || event.metaKey) return;
    if (!this.#obey(event, index)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #obey({ key, shiftKey, altKey }: KeyboardEvent, index: number): boolean {
    const arrow = ARROWS[key];
    const last = this.points.length - 1;
    if (arrow !== undefined) this.#nudge(index, arrow, shiftKey ? 1 : altKey ? 0.01 : 0.1);
    else if (key === 'Delete' || key === 'Backspace') this.change(removed(this.points, index), '');
    else if (key === 'Enter' || key === 'Insert') this.change(addedAfter(this.points, index), '');
    else if (key === 'PageUp') this.#go(Math.max(0, index - 1));
    else if (key === 'PageDown') this.#go(Math.min(last, index + 1));
    else if (key === 'Home') this.#go(0);
    else if (key === 'End') this.#go(last);
    else return false;
    return true;
  }

  #nudge(index: number, [dx, dy]: readonly [number, number], step: number): void {
    const { x, y } = this.points[index]!;
    const to = { x: Number((x + dx * step).toFixed(4)), y: Number((y + dy * step).toFixed(4)) };
    this.change({ points: moved(this.points, index, to), index }, `keys ${this.pen} ${index}`);
  }

  #go(index: number): void {
    this.choose(index);
    void this.updateComplete.then(() => this.focus());
  }
}

const NAMES: Readonly<Record<Pen, string>> = {
  both: 'The slope, as points',
  left: 'The left slope, as points',
  right: 'The right slope, as points',
};

/** All places that the pointer passed since the last event. */
function coalesced(event: PointerEvent): readonly MouseEvent[] {
  const parts = typeof event.getCoalescedEvents === 'function' ? event.getCoalescedEvents() : [];
  return parts.length > 0 ? parts : [event];
}

function pointsPath(where: Frame, points: readonly Point[]): string {
  return pathOf(
    where,
    points.map(({ x }) => x),
    points.map(({ y }) => y),
  );
}

/** A drawn slope with its constant ends. */
function slopePath(where: Frame, points: readonly Point[]): string {
  const { from, to } = where.view.x;
  const ends = [{ x: from, y: points[0]?.y ?? 0 }, ...points, { x: to, y: points.at(-1)?.y ?? 0 }];
  return pointsPath(where, ends);
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-drawing-board': SigmaDrawingBoard;
  }
}
