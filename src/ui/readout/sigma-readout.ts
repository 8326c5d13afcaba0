import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { trainsInHalf, type DataUsed, type Device, type EpochRecord } from '../../domain/run/run.ts';
import type { LiveRun } from '../../state/app-state.ts';
import { base } from '../shared/controls.ts';
import { count, duration, rate } from '../shared/format.ts';
import { BACKEND_LABELS, sourceLabel } from '../shared/labels.ts';

/** The numbers of the run on screen, and the honest line: what they were computed on. */
@customElement('sigma-readout')
export class SigmaReadout extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      dl {
        display: grid;
        grid-template-columns: 1.5fr 1fr 1fr 1fr;
        gap: 4px 16px;
        padding-top: 8px;
      }
      dt {
        color: var(--ink-2);
        font-size: var(--text-xs);
        line-height: 16px;
      }
      dd {
        overflow: hidden;
        font-size: var(--text-l);
        line-height: 20px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      dd small {
        color: var(--ink-2);
        font-size: var(--text-s);
      }
      .honest {
        min-height: 20px;
        margin-top: 8px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 20px;
        text-wrap: pretty;
      }
      @media (width < 600px) {
        dl {
          grid-template-columns: 1.4fr 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) live: LiveRun | null = null;
  /** What the next run would be computed on, to say before there is one. */
  @property({ attribute: false }) device: Device | null = null;
  @property({ attribute: false }) data: DataUsed | null = null;
  @property({ type: Number }) seed = 1;
  /** Whether the next run would keep images in half precision. */
  @property({ type: Boolean }) half = false;

  protected override render(): TemplateResult {
    const { live } = this;
    const active = live !== null && live.phase !== 'ended';
    const known = live !== null && live.stepsPerEpoch > 0;
    const epoch = known
      ? Math.min(Math.ceil(live.totalSteps / live.stepsPerEpoch), Math.floor(live.step / live.stepsPerEpoch) + 1)
      : null;
    return html`<dl>
        ${cell('step', live === null ? '–' : count(live.step), known ? `of ${count(live.totalSteps)}` : '')}
        ${cell('epoch', epoch === null ? '–' : count(epoch), known ? `of ${count(Math.ceil(live.totalSteps / live.stepsPerEpoch))}` : '')}
        ${cell('speed', live === null ? '–' : rate(live.stepsPerSecond), live === null ? '' : 'steps/s')}
        ${cell('time left', active ? duration(live.secondsLeft) : '–', '')}
      </dl>
      <p class="honest">${this.honest()}</p>`;
  }

  private honest(): string {
    const { live } = this;
    if (live !== null) {
      const { device, data, experiment, epochs } = live.run;
      const half = trainsInHalf(experiment, device) ? halfLine(epochs.at(-1)) : '';
      return `Computed ${line(device, data, experiment.seed, half)}`;
    }
    if (this.device === null) return 'Nothing computed yet.';
    return `Will be computed ${line(this.device, this.data, this.seed, this.half ? 'half precision' : '')}`;
  }
}

/** "on WebGPU, Apple M1 · Garments (synthetic), 6,000 train and 1,000 test · seed 1". */
function line(device: Device, data: DataUsed | null, seed: number, half: string): string {
  const on = `on ${BACKEND_LABELS[device.backend]}, ${device.adapter}${device.software ? ' (software)' : ''}`;
  return [on, half, data === null ? '' : used(data), `seed ${seed}`].filter((part) => part !== '').join(' · ');
}

/** "half precision, test loss +0.081 % against float32": what it costs the weights that the run has now. */
function halfLine(last: EpochRecord | undefined): string {
  if (last?.halfTestLoss === undefined) return 'half precision, test loss against float32 not known yet';
  const percent = 100 * (last.halfTestLoss / last.testLoss - 1);
  if (!Number.isFinite(percent)) return 'half precision, in which the test loss is no finite number';
  return `half precision, test loss ${percent < 0 ? '−' : '+'}${Math.abs(percent).toPrecision(2)} % against float32`;
}

function used({ source, synthetic, trainCount, testCount }: DataUsed): string {
  const name = sourceLabel(source);
  const label = synthetic && !name.includes('synthetic') ? `${name} (synthetic)` : name;
  return `${label}, ${count(trainCount)} train and ${count(testCount)} test`;
}

function cell(name: string, value: string, unit: string): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value} <small>${unit}</small></dd>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-readout': SigmaReadout;
  }
}
