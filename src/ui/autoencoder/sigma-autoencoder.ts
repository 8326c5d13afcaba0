import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Experiment } from '../../domain/experiment/experiment.ts';
import { trainsInHalf, type DataUsed } from '../../domain/run/run.ts';
import type { AppState } from '../../state/app-state.ts';
import '../applies/sigma-applies.ts';
import '../data-panel/sigma-data-panel.ts';
import '../images/sigma-images.ts';
import '../layers/sigma-layers-panel.ts';
import '../loss-chart/sigma-loss-chart.ts';
import { paceOf } from '../network-panel/pace.ts';
import '../network-panel/sigma-network-panel.ts';
import '../optimizer-panel/sigma-optimizer-panel.ts';
import '../readout/sigma-readout.ts';
import '../runs/sigma-run-list.ts';
import { base, buttons } from '../shared/controls.ts';
import { paneTabs } from '../shared/pane-tabs.ts';
import '../shared/icons.ts';
import { sourceLabel } from '../shared/labels.ts';
import '../sigma-panel/sigma-sigma-panel.ts';
import '../training-panel/sigma-training-panel.ts';
import '../transport/sigma-transport.ts';
import { canContinue, obstacleOf } from '../transport/context.ts';
import type { SigmaTransport } from '../transport/sigma-transport.ts';
import { styles } from './styles.ts';

type Pane = 'settings' | 'loop' | 'losses';

const PANES: readonly { readonly pane: Pane; readonly label: string; readonly icon: string }[] = [
  { pane: 'settings', label: 'Settings', icon: 'sliders' },
  { pane: 'loop', label: 'Images', icon: 'images' },
  { pane: 'losses', label: 'Losses', icon: 'curve' },
];

/** The view of the autoencoder: its settings, the loop of training, and the losses. */
@customElement('sigma-autoencoder')
export class SigmaAutoencoder extends LitElement {
  static override styles = [base, buttons, styles, paneTabs];

  @property({ attribute: false }) state: AppState | null = null;

  /** Which pane narrow windows show. */
  @state() private pane: Pane = 'loop';

  @query('sigma-transport') private transport!: SigmaTransport | null;

  /** Presses the large button, as Space does. */
  pressPrimary(): void {
    this.transport?.pressPrimary();
  }

  /** Takes one step, as S does. */
  pressStep(): void {
    this.transport?.pressStep();
  }

  /** Puts the keyboard on the transport. */
  focusTransport(): void {
    this.transport?.focusPrimary();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state: shown } = this;
    if (shown === null) return nothing;
    return html`${this.renderSettings(shown)} ${this.renderLoop(shown)} ${this.renderLosses(shown)} ${this.renderTabs()}`;
  }

  private renderSettings(shown: AppState): TemplateResult {
    const { experiment, data, live, device } = shown;
    const { network } = experiment;
    return html`<aside class="settings ${this.away('settings')}" aria-label="Settings">
      <div class="panels">
        <sigma-sigma-panel
          .activation=${experiment.activation}
          .derivative=${experiment.derivative}
          .optimizer=${experiment.optimizer}
          .epochs=${experiment.steps === null ? experiment.epochs : null}
          .own=${shown.own}
        ></sigma-sigma-panel>
        <sigma-network-panel
          .spec=${network.kind === 'autoencoder' ? network : null}
          .batchSize=${experiment.batchSize}
          pace=${paceOf(shown)}
        ></sigma-network-panel>
        <sigma-layers-panel
          .spec=${network.kind === 'autoencoder' ? network : null}
          .activation=${experiment.activation}
          .derivative=${experiment.derivative}
        ></sigma-layers-panel>
        <sigma-data-panel .spec=${experiment.data} .data=${data}></sigma-data-panel>
        <sigma-optimizer-panel .spec=${experiment.optimizer}></sigma-optimizer-panel>
        <sigma-training-panel .experiment=${experiment} ?half=${device?.device.half === true}></sigma-training-panel>
      </div>
      <sigma-applies .experiment=${experiment} .live=${live} ?pending=${shown.appliesToNextRun}></sigma-applies>
    </aside>`;
  }

  private renderLoop(shown: AppState): TemplateResult {
    const { live, device, data, experiment } = shown;
    return html`<main class="loop">
      <sigma-transport
        class="transport"
        .live=${live}
        .obstacle=${obstacleOf(shown)}
        ?resumable=${canContinue(shown)}
      ></sigma-transport>
      <div class="view ${this.away('loop')}">
        <sigma-readout
          .live=${live}
          .device=${device?.device ?? null}
          .data=${wouldUse(experiment, data)}
          .seed=${experiment.seed}
          ?half=${device !== null && trainsInHalf(experiment, device.device)}
        ></sigma-readout>
        <sigma-images
          .images=${live?.images ?? null}
          source=${sourceLabel(live?.run.data.source ?? experiment.data.source)}
        ></sigma-images>
      </div>
    </main>`;
  }

  private renderLosses({ live, runs, experiment }: AppState): TemplateResult {
    return html`<section class="losses ${this.away('losses')}" aria-label="Losses">
      <sigma-loss-chart
        .live=${live}
        .runs=${runs}
        loss=${live?.run.experiment.loss ?? experiment.loss}
      ></sigma-loss-chart>
      <sigma-run-list
        .runs=${runs}
        activeId=${live === null || live.phase === 'ended' ? '' : live.run.id}
      ></sigma-run-list>
    </section>`;
  }

  private renderTabs(): TemplateResult {
    return html`<nav class="tabs" aria-label="Panes">
      ${PANES.map(
        ({ pane, label, icon }) =>
          html`<button
            type="button"
            aria-current=${pane === this.pane ? 'true' : 'false'}
            @click=${() => (this.pane = pane)}
          >
            <wa-icon name=${icon}></wa-icon>${label}
          </button>`,
      )}
    </nav>`;
  }

  private away(pane: Pane): string {
    return pane === this.pane ? '' : 'away';
  }
}

/** What the next run would be computed on, as far as it is known. */
function wouldUse({ data }: Experiment, { loaded }: AppState['data']): DataUsed | null {
  if (loaded === null) return null;
  return {
    source: loaded.source,
    synthetic: loaded.synthetic,
    trainCount: Math.min(loaded.trainCount, data.trainSize ?? Infinity),
    testCount: Math.min(loaded.testCount, data.testSize ?? Infinity),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-autoencoder': SigmaAutoencoder;
  }
}
