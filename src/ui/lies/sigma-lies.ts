import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { liesFor, type Lie } from '../../domain/activations/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { sameData, withoutUndefined } from '../../domain/experiment/objects.ts';
import { base, buttons } from '../shared/controls.ts';

/** Sent when a person takes a lie. */
export type LieChoice = CustomEvent<{ readonly derivative: DerivativeSpec }>;

/**
 * Derivatives worth trying in place of the true one, a button each. Pressed again, the truth is back.
 *
 * @fires choose - LieChoice.
 */
@customElement('sigma-lies')
export class SigmaLies extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      h3 {
        align-self: center;
        margin-right: 4px;
        color: var(--ink-2);
        font: 400 var(--text-s) / 16px var(--sans);
      }
      .lies {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      button {
        min-height: max(24px, calc(var(--row) - 4px));
        padding: 0 8px;
        font: 400 var(--text-s) / 16px var(--sans);
      }
      button[aria-pressed='true'] {
        border-color: var(--seen);
        color: var(--seen);
      }
      @media (width < 900px), (pointer: coarse) {
        button {
          min-height: var(--target);
        }
      }
    `,
  ];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };

  protected override render(): TemplateResult {
    return html`<div class="lies" role="group" aria-labelledby="lies">
      <h3 id="lies">Lies to try</h3>
      ${liesFor(this.activation).map((lie) => this.renderLie(lie))}
    </div>`;
  }

  private renderLie(lie: Lie): TemplateResult {
    const told = this.told(lie.derivative);
    const pressed = sameData(told, withoutUndefined(this.derivative));
    const about = `${lie.sentence}\n${lie.source.text}`;
    return html`<button
      type="button"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-description=${about}
      data-tip=${about}
      @click=${() => this.choose(pressed ? this.told({ rule: 'exact' }) : told)}
    >
      ${lie.label}
    </button>`;
  }

  /** The derivative that this lie makes of the present one, of which only the annealing stays. */
  private told(lie: Lie['derivative']): DerivativeSpec {
    return withoutUndefined({ noise: 0, ...lie, anneal: this.derivative.anneal });
  }

  private choose(derivative: DerivativeSpec): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: { derivative } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-lies': SigmaLies;
  }
}
