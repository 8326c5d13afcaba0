import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../mistake/sigma-mistake.ts';
import { parseNumber, stepped, type NumberLimits, type StepSize } from '../../number/parse.ts';
import { base } from '../../shared/controls.ts';
import { plain } from '../../shared/format.ts';
import { gestureKey } from '../../shared/gesture.ts';
import type { Cell } from './cell.ts';
import { Scrub } from './scrub.ts';
import { styles } from './styles.ts';

export type { Cell } from './cell.ts';

/** Sent when a number changed; `key` tells which changes are one edit. */
export type CellChange = CustomEvent<Cell & { readonly value: number; readonly key: string }>;
/** Sent when a number is chosen for the derivative. */
export type CellChoice = CustomEvent<Cell>;

export type Spacing = 'wide' | 'close' | 'closest';

/** Characters that fit a cell. */
const ROOM: Readonly<Record<Spacing, number>> = { wide: 6, close: 6, closest: 5 };

/** How close the numbers of a matrix of so many rows and columns have to stand. */
export function spacingFor(rows: number, columns: number): Spacing {
  const most = Math.max(rows, columns);
  return most > 8 ? 'closest' : most > 4 ? 'close' : 'wide';
}

const LIMITS: NumberLimits = { min: -1e6, max: 1e6, integer: false, empty: '' };
const STEPPING = { step: 0.1, scale: 'linear', start: 0 } as const;
/** Larger matrices are one stop for Tab, with Ctrl and arrows inside. */
const MOST_STOPS = 16;

const HINT =
  'Type, drag sideways, or use the up and down keys: shift is coarse, alt is fine. Control and arrows go to the neighbours. D shows the derivative by this number.';

/**
 * A matrix or vector as it is written, each of its numbers edited in place.
 *
 * @fires cell-change - CellChange.
 * @fires cell-choose - CellChoice.
 * @fires matrix-scroll - How far the rows are scrolled, in pixels.
 */
@customElement('sigma-matrix')
export class SigmaMatrix extends LitElement {
  static override styles = [base, styles];

  /** What it is called: A₀, b₀. */
  @property() label = '';
  @property({ attribute: false }) values: readonly (readonly number[])[] = [];
  /** How close numbers stand: a matrix and the vector beside it the same, so that their rows are lines. */
  @property() spacing: Spacing = 'wide';
  /** The number by which atlases show their derivative. */
  @property({ attribute: false }) chosen: Cell | null = null;
  /** Whether going to a number chooses it. */
  @property({ type: Boolean, reflect: true }) choosing = false;

  @state() private draft: (Cell & { readonly text: string }) | null = null;
  @state() private mistake = '';
  @state() private stop: Cell = { row: 0, column: 0 };

  @query('[role=group]') private grid!: HTMLElement;
  @query('.brackets') private brackets!: HTMLElement;

