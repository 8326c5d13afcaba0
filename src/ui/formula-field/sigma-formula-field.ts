import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formulaProblem } from '../../domain/activations/index.ts';
import { FormulaError, parseFormula, USER_VARIABLES, type ParseOptions } from '../../domain/formula/index.ts';
import '../mistake/sigma-mistake.ts';
import { base, buttons, rows } from '../shared/controls.ts';
import { styles } from './styles.ts';

/** Sent when a formula that can be read was settled on; '' where the field may be empty. */
export type FormulaChange = CustomEvent<{ readonly formula: string }>;

/** Sent while somebody types: what can be read so far, or null once the typing is settled or taken back. */
export type FormulaDraft = CustomEvent<{ readonly formula: string | null }>;

/** Half a word is no mistake: whoever pauses as long as this wants to hear. */
const PAUSE_MS = 700;

/**
 * A row with a name and a formula in x. What cannot be read is underlined, with a sentence below that character and a suggestion to
 * take, and changes nothing. Enter or leaving settles it; Escape takes the typing back.
 *
 * @fires change - FormulaChange.
 * @fires draft - FormulaDraft.
 */
@customElement('sigma-formula-field')
export class SigmaFormulaField extends LitElement {
  static override styles = [base, buttons, rows, styles];

  @property() label = '';
  @property() hint = '';
  @property() placeholder = '';
  @property() value = '';
  /** Whether the field may be left empty. */
  @property({ type: Boolean }) optional = false;
  /** Whether the formula is a σ, whose derivative has to be manageable too. */
  @property({ type: Boolean, reflect: true }) sigma = false;
  /** What the formula may name: x and the parameters, unless set. */
  @property({ attribute: false }) variables: NonNullable<ParseOptions['variables']> = USER_VARIABLES;

  @state() private draft: string | null = null;
  /** What is wrong with the draft. */
  @state() private mistake: FormulaError | null = null;
  /** Whether that is said in words, or only underlined. */
  @state() private told = false;

  @query('input') private input!: HTMLInputElement;
  @query('mark') private mark!: HTMLElement | null;
  @query('.mirror') private mirror!: HTMLElement;

  #timer = 0;
  #drafting = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override focus(): void {
    this.input.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') && this.shadowRoot?.activeElement !== this.input) this.forget();
  }

  protected override updated(): void {
    this.#follow();
  }

  protected override render(): TemplateResult {
    const open = this.mistake !== null && this.told;
    return html`<label class="row" data-tip=${open ? '' : this.hint}>
        <span class="name">${this.label}</span>
        <span class="text">
          <input
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="2000"
            placeholder=${this.placeholder}
            aria-describedby="hint"
            aria-errormessage="mistake"
            aria-invalid=${this.mistake === null ? 'false' : 'true'}
            .value=${live(this.draft ?? this.value)}
            @input=${this.#onInput}
            @scroll=${this.#follow}
            @keydown=${this.#onKey}
            @keyup=${this.#follow}
            @blur=${this.#onBlur}
            @change=${stop}
          />
          <span class="mirror" aria-hidden="true">${this.renderMark()}</span>
        </span>
      </label>
      <span id="hint" class="unseen">${this.hint}</span>
      <sigma-mistake id="mistake" role="alert" ?open=${open} .anchor=${open ? this.#whereMistaken : null}
        >${open ? this.renderMistake() : nothing}</sigma-mistake
      >`;
  }

  /** The text again, unseen but for a line under what is wrong. */
  private renderMark(): TemplateResult | typeof nothing {
    if (this.mistake === null) return nothing;
    const { at, length } = this.mistake;
    const text = this.draft ?? this.value;
    const end = at + Math.max(1, length);
    return html`${text.slice(0, at)}<mark>${text.slice(at, end) || ' '}</mark>${text.slice(end)}`;
  }

  private renderMistake(): TemplateResult {
    const { message, suggestion } = this.mistake!;
    return html`${message.charAt(0).toUpperCase() + message.slice(1)}
      <span class="ways">
        ${suggestion === null ? nothing : html`<button class="link" type="button" @pointerdown=${keepFocus} @click=${() => this.take(suggestion)}>Use ${suggestion}</button>`}
        <button class="link" type="button" @pointerdown=${keepFocus} @click=${() => this.forget()}>
          Take back
        </button></span
      >`;
  }

  private take(suggestion: string): void {
    const { at, length } = this.mistake!;
    const text = this.draft ?? '';
    this.draft = text.slice(0, at) + suggestion + text.slice(at + length);
    this.#commit();
  }

  private forget(): void {
    clearTimeout(this.#timer);
    this.draft = null;
    this.mistake = null;
    this.told = false;
    this.sketch(null);
  }

  private problem(text: string): FormulaError | null {
    if (text.trim() === '' && this.optional) return null;
    if (this.sigma) return formulaProblem(text);
    try {
      parseFormula(text, { variables: this.variables });
      return null;
    } catch (error) {
      if (error instanceof FormulaError) return error;
      throw error;
    }
  }

  /** Shows others what is being typed. */
  private sketch(formula: string | null): void {
    if (formula === null && !this.#drafting) return;
    this.#drafting = formula !== null;
    this.dispatchEvent(new CustomEvent('draft', { detail: { formula } }));
  }

  readonly #onInput = (): void => {
    clearTimeout(this.#timer);
    this.draft = this.input.value;
    this.mistake = this.problem(this.draft);
    if (this.mistake === null) {
      this.told = false;
      this.sketch(this.draft.trim());
    } else if (!this.told) this.#timer = window.setTimeout(() => (this.told = true), PAUSE_MS);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#commit();
    if (event.key !== 'Escape' || this.draft === null) return;
    // A popover around the field stays open: this Escape was for the typing.
    event.preventDefault();
    this.forget();
  };

  readonly #onBlur = ({ relatedTarget }: FocusEvent): void => {
    // On the way to what the mistake offers.
    if (relatedTarget instanceof Node && this.renderRoot.contains(relatedTarget)) return;
    this.#commit();
  };

  readonly #commit = (): void => {
    if (this.draft === null) return;
    const formula = this.draft.trim();
    this.mistake = this.problem(this.draft);
    this.told = this.mistake !== null;
    if (this.mistake !== null) return;
    this.forget();
    if (formula === this.value) return;
    this.value = formula;
    this.dispatchEvent(new CustomEvent('change', { detail: { formula } }));
  };

  /** The line under the mistake goes where a long text was scrolled to. */
  readonly #follow = (): void => {
    this.mirror.scrollLeft = this.input.scrollLeft;
  };

  /** Where the mistake is on screen, or the end of the field beyond which it is. */
  readonly #whereMistaken = (): DOMRect => {
    const field = this.input.getBoundingClientRect();
    const mark = this.mark?.getBoundingClientRect() ?? field;
    const left = Math.min(Math.max(mark.left, field.left), field.right - 8);
    const right = Math.max(left + 8, Math.min(mark.right, field.right));
    return new DOMRect(left, field.top, right - left, field.height);
  };
}

function stop(event: Event): void {
  event.stopPropagation();
}

function keepFocus(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-formula-field': SigmaFormulaField;
  }
}
