import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS } from '../../domain/experiment/defaults.ts';
import type { Experiment, Loss } from '../../domain/experiment/experiment.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../select/sigma-select.ts';
import type { SelectChange } from '../select/sigma-select.ts';
import '../section/sigma-section.ts';
import '../switch/sigma-switch.ts';
import type { SwitchChange } from '../switch/sigma-switch.ts';
import { base, rows, sections } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { plural } from '../shared/format.ts';
import { LOSS_LABELS } from '../shared/labels.ts';

type Part = Pick<Experiment, 'loss' | 'batchSize' | 'epochs' | 'seed' | 'precision'>;

const LOSSES = (Object.keys(LOSS_LABELS) as Loss[]).map((value) => ({ value, label: LOSS_LABELS[value].label }));

/** What is minimised, in what portions, how long, and from which seed. */
@customElement('sigma-training-panel')
export class SigmaTrainingPanel extends LitElement {
  static override styles = [base, rows, sections];

  @property({ attribute: false }) experiment: Part | null = null;
  /** Whether the device offers half precision. */
  @property({ type: Boolean }) half = false;

  protected override render(): TemplateResult | typeof nothing {
    const { experiment } = this;
    if (experiment === null) return nothing;
    return html`<sigma-section label="Training" summary=${this.summary(experiment)}>
      <div class="rows">
        <sigma-select
          class="wide"
          label="loss"
          hint=${LOSS_LABELS[experiment.loss].hint}
          .value=${experiment.loss}
          .choices=${LOSSES}
          @change=${(event: SelectChange) => this.change({ loss: event.detail.value as Loss })}
        ></sigma-select>
        ${this.renderNumber('epochs', 'epochs', LIMITS.epochs, 'How often the whole training set is gone through.')}
        ${this.renderNumber('batchSize', 'batch', LIMITS.batchSize, 'Images per step. The remainder of an epoch sits it out.', 'log')}
        ${this.renderNumber('seed', 'seed', LIMITS.seed, 'Weights, shuffling and noise all come from it: same seed, same device, same numbers.')}
        ${this.half ? this.renderPrecision(experiment) : nothing}
      </div></sigma-section
    >`;
  }

  private summary({ epochs, batchSize, seed, precision }: Part): string {
    const half = this.half && precision === 'float16' ? ', half precision' : '';
    return `${plural(epochs, 'epoch')}, batches of ${batchSize}, seed ${seed}${half}`;
  }

  private renderNumber(
    key: 'epochs' | 'batchSize' | 'seed',
    label: string,
    max: number,
    hint: string,
    scale: 'linear' | 'log' = 'linear',
  ): TemplateResult {
    return html`<sigma-number
      label=${label}
      hint=${hint}
      integer
      min=${key === 'seed' ? 0 : 1}
      max=${max}
      scale=${scale}
      .value=${this.experiment![key]}
      @change=${(event: NumberChange) => this.change({ [key]: event.detail.value! })}
    ></sigma-number>`;
  }

  private renderPrecision({ precision }: Part): TemplateResult {
    return html`<sigma-switch
      class="wide"
      label="half precision"
      hint="Keeps images between layers as 16-bit floats: half the memory, and faster where memory is the limit. Sums, weights and gradients stay 32-bit. What it costs in test loss stands beside the device."
      .checked=${precision === 'float16'}
      @change=${({ detail }: SwitchChange) => this.change({ precision: detail.checked ? 'float16' : 'float32' })}
    ></sigma-switch>`;
  }

  private change(change: Partial<Part>): void {
    emit(this, 'sigma-configure', change);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-training-panel': SigmaTrainingPanel;
  }
}
