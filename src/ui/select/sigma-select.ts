import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, rows } from '../shared/controls.ts';

/** One entry of the list. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Sent when a person chooses. */
export type SelectChange = CustomEvent<{ readonly value: string }>;

/**
 * A row with a name and one choice out of a list: the browser's own list, which every thumb and screen reader knows.
 *
 * @fires change - SelectChange.
 */
@customElement('sigma-select')
export class SigmaSelect extends LitElement {
  static override styles = [
    base,
    rows,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .row .name {
        flex: 0 0 auto;
      }
      .chosen {
        margin-left: auto;
      }
    `,
  ];

  @property() label = '';
  @property() hint = '';
  @property() value = '';
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @property({ type: Boolean }) disabled = false;

  @query('select') private list!: HTMLSelectElement;

  protected override updated(): void {
    // The attribute on the option only says what is chosen at first.
    this.list.value = this.value;
  }

  protected override render(): TemplateResult {
    return html`<label class="row" data-tip=${this.hint}>
        <span class="name">${this.label}</span>
        <span class="chosen">
          <select aria-describedby="hint" ?disabled=${this.disabled} @change=${this.#onChange}>
            ${this.choices.map(({ value, label }) => html`<option value=${value} ?selected=${value === this.value}>${label}</option>`)}
          </select>
        </span>
      </label>
      <span id="hint" class="unseen">${this.hint}</span>`;
  }

  readonly #onChange = (event: Event): void => {
    this.value = (event.target as HTMLSelectElement).value;
    this.dispatchEvent(new CustomEvent('change', { detail: { value: this.value } }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-select': SigmaSelect;
  }
}