  /** Keys pressed without a pause are one edit. */
  readonly #scrub = new Scrub({
    valueOf: (cell) => this.values[cell.row]![cell.column]!,
    change: (cell, value, key) => this.settle(cell, value, `${this.nameOf(cell)} ${key}`),
  });

  /** Shows the rows from this many pixels on. */
  scrollRows(top: number): void {
    this.brackets.scrollTop = top;
  }

  protected override render(): TemplateResult {
    const columns = this.values[0]?.length ?? 0;
    return html`<div @scroll=${this.#onScroll} class="brackets ${this.spacing}">
        <div
          class="grid"
          role="group"
          aria-label=${this.label}
          style="--columns: ${columns}"
          @focusin=${this.#onFocus}
          @focusout=${this.#onBlur}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @pointerdown=${this.#onDown}
          @mousedown=${this.#onMouseDown}
        >
          ${this.values.map((row, j) => row.map((value, i) => this.renderCell({ row: j, column: i }, value)))}
        </div>
      </div>
      <sigma-mistake role="alert" ?open=${this.mistake !== ''}>${this.mistake}</sigma-mistake>`;
  }

  private renderCell(cell: Cell, value: number): TemplateResult {
    const { row, column } = cell;
    const edited = same(this.draft, cell);
    const name = this.nameOf(cell);
    const reachable = this.values.length * this.values[0]!.length <= MOST_STOPS || same(this.stop, cell);
    return html`<input
      type="text"
      role="spinbutton"
      inputmode="decimal"
      autocomplete="off"
      spellcheck="false"
      data-cell="${row},${column}"
      data-tip=${row === 0 && column === 0 ? HINT : nothing}
      aria-label=${name}
      aria-valuenow=${value}
      aria-invalid=${edited && this.mistake !== '' ? 'true' : 'false'}
      class=${same(this.chosen, cell) ? 'chosen' : ''}
      tabindex=${reachable ? 0 : -1}
      .value=${live(edited ? this.draft!.text : shown(value, ROOM[this.spacing]))}
    />`;
  }

  private nameOf({ row, column }: Cell): string {
    const many = this.values[0]!.length > 1;
    return many ? `${this.label} row ${row + 1} column ${column + 1}` : `${this.label} ${row + 1}`;
  }

  private settle(cell: Cell, value: number, key: string): void {
    this.mistake = '';
    if (value === this.values[cell.row]![cell.column]) return;
    this.dispatchEvent(new CustomEvent('cell-change', { detail: { ...cell, value, key } }));
  }

  private commit(): void {
    const { draft } = this;
    if (draft === null) return;
    const typed = parseNumber(draft.text, this.nameOf(draft), LIMITS);
    if ('mistake' in typed) {
      this.mistake = typed.mistake;
      return;
    }
    this.draft = null;
    this.settle({ row: draft.row, column: draft.column }, typed.value!, gestureKey(this.nameOf(draft)));
  }

  private forget(): void {
    this.draft = null;
    this.mistake = '';
  }

  readonly #onFocus = (event: FocusEvent): void => {
    const cell = cellOf(event);
    if (cell === null) return;
    this.stop = cell;
    if (this.choosing) this.choose(cell);
    const input = event.target as HTMLInputElement;
    input.value = plain(this.values[cell.row]![cell.column]!);
    input.select();
  };

  readonly #onScroll = (): void => {
    this.dispatchEvent(new CustomEvent('matrix-scroll', { detail: this.brackets.scrollTop, bubbles: true }));
  };

  readonly #onBlur = (): void => {
    this.commit();
    if (this.mistake !== '') this.forget();
    this.requestUpdate();
  };

  readonly #onInput = (event: Event): void => {
    const cell = cellOf(event);
    if (cell !== null) this.draft = { ...cell, text: (event.target as HTMLInputElement).value };
  };

  readonly #onDown = (event: PointerEvent): void => {
    const cell = cellOf(event);
    if (cell !== null) this.#scrub.start(event, cell);
  };

  /** A press may become a drag: the field is focused when it has not. */
  readonly #onMouseDown = (event: MouseEvent): void => {
    const input = event.target;
    if (input instanceof HTMLInputElement && !input.matches(':focus')) event.preventDefault();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const cell = cellOf(event);
    if (cell === null) return;
    if (this.draft !== null && (event.ctrlKey || event.metaKey)) event.stopPropagation();
    if (event.key === 'Enter') this.commit();
    else if (event.key === 'Escape') this.forget();
    else if (event.ctrlKey && event.key.startsWith('Arrow')) this.go(cell, event.key);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.step(cell, event);
    else if (event.key.toLowerCase() === 'd' && !event.ctrlKey && !event.metaKey) this.choose(cell);
    else return;
    event.preventDefault();
  };

  private step(cell: Cell, { key, shiftKey, altKey }: KeyboardEvent): void {
    const size: StepSize = shiftKey ? 'coarse' : altKey ? 'fine' : 'normal';
    this.commit();
    const from = this.values[cell.row]![cell.column]!;
    const value = stepped(from, key === 'ArrowUp' ? 1 : -1, size, STEPPING, LIMITS);
    this.forget();
    this.settle(cell, value, `${this.nameOf(cell)} keys`);
  }

  private choose({ row, column }: Cell): void {
    this.dispatchEvent(new CustomEvent('cell-choose', { detail: { row, column } }));
  }

  private go({ row, column }: Cell, key: string): void {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key]!;
    const selector = `[data-cell="${row + down!},${column + right!}"]`;
    this.grid.querySelector<HTMLInputElement>(selector)?.focus();
  }
}

function cellOf(event: Event): Cell | null {
  const text = event.target instanceof HTMLInputElement ? event.target.dataset['cell'] : undefined;
  if (text === undefined) return null;
  const [row, column] = text.split(',').map(Number);
  return { row: row!, column: column! };
}

function same(a: Cell | null, b: Cell): boolean {
  return a !== null && a.row === b.row && a.column === b.column;
}

/** At rest a number has as many significant digits as there is room for, at most four, and a proper minus. */
function shown(value: number, room: number): string {
  const texts = [4, 3, 2, 1].map((digits) => plain(value, digits));
  return (texts.find((text) => text.length <= room) ?? value.toExponential(0)).replaceAll('-', '−');
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-matrix': SigmaMatrix;
  }
}
