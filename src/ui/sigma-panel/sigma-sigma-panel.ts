import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formulaOf, type Parameter } from '../../domain/activations/index.ts';
import type { ActivationSpec, DerivativeSpec, OptimizerSpec } from '../../domain/experiment/experiment.ts';
import type { OwnEntry } from '../../domain/experiment/own-entry.ts';
import { cautionMatters } from '../../domain/optimizers/caution.ts';
import { OPTIMIZERS } from '../../domain/optimizers/registry.ts';
import { annealingSummary } from '../annealing/sentence.ts';
import '../annealing/sigma-annealing.ts';
import '../explanation/sigma-explanation.ts';
import '../formula-field/sigma-formula-field.ts';
import type { FormulaChange, FormulaDraft } from '../formula-field/sigma-formula-field.ts';
import '../lies/sigma-lies.ts';
import type { LieChoice } from '../lies/sigma-lies.ts';
import '../math/sigma-math.ts';
import '../picker/sigma-picker.ts';
import type { PickerChange } from '../picker/sigma-picker.ts';
import '../plot/sigma-plot.ts';
import type { PlotCursor } from '../plot/sigma-plot.ts';
import '../rule/sigma-rule.ts';
import type { RuleChange, RuleSketch } from '../rule/sigma-rule.ts';
import '../save-own/sigma-save-own.ts';
import '../section/sigma-section.ts';
import { base, buttons, rows, sections } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import '../slider/sigma-slider.ts';
import { renderParameter } from './parameters.ts';
import { retyped, sketchOf, type Sketch } from './sketch.ts';
import { styles } from './styles.ts';

interface Change {
  readonly activation?: ActivationSpec;
  readonly derivative?: DerivativeSpec;
}

/** σ and what backpropagation sees of it: chosen or typed, plotted, explained at a point, and given its parameters. */
@customElement('sigma-sigma-panel')
export class SigmaSigmaPanel extends LitElement {
  static override styles = [base, buttons, rows, sections, styles];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };
  @property({ attribute: false }) optimizer: OptimizerSpec | null = null;

  /** How long the run is; null where that is counted in steps. */
  @property({ attribute: false }) epochs: number | null = null;
  @property({ attribute: false }) own: readonly OwnEntry[] = [];

  /** What is being typed, in place of what is set. */
  @state() private typed: Change = {};
  /** Where the rule is explained. */
  @state() private point = -1;
  @state() private sketch: Sketch | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('activation') || changed.has('derivative') || changed.has('typed'))
      this.sketch = sketchOf(this.typed.activation ?? this.activation, this.typed.derivative ?? this.derivative);
  }

  protected override render(): TemplateResult {
    const { activation, derivative } = this;
    return html`<div class="head">
        <h2>Activation σ</h2>
        <sigma-save-own .activation=${activation} .derivative=${derivative} .own=${this.own}></sigma-save-own>
      </div>
      <sigma-picker
        brief
        .activation=${activation}
        .derivative=${derivative}
        .own=${this.own}
        @change=${this.#onPick}
      ></sigma-picker>
      ${this.renderFormula()} ${this.renderParameters()} ${this.renderPlot()}
      <h2>What backpropagation sees</h2>
      <sigma-rule
        .activation=${activation}
        .derivative=${derivative}
        @change=${this.#onRule}
        @sketch=${this.#onRuleTyped}
      ></sigma-rule>
      ${this.renderCaution()}
      <sigma-lies .activation=${activation} .derivative=${derivative} @choose=${this.#onRule}></sigma-lies>
      <sigma-section label="Annealing" summary=${annealingSummary(derivative)}>
        <sigma-annealing
          .activation=${activation}
          .derivative=${derivative}
          .epochs=${this.epochs}
          @change=${this.#onRule}
        ></sigma-annealing>
      </sigma-section>`;
  }

  private renderFormula(): TemplateResult {
    return html`<div class="tex" aria-hidden="true">
        <sigma-math fit .tex=${this.sketch?.tex ?? ''} fallback=${formulaOf(this.activation)}></sigma-math>
      </div>
      <sigma-formula-field
        sigma
        label="σ(x) ="
        hint="σ as a formula in x, with alpha, beta, gamma and delta for sliders. Enter uses it, Escape takes it back."
        .value=${formulaOf(this.activation)}
        @draft=${this.#onTyped}
        @change=${this.#onFormula}
      ></sigma-formula-field>`;
  }

  private renderParameters(): TemplateResult | typeof nothing {
    const parameters = this.sketch?.parameters ?? [];
    if (parameters.length === 0) return nothing;
    const set = (parameter: Parameter, value: number): void =>
      this.configure({ activation: { ...this.activation, [parameter.uniform]: value } });
    return html`<div class="parameters">
      ${parameters.map((parameter) => renderParameter(parameter, this.activation[parameter.uniform], (value) => set(parameter, value)))}
    </div>`;
  }

  private renderPlot(): TemplateResult {
    const about = this.sketch?.explain(this.point) ?? null;
    const said =
      about === null ? '' : `${about.truth} ${about.claim} ${about.rising.sentence} ${about.falling.sentence}`;
    return html`<sigma-plot
        label="Plot of σ and of what backpropagation sees"
        note=${said}
        .curves=${this.sketch?.curves ?? null}
        @cursor=${this.#onCursor}
      ></sigma-plot>
      <sigma-explanation .about=${about}></sigma-explanation>`;
  }

  /** A hint that stays once it is followed, so that nothing shifts and it can be taken back. */
  private renderCaution(): TemplateResult | typeof nothing {
    const { derivative, optimizer } = this;
    if (optimizer === null || !cautionMatters(derivative, optimizer)) return nothing;
    const { cautious } = optimizer;
    const name = optimizer.name.startsWith('adam') ? OPTIMIZERS[optimizer.name].label : 'Momentum';
    return html`<p class="hint">
      ${name} may step against the gradient of now, for which the rule chose a side.
      ${cautious ? 'Cautious leaves such parts of a step out.' : ''}
      <button
        class="link"
        type="button"
        @click=${() => emit(this, 'sigma-configure', { optimizer: { ...optimizer, cautious: !cautious } })}
      >
        Switch cautious ${cautious ? 'off' : 'on'}
      </button>
    </p>`;
  }

  private configure(change: Change): void {
    this.typed = {};
    emit(this, 'sigma-configure-sigma', change);
  }

  readonly #onPick = ({ detail: { activation, derivative } }: PickerChange): void =>
    this.configure(derivative === null ? { activation } : { activation, derivative });

  readonly #onFormula = ({ detail: { formula } }: FormulaChange): void =>
    this.configure({ activation: retyped(this.activation, formula) });

  readonly #onTyped = ({ detail: { formula } }: FormulaDraft): void => {
    this.typed = formula === null ? {} : { activation: retyped(this.activation, formula) };
  };

  readonly #onRule = ({ detail: { derivative } }: RuleChange | LieChoice): void => this.configure({ derivative });

  readonly #onRuleTyped = ({ detail: { derivative } }: RuleSketch): void => {
    this.typed = derivative === null ? {} : { derivative };
  };

  readonly #onCursor = ({ detail: { x } }: PlotCursor): void => {
    if (x !== null) this.point = Number(x.toPrecision(3));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-sigma-panel': SigmaSigmaPanel;
  }
}
