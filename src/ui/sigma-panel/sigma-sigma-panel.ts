import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { resolveActivation, type Parameter } from '../../domain/activations/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../picker/sigma-picker.ts';
import type { PickerChange } from '../picker/sigma-picker.ts';
import { curvesOf } from '../plot/curves-of.ts';
import type { Curves } from '../plot/curves.ts';
import '../plot/sigma-plot.ts';
import '../rule/sigma-rule.ts';
import type { RuleChange } from '../rule/sigma-rule.ts';
import { base, rows, sections } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';

/** σ and what backpropagation sees of it: chosen, plotted, and given its parameters. */
@customElement('sigma-sigma-panel')
export class SigmaSigmaPanel extends LitElement {
  static override styles = [
    base,
    rows,
    sections,
    css`
      .rows {
        margin-top: 4px;
      }
      sigma-plot {
        --plot-height: 168px;
        margin: 12px 0 8px;
      }
    `,
  ];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };

  @state() private curves: Curves | null = null;
  @state() private parameters: readonly Parameter[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('activation')) this.parameters = parametersOf(this.activation);
    if (changed.has('activation') || changed.has('derivative'))
      this.curves = curvesOf(this.activation, this.derivative);
  }

  protected override render(): TemplateResult {
    return html`<h2>Activation σ</h2>
      <sigma-picker
        .activation=${this.activation}
        .derivative=${this.derivative}
        @change=${this.#onPick}
      ></sigma-picker>
      ${this.parameters.length === 0 ? nothing : html`<div class="rows">${this.parameters.map((parameter) => this.renderParameter(parameter))}</div>`}
      <sigma-plot label="Plot of σ and of what backpropagation sees" .curves=${this.curves}></sigma-plot>
      <h2>What backpropagation sees</h2>
      <sigma-rule .activation=${this.activation} .derivative=${this.derivative} @change=${this.#onRule}></sigma-rule>`;
  }

  private renderParameter({ uniform, label, default: initial, min, max, step }: Parameter): TemplateResult {
    return html`<sigma-number
      label=${label}
      hint="A number in the formula of σ. Changing it compiles nothing."
      min=${min}
      max=${max}
      step=${step}
      .value=${this.activation[uniform] ?? initial}
      @change=${(event: NumberChange) => emit(this, 'sigma-configure-sigma', { activation: { ...this.activation, [uniform]: event.detail.value! } })}
    ></sigma-number>`;
  }

  readonly #onPick = ({ detail: { activation } }: PickerChange): void =>
    emit(this, 'sigma-configure-sigma', { activation });

  readonly #onRule = ({ detail: { derivative } }: RuleChange): void =>
    emit(this, 'sigma-configure-sigma', { derivative });
}

function parametersOf(activation: ActivationSpec): readonly Parameter[] {
  try {
    return resolveActivation(activation).parameters;
  } catch {
    return [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-sigma-panel': SigmaSigmaPanel;
  }
}
