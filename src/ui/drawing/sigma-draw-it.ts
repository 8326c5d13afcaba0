import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { base, buttons } from '../shared/controls.ts';
import type { DrawingDone } from './sigma-drawing.ts';

/**
 * A button that opens the drawing of the slope in force; the dialog is loaded when it is first wanted.
 *
 * @fires change - RuleChange, with the derivative that was drawn.
 */
@customElement('sigma-draw-it')
export class SigmaDrawIt extends LitElement {
  static override styles = [base, buttons];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };

  @state() private open = false;

  protected override render(): TemplateResult {
    return html`<button
        class="link"
        type="button"
        aria-haspopup="dialog"
        data-tip="Draw the slope with the pointer or with arrow keys, and see what it really is the slope of."
        @click=${this.#onOpen}
      >
        Draw it…
      </button>
      ${
        this.open
          ? html`<sigma-drawing
              .activation=${this.activation}
              .derivative=${this.derivative}
              @done=${this.#onDone}
              @close=${this.#onClosed}
            ></sigma-drawing>`
          : nothing
      }`;
  }

  readonly #onOpen = async (): Promise<void> => {
    await import('./sigma-drawing.ts');
    this.open = true;
  };

  readonly #onClosed = (): void => {
    this.open = false;
  };

  readonly #onDone = ({ detail }: DrawingDone): void => {
    this.dispatchEvent(new CustomEvent('change', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-draw-it': SigmaDrawIt;
  }
}
