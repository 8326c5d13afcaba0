import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OptimizerName, OptimizerSpec } from '../../domain/experiment/experiment.ts';
import { LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, type HyperParameter } from '../../domain/optimizers/optimizer.ts';
import { OPTIMIZERS } from '../../domain/optimizers/registry.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../select/sigma-select.ts';
import type { SelectChange } from '../select/sigma-select.ts';
import '../section/sigma-section.ts';
import { base, rows, sections } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import '../switch/sigma-switch.ts';
import type { SwitchChange } from '../switch/sigma-switch.ts';

const CHOICES = Object.values(OPTIMIZERS).map(({ id, label }) => ({ value: id, label }));

const HINTS: Readonly<Record<HyperParameter['key'], string>> = {
  learningRate: 'How far each step goes. Arrows walk 1, 2, 5.',
  momentum: 'How much of the last step carries over into the next.',
  weightDecay: 'Pulls every weight towards 0 a little, each step.',
};

/** How the weights move. Fields that the chosen optimizer doesn't have stand still, so that nothing shifts. */
@customElement('sigma-optimizer-panel')
export class SigmaOptimizerPanel extends LitElement {
  static override styles = [base, rows, sections];

  @property({ attribute: false }) spec: OptimizerSpec | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (spec === null) return nothing;
    return html`<sigma-section label="Optimizer" summary=${`${OPTIMIZERS[spec.name].label}, ${spec.learningRate}`}>
      <div class="rows">
        <sigma-select
          label="method"
          hint="All as PyTorch defines them."
          .value=${spec.name}
          .choices=${CHOICES}
          @change=${(event: SelectChange) => this.change({ name: event.detail.value as OptimizerName })}
        ></sigma-select>
        ${this.renderHyper(spec, LEARNING_RATE, 0.001)} ${this.renderHyper(spec, MOMENTUM, 0.9)}
        ${this.renderHyper(spec, WEIGHT_DECAY, 0.0001)}
        <sigma-number
          label="clip norm"
          hint="Shrinks the whole gradient when its norm is larger than this. Lies can make gradients a thousand times larger."
          min="0.000001"
          scale="log"
          empty="off"
          start="1"
          .value=${spec.clipNorm}
          @change=${(event: NumberChange) => this.change({ clipNorm: event.detail.value })}
        ></sigma-number>
        <sigma-switch
          label="cautious"
          hint="Leaves out the parts of a step that go against the present gradient. Advised with “best”."
          .checked=${spec.cautious}
          @change=${(event: SwitchChange) => this.change({ cautious: event.detail.checked })}
        ></sigma-switch></div
    ></sigma-section>`;
  }

  private renderHyper(
    spec: OptimizerSpec,
    { key, label, min, max, scale }: HyperParameter,
    start: number,
  ): TemplateResult {
    const has = OPTIMIZERS[spec.name].hyperParameters.some((parameter) => parameter.key === key);
    const hint = has ? HINTS[key] : `${OPTIMIZERS[spec.name].label} has no setting for this.`;
    return html`<sigma-number
      label=${label.toLowerCase()}
      hint=${hint}
      min=${min}
      max=${max}
      scale=${scale}
      step="0.1"
      start=${start}
      ?disabled=${!has}
      .value=${spec[key]}
      @change=${(event: NumberChange) => this.change({ [key]: event.detail.value! })}
    ></sigma-number>`;
  }

  private change(change: Partial<OptimizerSpec>): void {
    emit(this, 'sigma-configure', { optimizer: { ...this.spec!, ...change } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-optimizer-panel': SigmaOptimizerPanel;
  }
}
