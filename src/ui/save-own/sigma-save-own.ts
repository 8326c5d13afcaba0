import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { MAX_OWN_NAME, ownName, type OwnEntry } from '../../domain/experiment/own-entry.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { openOnceLoaded } from '../shared/popover.ts';

/**
 * A button that keeps the present σ and what backpropagation sees of it, under a name.
 *
 * @fires sigma-save-own
 */
@customElement('sigma-save-own')
export class SigmaSaveOwn extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .link {
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 20px;
      }
      wa-popover {
        --max-width: calc(100vw - 24px);
      }
      wa-popover::part(body) {
        width: 264px;
        padding: 12px;
      }
      label {
        display: block;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
      }
      .line {
        display: flex;
        gap: 8px;
        margin-top: 4px;
      }
      input {
        flex: 1;
        min-width: 0;
        height: var(--target);
        padding: 0 8px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: transparent;
        color: var(--ink);
        font: 400 var(--text-m) / 20px var(--sans);
      }
      .line button {
        min-width: 84px;
      }
      p {
        min-height: 32px;
        margin-top: 8px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
      }
      @media (width < 900px), (pointer: coarse) {
        input {
          font-size: 16px;
        }
      }
    `,
  ];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };
  @property({ attribute: false }) own: readonly OwnEntry[] = [];

  @state() private text = '';

  @query('wa-popover') private popup!: HTMLElementTagNameMap['wa-popover'];
  @query('input') private input!: HTMLInputElement;

  protected override render(): TemplateResult {
    const name = ownName(this.text);
    const known = this.own.some((entry) => entry.name === name);
    return html`<button
        id="open"
        class="link"
        type="button"
        aria-haspopup="dialog"
        data-tip="Keep this σ, with what backpropagation sees of it, among your own"
        @click=${() => openOnceLoaded(this.popup)}
      >
        Save…
      </button>
      <wa-popover
        for="open"
        placement="bottom-end"
        .withoutArrow=${true}
        distance="6"
        aria-label="Save σ"
        @wa-after-show=${() => this.input.focus()}
      >
        <label for="name">Name of this σ and its derivative</label>
        <div class="line">
          <input
            id="name"
            maxlength=${MAX_OWN_NAME}
            autocomplete="off"
            .value=${this.text}
            @input=${this.#onInput}
            @keydown=${this.#onKey}
          />
          <button class="primary" type="button" ?disabled=${name === null} @click=${this.#save}>
            ${known ? 'Replace' : 'Save'}
          </button>
        </div>
        <p role="status">
          ${known ? 'One of yours has this name: it is replaced.' : 'Kept in this browser, and found in the gallery under “Yours”.'}
        </p>
      </wa-popover>`;
  }

  readonly #onInput = (): void => {
    this.text = this.input.value;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#save();
  };

  readonly #save = (): void => {
    const name = ownName(this.text);
    if (name === null) return;
    emit(this, 'sigma-save-own', { name, activation: this.activation, derivative: this.derivative });
    this.text = '';
    void this.popup.hide();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-save-own': SigmaSaveOwn;
  }
}
