import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { activationById } from '../../domain/activations/index.ts';
import { DEFAULT_WIDTH, ruleByName, RULES, type RuleInput } from '../../domain/derivatives/index.ts';
import { LIMITS } from '../../domain/experiment/defaults.ts';
import type { ActivationSpec, DerivativeSpec, RuleName } from '../../domain/experiment/experiment.ts';
import '../drawing/sigma-draw-it.ts';
import '../formula-field/sigma-formula-field.ts';
import type { FormulaChange, FormulaDraft } from '../formula-field/sigma-formula-field.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../segmented/sigma-segmented.ts';
import type { SegmentChange } from '../segmented/sigma-segmented.ts';
import { base, rows } from '../shared/controls.ts';
import { quotientsNeeded, withoutEmpty } from './inputs.ts';

/** Sent while a formula is being typed; null once it is settled or taken back. */
export type RuleSketch = CustomEvent<{ readonly derivative: DerivativeSpec | null }>;

/** Sent when a person changes the rule or one of its inputs. */
export type RuleChange = CustomEvent<{ readonly derivative: DerivativeSpec }>;

const SEGMENTS = RULES.map(({ id, label, sentence }) => ({ value: id, label: label.toLowerCase(), hint: sentence }));

/**
 * What stands in for σ′: the rule, what it needs, and noise on top.
 *
 * @fires change - RuleChange.
 * @fires sketch - RuleSketch.
 */
@customElement('sigma-rule')
export class SigmaRule extends LitElement {
  static override styles = [
    base,
    rows,
    css`
      :host {
        display: block;
      }
      .rows {
        margin-top: 4px;
      }
      sigma-draw-it {
        grid-column: 2;
        align-self: center;
        justify-self: end;
      }
    `,
  ];

  @property() label = 'Derivative rule';
  /** Without noise, where that is no part of what is set. */
  @property({ type: Boolean }) quiet = false;
  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };

  protected override render(): TemplateResult {
    const { inputs } = ruleByName(this.derivative.rule);
    return html`<sigma-segmented
        many
        label=${this.label}
        .segments=${SEGMENTS}
        .value=${this.derivative.rule}
        @change=${this.#onRule}
      ></sigma-segmented>
      <div class="rows">
        ${inputs.map((input) => this.renderInput(input))} ${this.quiet ? nothing : this.renderNoise()}
        <sigma-draw-it
          .activation=${this.activation}
          .derivative=${this.derivative}
          @change=${(event: RuleChange) => this.change(event.detail.derivative)}
        ></sigma-draw-it>
      </div>`;
  }

  private renderNoise(): TemplateResult {
    return html`<sigma-number
      label="noise"
      hint="Shakes the derivative: times 1 + s·n, n normal, fresh for each element and step. σ itself stays exact."
      min="0"
      max=${LIMITS.noise}
      step="0.1"
      .value=${this.derivative.noise}
      @change=${(event: NumberChange) => this.change({ noise: event.detail.value! })}
    ></sigma-number>`;
  }

  private renderInput(input: RuleInput): TemplateResult | typeof nothing {
    switch (input) {
      case 'formula':
        return this.renderFormula('formula', 'σ̃′(x)', 'What backpropagation takes for the slope, on both sides.', '');
      case 'left':
        return this.renderFormula(
          'left',
          'left(x)',
          'The slope on the left of x. Empty: the one σ declares, or a difference quotient.',
          this.declared('left'),
        );
      case 'right':
        return this.renderFormula(
          'right',
          'right(x)',
          'The slope on the right of x. Empty: the one σ declares, or a difference quotient.',
          this.declared('right'),
        );
      case 'width':
        return this.renderWidth();
      default:
        return input satisfies never;
    }
  }

  private renderFormula(
    key: 'formula' | 'left' | 'right',
    label: string,
    hint: string,
    placeholder: string,
  ): TemplateResult {
    return html`<sigma-formula-field
      class="wide"
      label=${label}
      hint=${hint}
      placeholder=${placeholder}
      ?optional=${key !== 'formula'}
      .value=${this.derivative[key] ?? ''}
      @draft=${({ detail: { formula } }: FormulaDraft) => this.sketch(formula === null ? null : { [key]: formula })}
      @change=${(event: FormulaChange) => this.change({ [key]: event.detail.formula })}
    ></sigma-formula-field>`;
  }

  private renderWidth(): TemplateResult | typeof nothing {
    if (!quotientsNeeded(this.activation, this.derivative)) return nothing;
    return html`<sigma-number
      label="width w"
      hint="How far from x the difference quotients look."
      min="0.001"
      max=${LIMITS.derivativeWidth}
      scale="log"
      .value=${this.derivative.width ?? DEFAULT_WIDTH}
      @change=${(event: NumberChange) => this.change({ width: event.detail.value! })}
    ></sigma-number>`;
  }

  private declared(side: 'left' | 'right'): string {
    const entry = this.activation.name === undefined ? undefined : activationById(this.activation.name);
    return entry?.pair?.[side] ?? 'difference quotient';
  }

  private change(change: Partial<DerivativeSpec>): void {
    const derivative = withoutEmpty({ ...this.derivative, ...change });
    this.dispatchEvent(new CustomEvent('change', { detail: { derivative } }));
  }

  private sketch(change: Partial<DerivativeSpec> | null): void {
    const derivative = change === null ? null : withoutEmpty({ ...this.derivative, ...change });
    this.dispatchEvent(new CustomEvent('sketch', { detail: { derivative } }));
  }

  readonly #onRule = (event: SegmentChange<RuleName>): void => {
    const rule = event.detail.value;
    // A formula is needed at once: the first lie that σ suggests, else the identity's slope.
    const suggested = (
      this.activation.name === undefined ? undefined : activationById(this.activation.name)
    )?.lies.find((lie) => lie.derivative.rule === 'formula');
    const formula = this.derivative.formula ?? suggested?.derivative.formula ?? '1';
    this.change(rule === 'formula' ? { rule, formula } : { rule });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-rule': SigmaRule;
  }
}
