import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Experiment } from '../../domain/experiment/experiment.ts';
import type { DataUsed } from '../../domain/run/run.ts';
import { RESUMABLE, type AppState, type AppStore } from '../../state/app-state.ts';
import '../data-panel/sigma-data-panel.ts';
import '../header/sigma-header.ts';
import '../images/sigma-images.ts';
import '../loss-chart/sigma-loss-chart.ts';
import '../network-panel/sigma-network-panel.ts';
import '../notices/sigma-notices.ts';
import '../optimizer-panel/sigma-optimizer-panel.ts';
import '../plane/view/sigma-plane.ts';
import '../readout/sigma-readout.ts';
import '../runs/sigma-run-list.ts';
import { base, buttons } from '../shared/controls.ts';
import type { UiEventName } from '../shared/events.ts';
import '../shared/icons.ts';
import { sourceLabel } from '../shared/labels.ts';
import { StoreController } from '../shared/store-controller.ts';
import '../sigma-panel/sigma-sigma-panel.ts';
import '../tip/sigma-tip.ts';
import '../training-panel/sigma-training-panel.ts';
import '../transport/sigma-transport.ts';
import type { SigmaTransport } from '../transport/sigma-transport.ts';
import { copyLink, saveFile } from './browser.ts';
import { differences } from './differences.ts';
import { DropController } from './drop-controller.ts';
import { answersBy, type Answers } from './event-actions.ts';
import { ShortcutController } from './shortcuts.ts';
import { styles } from './styles.ts';

type Pane = 'settings' | 'loop' | 'losses';

const PANES: readonly { readonly pane: Pane; readonly label: string; readonly icon: string }[] = [
  { pane: 'settings', label: 'Settings', icon: 'sliders' },
  { pane: 'loop', label: 'Images', icon: 'images' },
  { pane: 'losses', label: 'Losses', icon: 'curve' },
];

const COPIED_MS = 2000;

