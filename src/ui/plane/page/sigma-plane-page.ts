import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { Snapshot } from '../../../domain/run/run.ts';
import type { AtlasWorker } from '../../../protocol/atlas.ts';
import type { AppState } from '../../../state/app-state.ts';
import '../../applies/sigma-applies.ts';
import '../../loss-chart/sigma-loss-chart.ts';
import '../../optimizer-panel/sigma-optimizer-panel.ts';
import '../../runs/sigma-run-list.ts';
import { base, buttons } from '../../shared/controls.ts';
import { paneTabs } from '../../shared/pane-tabs.ts';
import { emit, type UiEventDetails } from '../../shared/events.ts';
import '../../shared/icons.ts';
import '../../training-panel/sigma-training-panel.ts';
import { canContinue, obstacleOf } from '../../transport/context.ts';
import '../../transport/sigma-transport.ts';
import type { SigmaTransport } from '../../transport/sigma-transport.ts';
import '../output/sigma-plane-output.ts';
import '../sigma/sigma-plane-sigma.ts';
import '../slow/sigma-slow-step.ts';
import '../task/sigma-task-panel.ts';
import '../timeline/sigma-timeline.ts';
import '../twins/sigma-twins.ts';
import { isTraining } from '../twins/nets.ts';
import type { TwinDesk } from '../twins/sigma-twins.ts';
import { SceneMaker } from '../view/scene.ts';
import '../view/sigma-plane.ts';
import { AtlasDesks } from './desk.ts';
import { ShownNet, type Shown } from './shown.ts';
import { styles } from './styles.ts';

type Pane = 'settings' | 'net' | 'learning';

const PANES: readonly { readonly pane: Pane; readonly label: string; readonly icon: string }[] = [
  { pane: 'settings', label: 'Task', icon: 'sliders' },
  { pane: 'net', label: 'Net', icon: 'images' },
  { pane: 'learning', label: 'Output', icon: 'curve' },
];

/** The view of the 2D net: its task and settings, the net, and how it learns. */
@customElement('sigma-plane-page')
export class SigmaPlanePage extends LitElement {
  static override styles = [base, buttons, styles, paneTabs];

  @property({ attribute: false }) state: AppState | null = null;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;
  /** All recorded steps of a run, oldest first. */
  @property({ attribute: false }) recorded!: (runId: string) => Promise<readonly Snapshot[]>;
  /** Which pane narrow windows show. */
  @state() private pane: Pane = 'net';
  /** Whether the twins stand where the net does. */
  @state() private twins = false;
  /** Whether the film of the run on stage is open. */
  @state() private filming = false;

  @query('sigma-transport') private transport!: SigmaTransport | null;

