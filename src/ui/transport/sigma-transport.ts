import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { LiveRun } from '../../state/app-state.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import '../shared/icons.ts';
import { statusOf, type Status } from './status.ts';
import { styles } from './styles.ts';

const MOST_TICKS = 60;

const PRIMARY: Readonly<
  Record<Status['primary'], { readonly label: string; readonly icon: string; readonly hint: string }>
> = {
  train: { label: 'Train', icon: 'play', hint: 'Start a new run with these settings (Space or K)' },
  pause: { label: 'Pause', icon: 'pause', hint: 'Pause after this step (Space or K)' },
  resume: { label: 'Resume', icon: 'play', hint: 'Go on from here (Space or K)' },
};

/** Train, pause, step and stop; what the run is doing; and how far it is. */
@customElement('sigma-transport')
export class SigmaTransport extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) live: LiveRun | null = null;
  /** Why nothing can be trained, where that is so. */
  @property() obstacle = '';
  /** Whether the run on screen has ended and could go on. */
  @property({ type: Boolean }) resumable = false;

  /** Presses the large button, if it can be pressed. */
  pressPrimary(): void {
    const status = statusOf(this.live);
    if (!this.primaryEnabled(status)) return;
    if (status.primary === 'train') emit(this, 'sigma-train', null);
    else emit(this, 'sigma-command', status.primary);
  }

  /** Puts the keyboard on the large button, or on Stop while that one waits. */
  focusPrimary(): void {
    this.renderRoot.querySelector<HTMLElement>('button:enabled')?.focus();
  }

  /** Takes one step: of the run that waits, or the first of a new one. */
  pressStep(): void {
    if (this.stepEnabled(statusOf(this.live))) emit(this, 'sigma-command', 'step');
  }

  protected override render(): TemplateResult {
    const status = statusOf(this.live);
    const { label, icon, hint } = PRIMARY[status.primary];
    return html`<div class="bar ${status.tone}">
        <button
          class="primary"
          type="button"
          data-tip=${hint}
          ?disabled=${!this.primaryEnabled(status)}
          @click=${() => this.pressPrimary()}
        >
          <wa-icon name=${icon}></wa-icon>${label}
        </button>
        <button
          class="secondary"
          type="button"
          data-tip="Take one step, then wait (S)"
          ?disabled=${!this.stepEnabled(status)}
          @click=${() => this.pressStep()}
        >
          <wa-icon name="step"></wa-icon>Step
        </button>
        <button
          class="secondary"
          type="button"
          data-tip="End this run; it is kept and can be continued"
          ?disabled=${!status.canStop}
          @click=${() => emit(this, 'sigma-command', 'stop')}
        >
          <wa-icon name="stop"></wa-icon>Stop
        </button>
        <div class="state" role="status">
          <p class="headline">${this.obstacle === '' ? status.headline : 'Cannot train'}</p>
          <p class="detail">${this.obstacle || status.detail} ${this.resumable ? this.renderContinue() : nothing}</p>
        </div>
      </div>
      ${this.renderTrack(status)}`;
  }

  private renderContinue(): TemplateResult {
    const id = this.live!.run.id;
    return html`<button class="link" type="button" @click=${() => emit(this, 'sigma-resume-run', id)}>
      Continue it
    </button>`;
  }

  private renderTrack({ progress }: Status): TemplateResult {
    const percent = progress === null ? undefined : Math.round(progress * 100);
    return html`<div
      class="track ${progress === null ? 'waiting' : ''}"
      role="progressbar"
      aria-label="Progress of the run"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${percent ?? nothing}
    >
      ${this.renderTicks()}
      <div class="fill" style=${styleMap(progress === null ? {} : { transform: `scaleX(${progress})` })}></div>
    </div>`;
  }

  /** One mark an epoch, as long as the eye can count them. */
  private renderTicks(): TemplateResult | typeof nothing {
    const { live } = this;
    if (live === null || live.stepsPerEpoch === 0) return nothing;
    const epochs = Math.round(live.totalSteps / live.stepsPerEpoch);
    if (epochs < 2 || epochs > MOST_TICKS) return nothing;
    return html`<div class="ticks">${Array.from({ length: epochs }, () => html`<span></span>`)}</div>`;
  }

  private stepEnabled(status: Status): boolean {
    return status.canStep && this.obstacle === '';
  }

  private primaryEnabled(status: Status): boolean {
    return status.canPrimary && this.obstacle === '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-transport': SigmaTransport;
  }
}