/** The page: renders the store's state, hands each panel its part of it, and turns their events into the store's actions. */
@customElement('sigma-app')
export class SigmaApp extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) store: AppStore | null = null;

  /** Which pane narrow windows show. */
  @state() private pane: Pane = 'loop';
  @state() private copied = false;
  /** Files opened or dropped that the dialog is about; null while it is closed. */
  @state() private files: readonly File[] | null = null;

  @query('sigma-transport') private transport!: SigmaTransport;

  readonly #follower = new StoreController(this);
  readonly #drop = new DropController(this, (files) => this.#take(files));
  readonly #answers: Answers;

  constructor() {
    super();
    this.#answers = answersBy(() => this.store?.actions ?? null, {
      'sigma-files': (files) => this.#take(files),
      'sigma-share': () => void this.#share(),
      'sigma-export-runs': (ids) => void this.#export(ids),
    });
    for (const name of Object.keys(this.#answers) as UiEventName[])
      this.addEventListener(name, this.#answer as EventListener);
    const primary = (): void => this.transport.pressPrimary();
    new ShortcutController(this, { ' ': primary, k: primary, s: () => this.transport.pressStep() });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store')) this.#follower.follow(this.store);
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.store?.state;
    if (state === undefined) return nothing;
    return html`<nav class="skip" aria-label="Skip">
        <button class="primary" type="button" @click=${() => this.transport.focusPrimary()}>Go to Train</button>
      </nav>
      <sigma-header
        view=${state.view}
        theme=${state.theme}
        .device=${state.device}
        deviceStatus=${state.deviceStatus}
        .deviceError=${state.deviceError}
        ?copied=${this.copied}
      ></sigma-header>
      <sigma-notices .notices=${state.notices}></sigma-notices>
      ${state.view === 'plane' ? this.renderPlane(state) : this.renderAutoencoder(state)}
      ${this.#drop.over ? html`<div class="drop">Drop the four files of images and labels</div>` : nothing}
      ${this.files === null ? nothing : html`<sigma-data-dialog open .files=${this.files} @close=${this.#onDialogClosed}></sigma-data-dialog>`}
      <sigma-tip></sigma-tip>`;
  }

  private renderAutoencoder(state: AppState): TemplateResult {
    return html`${this.renderSettings(state)} ${this.renderLoop(state)} ${this.renderLosses(state)} ${this.renderTabs()}`;
  }

  private renderPlane({ experiment, plane }: AppState): TemplateResult | typeof nothing {
    if (experiment.network.kind !== 'plane') return nothing;
    return html`<sigma-plane
      .experiment=${experiment}
      .plane=${plane}
      .atlases=${this.store?.atlases ?? null}
    ></sigma-plane>`;
  }

  private renderSettings({ experiment, data, estimate, live }: AppState): TemplateResult {
    const { network } = experiment;
    return html`<aside class="settings ${this.away('settings')}" aria-label="Settings">
      <div class="panels">
        <sigma-sigma-panel
          .activation=${experiment.activation}
          .derivative=${experiment.derivative}
        ></sigma-sigma-panel>
        <sigma-network-panel
          .spec=${network.kind === 'autoencoder' ? network : null}
          .batchSize=${experiment.batchSize}
          .stepsPerEpoch=${stepsPerEpoch(experiment, data.loaded?.trainCount ?? 0)}
          .secondsPerStep=${estimate?.secondsPerStep ?? null}
        ></sigma-network-panel>
        <sigma-data-panel .spec=${experiment.data} .data=${data}></sigma-data-panel>
        <sigma-optimizer-panel .spec=${experiment.optimizer}></sigma-optimizer-panel>
        <sigma-training-panel .experiment=${experiment}></sigma-training-panel>
      </div>
      ${this.renderApplies(experiment, live)}
    </aside>`;
  }

  /** Says whether what is set here is what trains now. */
  private renderApplies(experiment: Experiment, live: AppState['live']): TemplateResult {
    if (live === null || live.phase === 'ended')
      return html`<p class="applies" role="status">Settings apply when you press Train.</p>`;
    const changed = differences(live.run.experiment, experiment);
    if (changed.length === 0) return html`<p class="applies" role="status">Changes here apply to the next run.</p>`;
    const { id } = live.run;
    return html`<p class="applies" role="status">
      For the next run: ${changed.join(', ')}.
      <button class="link" type="button" @click=${() => this.#answers['sigma-use-run'](id)}>Take back</button>
    </p>`;
  }

  private renderLoop({ live, device, deviceStatus, deviceError, data, experiment, runs }: AppState): TemplateResult {
    const obstacle = deviceStatus === 'failed' ? (deviceError ?? 'No device works here.') : '';
    const resumable =
      live?.phase === 'ended' &&
      RESUMABLE.includes(live.run.status) &&
      runs.some(({ run, resumable: can }) => can && run.id === live.run.id);
    return html`<main class="loop">
      <sigma-transport class="transport" .live=${live} .obstacle=${obstacle} ?resumable=${resumable}></sigma-transport>
      <div class="view ${this.away('loop')}">
        <sigma-readout
          .live=${live}
          .device=${device?.device ?? null}
          .data=${wouldUse(experiment, data)}
          .seed=${experiment.seed}
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

  readonly #answer = (event: CustomEvent): void => {
    const answer = this.#answers[event.type as UiEventName] as (detail: unknown) => void;
    answer(event.detail);
  };

  readonly #onDialogClosed = (): void => {
    this.files = null;
  };

  #take(files: readonly File[]): void {
    this.files = [...(this.files ?? []), ...files];
    void import('../data-dialog/sigma-data-dialog.ts');
  }

  async #share(): Promise<void> {
    const link = this.store?.actions.shareLink();
    if (link === undefined) return;
    this.copied = await copyLink(link);
    setTimeout(() => (this.copied = false), COPIED_MS);
  }

  async #export(ids: readonly string[]): Promise<void> {
    const file = await this.store?.actions.exportRuns(ids);
    if (file !== undefined) saveFile(file, ids.length === 1 ? `sigma-run-${ids[0]!}.json` : 'sigma-runs.json');
  }
}

function stepsPerEpoch({ data, batchSize }: Experiment, available: number): number {
  return Math.floor(Math.min(available, data.trainSize ?? Infinity) / batchSize);
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
    'sigma-app': SigmaApp;
  }
}
