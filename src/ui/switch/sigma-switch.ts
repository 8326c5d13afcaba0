import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, rows } from '../shared/controls.ts';

/** Sent when a person turns the switch. */
export type SwitchChange = CustomEvent<{ readonly checked: boolean }>;

/**
 * A row with a name and an on/off switch.
 *
 * @fires change - SwitchChange.
 */
@customElement('sigma-switch')
export class SigmaSwitch extends LitElement {
  static override styles = [
    base,
    rows,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .row {
        position: relative;
        cursor: pointer;
      }
      input {
        position: relative;
        flex: none;
        width: 26px;
        height: 16px;
        margin: 0;
        border: 1px solid var(--ink-3);
        border-radius: 8px;
        appearance: none;
        background: transparent;
        cursor: inherit;
        transition: background-color var(--quick);
      }
      input::before {
        position: absolute;
        top: 3px;
        left: 3px;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--ink-2);
        content: '';
        transition: translate var(--quick);
      }
      input:checked {
        border-color: var(--ink);
        background: var(--ink);
      }
      input:checked::before {
        background: var(--paper);
        translate: 10px;
      }
      .row:hover input:not(:checked) {
        background: var(--sunk);
      }
      :host([disabled]) .row {
        color: var(--ink-3);
        cursor: default;
      }
      :host([disabled]) input {
        opacity: 0.5;
      }
    `,
  ];

  @property() label = '';
  @property() hint = '';
  @property({ type: Boolean }) checked = false;
  @property({ type: Boolean, reflect: true }) disabled = false;

  @query('input') private input!: HTMLInputElement;

  protected override updated(): void {
    // The attribute only says what is set at first.
    this.input.checked = this.checked;
  }

  protected override render(): TemplateResult {
    return html`<label class="row" data-tip=${this.hint}>
        <span class="name">${this.label}</span>
        <input
          type="checkbox"
          role="switch"
          aria-checked=${this.checked ? 'true' : 'false'}
          aria-describedby="hint"
          ?checked=${this.checked}
          ?disabled=${this.disabled}
          @change=${this.#onChange}
        />
      </label>
      <span id="hint" class="unseen">${this.hint}</span>`;
  }

  readonly #onChange = (event: Event): void => {
    this.checked = (event.target as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent('change', { detail: { checked: this.checked } }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-switch': SigmaSwitch;
  }
}
