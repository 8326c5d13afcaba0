import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { FormulaError, parseFormula } from '../../domain/formula/index.ts';
import '../mistake/sigma-mistake.ts';
import { base, buttons, rows } from '../shared/controls.ts';

/** Sent when a formula that can be read was settled on; '' where the field may be empty. */
export type FormulaChange = CustomEvent<{ readonly formula: string }>;

/**
 * A row with a name and a formula in x. What cannot be read is pointed at under its character, with a suggestion to take, and
 * changes nothing. Enter or leaving settles it; Escape takes the typing back.
 *
 * @fires change - FormulaChange.
 */
@customElement('sigma-formula-field')
export class SigmaFormulaField extends LitElement {
  static override styles = [
    base,
    buttons,
    rows,
    css`
      :host {
        display: block;
      }
      input {
        flex: 1;
        min-width: 0;
        height: calc(var(--row) - 4px);
        margin-right: -4px;
        padding: 0 4px;
        border: 0;
        border-radius: 3px;
        background: transparent;
        color: var(--ink);
        font: 400 12px / 20px var(--mono);
        text-align: right;
      }
      .row .name {
        flex: none;
      }
      input:focus {
        text-align: left;
      }
      input::placeholder {
        color: var(--ink-3);
        font-family: var(--sans);
        opacity: 1;
      }
      .row:hover input,
      input:focus {
        background: var(--sunk);
      }
      input:focus-visible {
        outline-offset: 0;
      }
      input[aria-invalid='true'] {
        box-shadow: inset 0 -2px 0 var(--error);
      }
      code {
        display: block;
        overflow: hidden;
        font: 400 12px / 20px var(--mono);
        white-space: pre;
      }
      .link {
        font-size: inherit;
        line-height: inherit;
      }
      mark {
        background: none;
        box-shadow: inset 0 -2px 0 var(--error);
        color: var(--error);
      }
      @media (width < 900px), (pointer: coarse) {
        input {
          font-size: 16px;
        }
      }
    `,
  ];

  @property() label = '';
  @property() hint = '';
  @property() placeholder = '';
  @property() value = '';
  /** Whether the field may be left empty. */
  @property({ type: Boolean }) optional = false;

  @state() private draft: string | null = null;
  @state() private mistake: FormulaError | null = null;

  @query('input') private input!: HTMLInputElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') && this.shadowRoot?.activeElement !== this.input) this.forget();
  }

  protected override render(): TemplateResult {
    return html`<label class="row" data-tip=${this.hint}>
        <span class="name">${this.label}</span>
        <input
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          maxlength="2000"
          placeholder=${this.placeholder}
          aria-describedby="hint"
          aria-invalid=${this.mistake === null ? 'false' : 'true'}
          .value=${live(this.draft ?? this.value)}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @blur=${this.#commit}
          @change=${stop}
        />
      </label>
      <span id="hint" class="unseen">${this.hint}</span>
      <sigma-mistake role="alert" ?open=${this.mistake !== null}>${this.renderMistake()}</sigma-mistake>`;
  }

  private renderMistake(): TemplateResult | typeof nothing {
    if (this.mistake === null) return nothing;
    const { at, length, message, suggestion } = this.mistake;
    const text = this.draft ?? this.value;
    const end = at + Math.max(1, length);
    return html`<code aria-hidden="true"
        >${text.slice(Math.max(0, at - 12), at)}<mark>${text.slice(at, end) || ' '}</mark>${text.slice(end)}</code
      >
      ${message.charAt(0).toUpperCase() + message.slice(1)}
      ${suggestion === null ? nothing : html`<button class="link" type="button" @pointerdown=${keepFocus} @click=${() => this.take(suggestion)}>Use ${suggestion}</button>`}`;
  }

  private take(suggestion: string): void {
    const { at, length } = this.mistake!;
    const text = this.draft ?? '';
    this.draft = text.slice(0, at) + suggestion + text.slice(at + length);
    this.#commit();
  }

  private forget(): void {
    this.draft = null;
    this.mistake = null;
  }

  private problem(text: string): FormulaError | null {
    if (text.trim() === '' && this.optional) return null;
    try {
      parseFormula(text);
      return null;
    } catch (error) {
      if (error instanceof FormulaError) return error;
      throw error;
    }
  }

  readonly #onInput = (): void => {
    this.draft = this.input.value;
    if (this.mistake !== null) this.mistake = this.problem(this.draft);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#commit();
    if (event.key === 'Escape') this.forget();
  };

  readonly #commit = (): void => {
    if (this.draft === null) return;
    const formula = this.draft.trim();
    this.mistake = this.problem(formula);
    if (this.mistake !== null) return;
    this.forget();
    if (formula === this.value) return;
    this.value = formula;
    this.dispatchEvent(new CustomEvent('change', { detail: { formula } }));
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
