import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AtlasColours } from '../../../domain/atlas/colours.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import { withoutPoint, withPoint, withPointMoved, withPointTarget } from '../../../domain/plane-tasks/hand.ts';
import type { PlanePoint } from '../../../state/plane-look.ts';
import { base } from '../../shared/controls.ts';
import { RepaintController } from '../../shared/repaint-controller.ts';
import { gestureKey } from '../../shared/gesture.ts';
import { ARROWS } from '../shared/arrows.ts';
import { Press } from '../shared/press.ts';
import { amount } from '../shared/text.ts';
import { placeOf, pointAt, roundedPoint, shortCoordinate, type Place } from '../shared/window.ts';
import { drawPoints } from './draw.ts';
import { pointNear, withSplit, type Points } from './edits.ts';

/** Sent when points were edited; `selected` is the point that the hand is at, or null. */
export type PointsChange = CustomEvent<{
  readonly points: Points;
  readonly selected: number | null;
  /** Tells which changes are one edit; '' for one that stands alone. */
  readonly key: string;
}>;
/** Sent when another point was selected, or none. */
export type PointsSelect = CustomEvent<{ readonly selected: number | null }>;

const HINT =
  'N and P go from point to point. Arrows move the point, or the cursor where none is selected; shift far. Enter sets a point at the cursor, L relabels, T moves between training and test, Delete removes, Escape lets go.';
const REACH = { mouse: 9, touch: 20 } as const;
/** Pixels that a hand may slip and still be tapping. */
const SLIP = 3;
const RADIUS = 4.5;
const STEP = { fine: 0.02, far: 0.1 } as const;

/**
 * The points of a task over an atlas. While `editing`, a tap on empty plane sets a point, a tap on a point selects it, a drag moves it, and keys do the
 * same; else it lets the pointer through to the atlas. Holds no points of its own: what it says changed comes back as a property.
 *
 * @fires points-change - PointsChange.
 * @fires points-select - PointsSelect.
 */
