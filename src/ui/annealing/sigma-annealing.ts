import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS } from '../../domain/experiment/defaults.ts';
import type { ActivationSpec, Annealing, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../rule/sigma-rule.ts';
import type { RuleChange } from '../rule/sigma-rule.ts';
import { base, rows } from '../shared/controls.ts';
import '../switch/sigma-switch.ts';
import type { SwitchChange } from '../switch/sigma-switch.ts';
import { annealingSentence } from './sentence.ts';
import { endingAt, firstAnnealing, SHORTEST, startingAt } from './spans.ts';

/**
 * Moves from the rule to another one as training goes on: whether, between which epochs, and to which rule.
 *
 * @fires change - RuleChange.
 */
@customElement('sigma-annealing')
export class SigmaAnnealing extends LitElement {
  static override styles = [
    base,
    rows,
    css`
      :host {
        display: block;
      }
      p {
        padding: 6px 0 2px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
      }
      h3 {
        margin: 8px 0 4px;
        font: 600 var(--text-s) / 20px var(--sans);
      }
    `,
  ];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };
  /** How long the run is; null where that is counted in steps. */
  @property({ attribute: false }) epochs: number | null = null;

  protected override render(): TemplateResult {
    const { anneal } = this.derivative;
    return html`<sigma-switch
        label="change the rule by degrees"
        hint="Annealing: lie at first, tell the truth later. Between two epochs what backpropagation sees moves to another rule."
        .checked=${anneal !== undefined}
        @change=${this.#onSwitch}
      ></sigma-switch>
      ${anneal === undefined ? nothing : this.renderSpan(anneal)}`;
  }

  private renderSpan(anneal: Annealing): TemplateResult {
    const { to, from, until } = anneal;
    return html`<p>${annealingSentence({ ...this.derivative, anneal }, this.epochs)}</p>
      <div class="rows">
        <sigma-number
          label="from epoch"
          hint="Until then the rule above counts alone. Fractions of an epoch are fine."
          min="0"
          max=${LIMITS.epochs - 1}
          .value=${from}
          @change=${(event: NumberChange) => this.change(startingAt(anneal, event.detail.value!))}
        ></sigma-number>
        <sigma-number
          label="until epoch"
          hint="From then on the rule below counts alone."
          min=${SHORTEST}
          max=${LIMITS.epochs}
          .value=${until}
          @change=${(event: NumberChange) => this.change(endingAt(anneal, event.detail.value!))}
        ></sigma-number>
      </div>
      <h3>What it sees in the end</h3>
      <sigma-rule
        quiet
        label="Derivative rule in the end"
        .activation=${this.activation}
        .derivative=${{ ...to, noise: 0 }}
        @change=${(event: RuleChange) => this.change({ ...anneal, to: withoutNoise(event.detail.derivative) })}
      ></sigma-rule>`;
  }

  private change(anneal: Annealing | undefined): void {
    const { anneal: before, ...rule } = this.derivative;
    if (anneal === before) return;
    const derivative = anneal === undefined ? rule : { ...rule, anneal };
    this.dispatchEvent(new CustomEvent('change', { detail: { derivative } }));
  }

  readonly #onSwitch = ({ detail: { checked } }: SwitchChange): void =>
    this.change(checked ? firstAnnealing(this.derivative, this.epochs) : undefined);
}

/** Noise lies on top of both rules. */
function withoutNoise({ noise: _, ...rule }: DerivativeSpec): Annealing['to'] {
  return rule;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-annealing': SigmaAnnealing;
  }
}
