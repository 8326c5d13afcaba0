import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import '../mistake/sigma-mistake.ts';
import { base, rows } from '../shared/controls.ts';
import { count, plain } from '../shared/format.ts';
import { parseNumber, stepped, type NumberLimits, type StepSize } from './parse.ts';
import { styles } from './styles.ts';

/** Sent when a person has settled on a number; null is the field's `empty`. */
export type NumberChange = CustomEvent<{ readonly value: number | null }>;

/**
 * A number edited in place. Type and press Enter or leave; arrow keys step, with shift coarsely, with alt finely; Escape takes
 * the typing back. What cannot be read stays in the field beside a sentence that says what was expected, and changes nothing.
 *
 * @fires change - NumberChange, with a value within the limits.
 */
@customElement('sigma-number')
export class SigmaNumber extends LitElement {
  static override styles = [base, rows, styles];

  @property() label = '';
  @property() hint = '';
  @property() unit = '';
  /** The word for "no number"; where it is '', a number is needed. */
  @property() empty = '';
  @property() scale: 'linear' | 'log' = 'linear';
  @property({ type: Number }) value: number | null = null;
  @property({ type: Number }) min = -Infinity;
  @property({ type: Number }) max = Infinity;
  @property({ type: Number }) step = 1;
  /** Where the arrows start from `empty`, or from 0 on a log scale. */
  @property({ type: Number }) start = 1;
  @property({ type: Boolean }) integer = false;
  @property({ type: Boolean }) disabled = false;

  /** What is in the field while it is being edited or wrong. */
  @state() private draft: string | null = null;
  @state() private mistake = '';

  @query('input') private input!: HTMLInputElement;

  override focus(): void {
    this.input.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A value from outside replaces a mistake, but never what is being typed.
    if (changed.has('value') && this.mistake !== '' && this.shadowRoot?.activeElement === null) this.forget();
  }

  protected override render(): TemplateResult {
    return html`<label class="row" data-tip=${this.hint}>
        <span class="name">${this.label}</span>
        <input
          type="text"
          role="spinbutton"
          inputmode=${this.integer ? 'numeric' : 'decimal'}
          autocomplete="off"
          spellcheck="false"
          placeholder=${this.empty}
          aria-label=${this.label}
          aria-describedby="hint"
          aria-valuenow=${ifDefined(this.value ?? undefined)}
          aria-valuemin=${ifDefined(finite(this.min))}
          aria-valuemax=${ifDefined(finite(this.max))}
          aria-valuetext=${this.atRest() || this.empty}
          aria-invalid=${this.mistake === '' ? 'false' : 'true'}
          aria-errormessage=${ifDefined(this.mistake === '' ? undefined : 'mistake')}
          ?disabled=${this.disabled}
          .value=${live(this.draft ?? this.atRest())}
          @focus=${this.#onFocus}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @blur=${this.#commit}
          @change=${stop}
        />
        ${this.unit === '' ? nothing : html`<span class="unit">${this.unit}</span>`}
      </label>
      <span id="hint" class="unseen">${this.hint}</span>
      <sigma-mistake id="mistake" role="alert" ?open=${this.mistake !== ''}>${this.mistake}</sigma-mistake>`;
  }

  private atRest(): string {
    if (this.value === null) return '';
    return this.integer && this.empty !== '' ? count(this.value) : plain(this.value);
  }

  private limits(): NumberLimits {
    return { min: this.min, max: this.max, integer: this.integer, empty: this.empty };
  }

  private forget(): void {
    this.draft = null;
    this.mistake = '';
  }

  private settle(value: number | null): void {
    this.forget();
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  }

  readonly #onFocus = (): void => {
    this.draft ??= this.value === null ? '' : plain(this.value);
    void this.updateComplete.then(() => this.input.select());
  };

  readonly #onInput = (): void => {
    this.draft = this.input.value;
    if (this.mistake !== '' && 'value' in this.read()) this.mistake = '';
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#commit();
    if (event.key === 'Escape') this.forget();
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.stepBy(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey ? 'coarse' : event.altKey ? 'fine' : 'normal');
  };

  private stepBy(direction: 1 | -1, size: StepSize): void {
    const typed = this.read();
    const from = 'value' in typed ? typed.value : this.value;
    this.settle(stepped(from, direction, size, this, this.limits()));
  }

  private read(): ReturnType<typeof parseNumber> {
    return parseNumber(this.draft ?? this.atRest(), this.label, this.limits());
  }

  readonly #commit = (): void => {
    if (this.draft === null) return;
    const typed = this.read();
    if ('value' in typed) this.settle(typed.value);
    else this.mistake = typed.mistake;
  };
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function stop(event: Event): void {
  event.stopPropagation();
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-number': SigmaNumber;
  }
}