@customElement('sigma-points')
export class SigmaPoints extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: block;
        pointer-events: none;
      }
      :host([editing]) {
        pointer-events: auto;
      }
      .surface {
        position: absolute;
        inset: 0;
        cursor: crosshair;
        touch-action: none;
        user-select: none;
      }
      .surface:focus-visible {
        outline: var(--focus);
        outline-offset: 1px;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        pointer-events: none;
      }
      .cursor {
        position: absolute;
        width: 15px;
        height: 15px;
        translate: -50% -50%;
        pointer-events: none;
      }
      .cursor::before,
      .cursor::after {
        position: absolute;
        background: #111;
        box-shadow: 0 0 0 1px #fff;
        content: '';
      }
      .cursor::before {
        top: 7px;
        left: 0;
        width: 15px;
        height: 1px;
      }
      .cursor::after {
        top: 0;
        left: 7px;
        width: 1px;
        height: 15px;
      }
    `,
  ];

  @property({ attribute: false }) window: PlaneWindow = { centreX: 0, centreY: 0, extent: 4 };
  @property({ attribute: false }) points: Points = [];
  @property({ attribute: false }) range: readonly [number, number] = [-1, 1];
  @property() colours: AtlasColours = 'diverging';
  @property({ type: Boolean, reflect: true }) editing = false;
  @property({ type: Number }) selected: number | null = null;
  /** What a new point gets. */
  @property({ type: Number }) target = 1;
  @property({ type: Number }) test: 0 | 1 = 0;
  /** The value whose colour a point with this target gets: the one that the net should have there. */
  @property({ attribute: false }) shade: (target: number) => number = (target) => target;
  /** The value that relabelling gives a point that has this one. */
  @property({ attribute: false }) relabel: (target: number) => number = (target) => (target > 0.5 ? 0 : 1);

  @state() private cursor: PlanePoint | null = null;
  @state() private spoken = '';

  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.surface') private surface!: HTMLElement | null;

  /** The point that is dragged, and the key of its edits. */
  #held: number | null = null;
  #gesture = '';
  readonly #press = new Press(this, {
    picture: () => this.surface,
    start: (place, event) => this.#grab(place, event),
    move: (place) => this.#dragTo(place),
    end: () => (this.#held = null),
    slip: SLIP,
  });
  readonly #resized = new ResizeObserver(() => this.paint());

  constructor() {
    super();
    new RepaintController(this, () => this.paint());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override focus(): void {
    this.surface?.focus();
  }

  protected override updated(changed: PropertyValues): void {
    if (['window', 'points', 'range', 'shade', 'colours', 'selected', 'editing'].some((name) => changed.has(name)))
      this.paint();
  }

  protected override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>${this.editing ? this.renderSurface() : ''}`;
  }

  private renderSurface(): TemplateResult {
    const { cursor, window } = this;
    const at = cursor === null || this.selected !== null ? null : placeOf(window, cursor);
    return html`<div
        class="surface"
        role="application"
        aria-roledescription="points"
        aria-label="Points, ${this.points.length}"
        aria-describedby="hint"
        tabindex="0"
        @pointerdown=${this.#press.onDown}
        @pointermove=${this.#press.onMove}
        @pointerup=${this.#press.onUp}
        @pointercancel=${this.#press.onUp}
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${() => (this.cursor = null)}
      ></div>
      ${at === null ? '' : html`<span class="cursor" style="left:${100 * at.left}%;top:${100 * at.top}%"></span>`}
      <span class="unseen" id="hint">${HINT}</span>
      <span class="unseen" role="status">${this.spoken}</span>`;
  }

  private paint(): void {
    if (!this.hasUpdated) return;
    const side = this.clientWidth;
    const context = this.canvas.getContext('2d');
    if (side === 0 || context === null) return;
    this.canvas.width = Math.round(side * devicePixelRatio);
    this.canvas.height = this.canvas.width;
    context.scale(this.canvas.width / side, this.canvas.width / side);
    const radius = this.points.length > 250 ? 2.5 : this.points.length > 120 ? 3.25 : RADIUS;
    const selected = this.editing ? this.selected : null;
    const { window, points, colours, range, shade } = this;
    drawPoints(context, { side, window, points, colours, range, shade, selected, radius: Math.min(radius, side / 48) });
  }

  /** A tap on empty plane sets a point, one on a point selects it; either is then dragged. */
  #grab(place: Place, { pointerType }: PointerEvent): void {
    const reach = pointerType === 'touch' ? REACH.touch : REACH.mouse;
    const near = pointNear(this.points, this.window, place, { side: this.clientWidth, reach });
    this.#gesture = gestureKey('points drag');
    if (near === null) this.#add(pointAt(this.window, place), this.#gesture);
    else this.#select(near);
    this.#held = this.selected;
  }

  #dragTo(place: Place): void {
    const held = this.#held;
    if (held !== null && held < this.points.length) this.#moveTo(held, pointAt(this.window, place), this.#gesture);
  }

  readonly #onFocus = (): void => {
    if (this.surface?.matches(':focus-visible') === true) this.cursor ??= [this.window.centreX, this.window.centreY];
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#obey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #obey({ key, shiftKey }: KeyboardEvent): boolean {
    const { selected } = this;
    const arrow = ARROWS[key];
    if (arrow !== undefined) return this.#walk(arrow, shiftKey);
    const letter = key.toLowerCase();
    if (letter === 'n' || letter === 'p') return this.#go(letter === 'n' ? 1 : -1);
    if (key === 'Enter' || key === ' ') return this.#setAtCursor();
    if (selected === null || selected >= this.points.length) return false;
    if (key === 'Delete' || key === 'Backspace') this.#remove(selected);
    else if (letter === 'l') this.relabelSelected();
    else if (letter === 't') this.splitSelected();
    else if (key === 'Escape') this.#letGo(selected);
    else return false;
    return true;
  }

  /** Gives the selected point the other label. */
  relabelSelected(): void {
    const { selected } = this;
    if (selected === null || selected >= this.points.length) return;
    this.#change(withPointTarget(this.points, selected, this.relabel(this.points[selected]![2])), selected);
  }

  /** Moves the selected point between training and test. */
  splitSelected(): void {
    const { selected } = this;
    if (selected === null || selected >= this.points.length) return;
    this.#change(withSplit(this.points, selected, this.points[selected]![3] === 0 ? 1 : 0), selected);
  }

  /** Removes the selected point. */
  removeSelected(): void {
    const { selected } = this;
    if (selected !== null && selected < this.points.length) this.#remove(selected);
  }

  #walk([dx, dy]: PlanePoint, far: boolean): boolean {
    const { extent } = this.window;
    const step = extent * (far ? STEP.far : STEP.fine);
    const point = this.selected === null ? undefined : this.points[this.selected];
    if (point === undefined) {
      const [x, y] = this.cursor ?? [this.window.centreX, this.window.centreY];
      this.cursor = [x + dx * step, y + dy * step];
      this.spoken = `Cursor at ${this.#where(this.cursor)}`;
    } else {
      this.#moveTo(this.selected!, [point[0] + dx * step, point[1] + dy * step], `point ${this.selected!} keys`);
    }
    return true;
  }

  #go(by: 1 | -1): boolean {
    const { length } = this.points;
    if (length === 0) return true;
    const from = this.selected ?? (by === 1 ? -1 : 0);
    this.#select((from + by + length) % length);
    return true;
  }

  #setAtCursor(): boolean {
    this.#add(this.cursor ?? [this.window.centreX, this.window.centreY]);
    return true;
  }

  #add(at: PlanePoint, key = ''): void {
    const [x, y] = roundedPoint(at, this.window.extent);
    this.#change(withPoint(this.points, [x, y, this.target, this.test]), this.points.length, key);
  }

  #moveTo(index: number, to: PlanePoint, key: string): void {
    const [x, y] = roundedPoint(to, this.window.extent);
    this.#change(withPointMoved(this.points, index, x, y), index, key);
  }

  #remove(index: number): void {
    const [x, y] = this.points[index]!;
    this.cursor = [x, y];
    this.#change(withoutPoint(this.points, index), null);
    this.spoken = 'Point removed';
  }

  #letGo(index: number): void {
    const [x, y] = this.points[index]!;
    this.cursor = [x, y];
    this.#select(null);
  }

  /** Edits with the same key are one; '' stands alone. */
  #change(points: Points, selected: number | null, key = ''): void {
    if (points === this.points) {
      this.spoken = 'No more points fit';
      return;
    }
    this.points = points;
    this.selected = selected;
    this.#say(selected);
    this.dispatchEvent(new CustomEvent('points-change', { detail: { points, selected, key } }));
  }

  #select(selected: number | null): void {
    this.selected = selected;
    this.#say(selected);
    this.dispatchEvent(new CustomEvent('points-select', { detail: { selected } }));
  }

  #say(selected: number | null): void {
    const point = selected === null ? undefined : this.points[selected];
    if (point === undefined) return;
    const [x, y, target, test] = point;
    this.spoken = `${test === 1 ? 'Test point' : 'Point'} at ${this.#where([x, y])}, ${amount(target)}`;
  }

  #where([x, y]: PlanePoint): string {
    return `${shortCoordinate(x, this.window.extent)}, ${shortCoordinate(y, this.window.extent)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-points': SigmaPoints;
  }
}
