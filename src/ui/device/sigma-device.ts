import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Backend } from '../../domain/run/run.ts';
import type { DeviceReport, DeviceTrial } from '../../protocol/training.ts';
import type { AppState } from '../../state/app-state.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import '../shared/icons.ts';
import { openOnceLoaded } from '../shared/popover.ts';
import { BACKEND_LABELS, VERDICT_LABELS } from '../shared/labels.ts';
import { styles } from './styles.ts';

/** What the page computes on: its name in the header; behind it, why this one, what else was tried, and a choice of another. */
@customElement('sigma-device')
export class SigmaDevice extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) report: DeviceReport | null = null;
  @property() status: AppState['deviceStatus'] = 'opening';
  @property({ attribute: false }) error: string | null = null;

  @query('wa-popover') private popup!: HTMLElementTagNameMap['wa-popover'];

  protected override render(): TemplateResult {
    return html`<button
        id="open"
        class="bare open"
        type="button"
        aria-haspopup="dialog"
        @click=${() => openOnceLoaded(this.popup)}
        data-tip="What the numbers are computed on, and why"
      >
        <span class="dot ${this.dot()}"></span>
        ${this.renderName()}
      </button>
      <wa-popover for="open" placement="bottom-end" .withoutArrow=${true} distance="6" aria-label="Device">
        ${this.report === null ? this.renderMissing() : this.renderReport(this.report)}
      </wa-popover>`;
  }

  private dot(): string {
    if (this.status !== 'ready') return this.status;
    return this.report?.device.software ? 'software' : 'ready';
  }

  private renderName(): TemplateResult {
    if (this.status === 'failed') return html`<strong>No device</strong>`;
    if (this.report === null || this.status === 'opening')
      return html`<span class="quiet">Looking for a device…</span>`;
    const { backend, adapter, software } = this.report.device;
    return html`<strong>${BACKEND_LABELS[backend]}</strong>
      <span class="adapter">${adapter}${software ? ' (software)' : ''}</span>`;
  }

  private renderMissing(): TemplateResult {
    return html`<p class="why">
      ${this.error ?? 'The devices of this browser are being tried. This takes a moment.'}
    </p>`;
  }

  private renderReport(report: DeviceReport): TemplateResult {
    return html`<p class="why">${report.why}</p>
      ${this.error === null ? nothing : html`<p class="why">${this.error}</p>`}
      <table>
        <caption>
          What was tried, in order
        </caption>
        <tbody>
          ${report.trials.map((trial) => this.renderTrial(trial, trial.backend === report.device.backend))}
        </tbody>
      </table>
      <p class="automatic">
        <button class="link" type="button" @click=${() => this.choose(null)}>Let the page choose</button>
      </p>`;
  }

  private renderTrial(trial: DeviceTrial, inUse: boolean): TemplateResult {
    const usable = ['works', 'slower', 'untried'].includes(trial.verdict);
    return html`<tr>
      <th scope="row">
        <strong>${BACKEND_LABELS[trial.backend]}</strong>${trial.adapter}${trial.software ? ' (software)' : ''}
      </th>
      <td>${VERDICT_LABELS[trial.verdict]}<small>${trial.note}</small></td>
      <td class="number">${trial.msMeasured === null ? '' : `${trial.msMeasured.toPrecision(3)} ms`}</td>
      <td>
        ${
          inUse
            ? html`<span class="quiet">in use</span>`
            : html`<button type="button" ?disabled=${!usable} @click=${() => this.choose(trial.backend)}>Use</button>`
        }
      </td>
    </tr>`;
  }

  private choose(backend: Backend | null): void {
    void this.popup.hide();
    emit(this, 'sigma-choose-device', backend);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-device': SigmaDevice;
  }
}