  /** The run whose net was taken over into the configuration, by an edit after its end. */
  #released = '';
  #configured: PlaneSpec | null = null;
  #shown!: Shown;
  readonly #desks = new AtlasDesks();
  readonly #nets = new ShownNet();
  readonly #scenes = new SceneMaker();

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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#desks.follow(null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state: now } = this;
    if (now === null) return;
    this.#desks.use(this.atlases);
    if (changed.get('state')?.plane.canvases !== now.plane.canvases) this.#desks.forget();
    this.#release(now);
    this.#shown = this.#nets.of(now, this.#released);
    const { live } = now;
    const following = this.#shown.owner === 'run' && live !== null && isTraining(live);
    this.#desks.follow(following ? live.run.id : null, this.twins ? ['net'] : []);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state: now } = this;
    if (now?.experiment.network.kind !== 'plane') return nothing;
    return html`<section class="transport" aria-label="Training">
        <sigma-transport
          .live=${now.live}
          .obstacle=${obstacleOf(now)}
          ?resumable=${canContinue(now)}
        ></sigma-transport>
        <sigma-timeline .live=${now.live} .plane=${now.plane} owner=${this.#shown.owner}>
          <button
            class="open"
            type="button"
            data-tip="Take one step and show it slowly: forward, loss, backward, update"
            ?disabled=${!this.#canSlow(now)}
            @click=${() => emit(this, 'sigma-slow-step', 0)}
          >
            Slow step
          </button>
          <button
            class="open"
            type="button"
            aria-pressed=${this.twins ? 'true' : 'false'}
            data-tip="The same beginning under several activations or rules, side by side"
            @click=${this.#onTwins}
          >
            Twins
          </button>
          <button
            class="open"
            type="button"
            data-tip="Save the recorded steps as one picture or as a video"
            ?disabled=${!canFilm(now)}
            @click=${this.#onFilm}
          >
            Export film…
          </button>
        </sigma-timeline>
        ${now.live?.plane?.slow ? html`<sigma-slow-step .step=${now.live.plane.slow}></sigma-slow-step>` : nothing}
      </section>
      ${this.renderNet(now)} ${this.twins ? this.renderTwins(now) : nothing} ${this.renderLearning(now)}
      ${this.renderTabs()} ${this.filming ? this.renderFilm(now) : nothing}`;
  }

  private renderNet(now: AppState): TemplateResult {
    return html`<sigma-plane
      .experiment=${this.#shown.experiment}
      .plane=${now.plane}
      .atlases=${this.#desks.desk('net')}
      .liveFrame=${this.#frame('net', now)}
      pane=${this.pane === 'learning' || (this.twins && this.pane === 'net') ? 'away' : this.pane}
      ?covered=${this.twins}
      @sigma-plane-edit=${this.#onEdit}
    >
      ${this.renderSettings(now.experiment, now)}
    </sigma-plane>`;
  }

  private renderTwins({ experiment, twins, plane }: AppState): TemplateResult | typeof nothing {
    const { network } = experiment;
    if (network.kind !== 'plane') return nothing;
    const { window, look } = this.#scenes.of(this.#shown.experiment, plane.look);
    return html`<sigma-twins
      class=${this.pane === 'net' ? '' : 'away'}
      .network=${network}
      .twins=${twins}
      .window=${window}
      .look=${look}
      .generation=${plane.canvases}
      .desk=${this.#twinDesk}
    ></sigma-twins>`;
  }

  private renderSettings(experiment: Experiment, { live, appliesToNextRun }: AppState): TemplateResult {
    const network = this.#shown.experiment.network as PlaneSpec;
    return html`<div slot="settings" class="settings">
      <sigma-task-panel .experiment=${experiment}></sigma-task-panel>
      <sigma-plane-sigma .network=${network} seed=${experiment.seed}></sigma-plane-sigma>
      <sigma-optimizer-panel .spec=${experiment.optimizer}></sigma-optimizer-panel>
      <sigma-training-panel .experiment=${experiment}></sigma-training-panel>
      <sigma-applies .experiment=${experiment} .live=${live} ?pending=${appliesToNextRun}></sigma-applies>
    </div>`;
  }

  private renderLearning(now: AppState): TemplateResult {
    const { experiment, live, runs, plane } = now;
    const { spec, window, look } = this.#scenes.of(this.#shown.experiment, plane.look);
    return html`<section class="learning ${this.pane === 'learning' ? '' : 'away'}" aria-label="Learning">
      <sigma-plane-output
        .experiment=${experiment}
        .spec=${spec}
        .window=${window}
        .look=${look}
        .atlases=${this.#desks.desk('output')}
        .generation=${plane.canvases}
        .liveFrame=${this.#frame('output', now)}
        @plane-pan=${this.#repeat}
        @plane-zoom=${this.#repeat}
        @plane-home=${this.#repeat}
        @plane-pin=${this.#repeat}
        @plane-hover=${this.#repeat}
      ></sigma-plane-output>
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

  private renderFilm({ live, plane }: AppState): TemplateResult | typeof nothing {
    if (live === null) return nothing;
    return html`<sigma-film-dialog
      .run=${live.run}
      .view=${this.#scenes.of(this.#shown.experiment, plane.look)}
      .atlases=${this.atlases}
      .recorded=${this.recorded}
      @close=${() => (this.filming = false)}
    ></sigma-film-dialog>`;
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

  #frame(key: string, { live }: AppState) {
    if (live === null || this.#shown.owner !== 'run' || !isTraining(live)) return null;
    return this.#desks.frameOf(key, live.plane?.frames ?? []);
  }

  /** A step can be taken apart where a run waits, or none goes on. */
  #canSlow(now: AppState): boolean {
    if (now.twins.some(({ phase }) => phase !== 'ended') || obstacleOf(now) !== '') return false;
    return now.live === null || now.live.phase === 'paused' || now.live.phase === 'ended';
  }

  /** An edited configuration is what is shown from then on, once no run goes on. */
  #release({ experiment, live }: AppState): void {
    const network = experiment.network.kind === 'plane' ? experiment.network : null;
    const edited = this.#configured !== null && network !== null && network.layers !== this.#configured.layers;
    this.#configured = network;
    if (edited && live?.phase === 'ended') this.#released = live.run.id;
  }

  /** What an edit means: the view's zoom is the configuration's, numbers and σ belong to the net on show. */
  readonly #onEdit = (event: CustomEvent<UiEventDetails['sigma-plane-edit']>): void => {
    const { network, key } = event.detail;
    const { owner, experiment } = this.#shown;
    if (owner === 'configuration') return; // goes its way up
    event.stopPropagation();
    const before = experiment.network as PlaneSpec;
    const after: PlaneSpec = network;
    if (sameLayers(before, after)) {
      emit(this, 'sigma-plane-edit', { network: { ...this.#configured!, zoom: after.zoom }, key });
    } else if (owner === 'run') emit(this, 'sigma-edit-run', after);
    else {
      this.#released = this.state!.live!.run.id;
      if (owner === 'snapshot') emit(this, 'sigma-seek', null);
      emit(this, 'sigma-plane-edit', { network: after, key });
    }
  };

  readonly #onTwins = (): void => {
    this.twins = !this.twins;
    if (this.twins) this.pane = 'net';
  };

  readonly #onFilm = (): void => {
    this.filming = true;
    void import('../film/sigma-film-dialog.ts');
  };

  readonly #twinDesk = (key: string): TwinDesk => ({
    atlases: this.#desks.desk(key),
    liveFrame: this.#frame(key, this.state!),
  });

  /** The large output moves the same plane as the net's atlases do. */
  readonly #repeat = (event: Event): void => {
    event.stopPropagation();
    const net = this.renderRoot.querySelector('sigma-plane');
    net?.dispatchEvent(new CustomEvent(event.type, { detail: (event as CustomEvent<unknown>).detail }));
  };
}

/** Recorded steps are filmed while the run rests. */
function canFilm({ live, plane }: AppState): boolean {
  return plane.snapshots.length > 1 && (live?.phase === 'paused' || live?.phase === 'ended');
}

/** Whether only the window differs; layers of a scene are written ones. */
function sameLayers(before: PlaneSpec, after: PlaneSpec): boolean {
  return JSON.stringify(before.layers) === JSON.stringify(after.layers);
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-page': SigmaPlanePage;
  }
}
