import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { toBase64 } from '../../../domain/base64.ts';
import { LIMITS } from '../../../domain/experiment/defaults.ts';
import type { DataSpec, Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { PLANE_VARIABLES } from '../../../domain/formula/index.ts';
import { PLANE_TEST_SIZE, PLANE_TRAIN_SIZE } from '../../../domain/plane-tasks/data.ts';
import { planeTask } from '../../../domain/plane-tasks/registry.ts';
import type { PlaneTask } from '../../../domain/plane-tasks/task.ts';
import { sameData } from '../../../domain/experiment/objects.ts';
import { START_NET, withFrequencies } from '../../../state/plane-edits.ts';
import '../../formula-field/sigma-formula-field.ts';
import type { FormulaChange } from '../../formula-field/sigma-formula-field.ts';
import '../../number/sigma-number.ts';
import type { NumberChange } from '../../number/sigma-number.ts';
import '../../section/sigma-section.ts';
import { base, buttons, rows, sections } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import '../pad/sigma-drawing-pad.ts';
import { pictureFrom } from '../pad/picture.ts';
import type { PictureChange } from '../pad/sigma-drawing-pad.ts';
import { dataFor, fitted, suggestedNet, suggestedTraining } from './suggest.ts';
import './sigma-task-picker.ts';
import type { TaskChange } from './sigma-task-picker.ts';

const NOISE_HINTS: Readonly<Record<Exclude<PlaneTask['noise'], 'none'>, string>> = {
  coordinates: 'Standard deviation of what is added to the coordinates of every point.',
  value: 'Standard deviation of what is added to the values.',
};

/** What the 2D net learns: which task, how many points of it, how noisy, and what it reads of a point. */
@customElement('sigma-task-panel')
export class SigmaTaskPanel extends LitElement {
  static override styles = [
    base,
    buttons,
    rows,
    sections,
    css`
      .note {
        margin-top: 6px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 18px;
      }
      .note button {
        font-size: inherit;
      }
      sigma-drawing-pad {
        margin-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) experiment: Experiment | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { experiment } = this;
    if (experiment?.network.kind !== 'plane') return nothing;
    const task = planeTask(experiment.data.source);
    return html`<sigma-section label="Task" summary=${task?.label ?? ''} open>
      <sigma-task-picker .experiment=${experiment} @change=${this.#onTask}></sigma-task-picker>
      ${task === null ? nothing : this.renderTask(task, experiment)} ${this.renderSuggestion(task, experiment)}
    </sigma-section>`;
  }

  private renderTask(task: PlaneTask, { data }: Experiment): TemplateResult {
    return html`${task.needs === 'image' ? html`<sigma-drawing-pad .image=${data.image ?? null} @change=${this.#onPicture}></sigma-drawing-pad>` : nothing}
      <div class="rows">
        ${
          task.needs === 'formula'
            ? html`<sigma-formula-field
                class="wide"
                label="target ="
                hint="What the net should say at (x, y)."
                .variables=${PLANE_VARIABLES}
                .value=${data.formula ?? ''}
                @change=${({ detail }: FormulaChange) => this.change({ formula: detail.formula })}
              ></sigma-formula-field>`
            : nothing
        }
        ${task.needs === 'points' ? nothing : this.renderCounts(data)}
        ${task.noise === 'none' ? nothing : this.renderNoise(data, NOISE_HINTS[task.noise])} ${this.renderFrequencies()}
      </div>`;
  }

  private renderCounts(data: DataSpec): TemplateResult {
    const field = (key: 'trainSize' | 'testSize', label: string, usual: number, hint: string): TemplateResult =>
      html`<sigma-number
        label=${label}
        hint=${hint}
        integer
        min="1"
        max=${LIMITS.points}
        scale="log"
        .value=${data[key] ?? usual}
        @change=${(event: NumberChange) => this.change({ [key]: event.detail.value })}
      ></sigma-number>`;
    return html`${field('trainSize', 'train', PLANE_TRAIN_SIZE, 'Points to learn from: circles.')}
    ${field('testSize', 'test', PLANE_TEST_SIZE, 'Points to test on, never learned from: squares.')}`;
  }

  private renderNoise({ noise }: DataSpec, hint: string): TemplateResult {
    return html`<sigma-number
      label="noise"
      hint=${hint}
      min="0"
      max=${LIMITS.noise}
      step="0.05"
      .value=${noise}
      @change=${(event: NumberChange) => this.change({ noise: event.detail.value! })}
    ></sigma-number>`;
  }

  /** A field a frequency, and an empty one for the next. */
  private renderFrequencies(): TemplateResult {
    const frequencies = this.network.frequencies ?? [];
    const shown: readonly (number | null)[] =
      frequencies.length < LIMITS.frequencies ? [...frequencies, null] : frequencies;
    return html`${shown.map(
      (frequency, index) =>
        html`<sigma-number
          label=${index === 0 ? 'oscillators' : 'and'}
          hint="The net also reads sin and cos of this frequency times each coordinate. A sine as σ is not Fourier; coordinates put through oscillators are. Empty for none."
          min="0.01"
          max=${LIMITS.frequency}
          step="0.5"
          start="1"
          empty="off"
          .value=${frequency}
          @change=${(event: NumberChange) => this.setFrequency(index, event.detail.value)}
        ></sigma-number>`,
    )}`;
  }

  /** Offers a net for the task where the present one was never meant to learn. */
  private renderSuggestion(task: PlaneTask | null, { network }: Experiment): TemplateResult | typeof nothing {
    if (task === null || network.kind !== 'plane' || network.layers.length > 2) return nothing;
    const widths = network.layers.map(({ width }) => width).join(', ');
    return html`<p class="note">
      This net has ${network.layers.length === 1 ? 'one layer' : 'two layers'} of ${widths}.
      <button
        class="link"
        type="button"
        data-tip="Two layers of eight under the same σ and rule, an output for the task, and settings that learn it in a minute. Undo brings the numbers back."
        @click=${() => this.suggest(task)}
      >
        Use 8, 8 and an output</button
      >.
    </p>`;
  }

  private get network(): PlaneSpec {
    return this.experiment!.network as PlaneSpec;
  }

  private change(change: Partial<DataSpec>): void {
    emit(this, 'sigma-configure', { data: { ...this.experiment!.data, ...change } });
  }

  private setFrequency(index: number, value: number | null): void {
    const now = this.network.frequencies ?? [];
    const frequencies = value === null ? now.toSpliced(index, 1) : now.toSpliced(index, 1, value);
    emit(this, 'sigma-plane-edit', {
      network: withFrequencies(this.network, frequencies, this.experiment!.seed),
      key: '',
    });
  }

  private suggest(task: PlaneTask): void {
    emit(this, 'sigma-plane-edit', { network: suggestedNet(this.network, task), key: '' });
    emit(this, 'sigma-configure', suggestedTraining(this.experiment!, task));
  }

  /** Has the net learn a picture file; rejects with a DataError where the browser can't read it. */
  async takePicture(file: Blob): Promise<void> {
    const { size, levels } = await pictureFrom(file);
    const task = planeTask('image')!;
    this.choose(task, { ...dataFor(task, this.experiment!), image: { size, levels: toBase64(levels) } });
  }

  readonly #onTask = ({ detail: { task } }: TaskChange): void => this.choose(task, dataFor(task, this.experiment!));

  private choose(task: PlaneTask, data: DataSpec): void {
    const { experiment, network } = this;
    if (sameData(network.layers, START_NET.layers) && task.asks !== 'point') this.suggest(task);
    else {
      const fitting = fitted(network, task, experiment!.seed);
      if (fitting !== network) emit(this, 'sigma-plane-edit', { network: fitting, key: '' });
    }
    emit(this, 'sigma-configure', { data });
  }

  readonly #onPicture = ({ detail: { image } }: PictureChange): void => this.change({ image });
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-task-panel': SigmaTaskPanel;
  }
}
