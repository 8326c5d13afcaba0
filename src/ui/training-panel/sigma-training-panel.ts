import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS } from '../../domain/experiment/defaults.ts';
import type { Experiment, Loss } from '../../domain/experiment/experiment.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../select/sigma-select.ts';
import type { SelectChange } from '../select/sigma-select.ts';
import '../section/sigma-section.ts';
import { base, rows, sections } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { plural } from '../shared/format.ts';
import { LOSS_LABELS } from '../shared/labels.ts';

type Part = Pick<Experiment, 'loss' | 'batchSize' | 'epochs' | 'seed'>;

const LOSSES = (Object.keys(LOSS_LABELS) as Loss[]).map((value) => ({ value, label: LOSS_LABELS[value].label }));

/** What is minimised, in what portions, how long, and from which seed. */
@customElement('sigma-training-panel')
export class SigmaTrainingPanel extends LitElement {
  static override styles = [base, rows, sections];

  @property({ attribute: false }) experiment: Part | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { experiment } = this;
    if (experiment === null) return nothing;
    return html`<sigma-section
      label="Training"
      summary=${`${plural(experiment.epochs, 'epoch')}, batches of ${experiment.batchSize}, seed ${experiment.seed}`}
    >
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
      </div></sigma-section
    >`;
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

  private change(change: Partial<Part>): void {
    emit(this, 'sigma-configure', change);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-training-panel': SigmaTrainingPanel;
  }
}
