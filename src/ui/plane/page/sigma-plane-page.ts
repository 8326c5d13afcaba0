import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { errorMessage } from '../../../domain/errors.ts';
import type { Snapshot } from '../../../domain/run/run.ts';
import type { AtlasWorker } from '../../../protocol/atlas.ts';
import type { AppState, LiveRun } from '../../../state/app-state.ts';
import '../../applies/sigma-applies.ts';
import '../../loss-chart/sigma-loss-chart.ts';
import '../../optimizer-panel/sigma-optimizer-panel.ts';
import '../../runs/sigma-run-list.ts';
import { base, buttons } from '../../shared/controls.ts';
import { paneTabs } from '../../shared/pane-tabs.ts';
import { emit, type UiEventDetails } from '../../shared/events.ts';
import '../../shared/icons.ts';
import '../../training-panel/sigma-training-panel.ts';
import { canContinue, leaderOf, obstacleOf } from '../../transport/context.ts';
import '../../transport/sigma-transport.ts';
import type { SigmaTransport } from '../../transport/sigma-transport.ts';
import '../output/sigma-plane-output.ts';
import '../sigma/sigma-plane-sigma.ts';
import type { Phase } from '../slow/phases.ts';
import '../slow/sigma-slow-phases.ts';
import type { PhaseChange } from '../slow/sigma-slow-phases.ts';
import '../slow/sigma-slow-step.ts';
import { pictureAmong } from '../pad/picture.ts';
import '../task/sigma-task-panel.ts';
import type { SigmaTaskPanel } from '../task/sigma-task-panel.ts';
import '../timeline/sigma-timeline.ts';
import type { SigmaTimeline } from '../timeline/sigma-timeline.ts';
import '../twins/sigma-twin-choice.ts';
import type { TwinChoice } from '../twins/sigma-twin-choice.ts';
import '../twins/sigma-twins.ts';
import { isTraining } from '../twins/nets.ts';
import type { TwinDesk, TwinOpen } from '../twins/sigma-twins.ts';
import { SceneMaker } from '../view/scene.ts';
import '../view/sigma-plane.ts';
import { canFilm, canSlow } from './allowed.ts';
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
  /** Which of the twins on stage is the one whose net is shown, and whether edits are for all of them. */
  @state() private twin = 0;
  @state() private together = false;
  /** Which phase of a step that was taken apart is shown. */
  @state() private phase: Phase = 'forward';
  /** Whether the film of the run on stage is open. */
  @state() private filming = false;

  /** What was wrong with files that were dropped, or ''. */
  @state() private trouble = '';

  @query('sigma-task-panel') private task!: SigmaTaskPanel | null;
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

  /** Takes files that were dropped on the page: a picture becomes what the net learns. */
  async takeFiles(files: readonly File[]): Promise<void> {
    this.pane = 'settings';
    try {
      this.trouble = '';
      await this.task?.takePicture(pictureAmong(files));
    } catch (error) {
      this.trouble = errorMessage(error);
    }
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
    if (changed.has('state')) this.#followTwins(changed.get('state')?.twins ?? [], now.twins);
    const live = this.#stage(now);
    this.#shown = this.#nets.of(now, live, this.#released);
    const following = this.#shown.owner === 'run' && live !== null && isTraining(live);
    this.#desks.follow(following ? live.run.id : null, this.twins ? ['net'] : []);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state: now } = this;
    if (now?.experiment.network.kind !== 'plane') return nothing;
    return html`<section class="transport" aria-label="Training">
        <sigma-transport
          .live=${leaderOf(now)}
          .obstacle=${obstacleOf(now)}
          ?resumable=${canContinue(now)}
        ></sigma-transport>
        <sigma-timeline .live=${leaderOf(now)} .plane=${now.plane} owner=${this.#shown.owner} edits=${this.#edits(now)}>
          <button
            class="open"
            type="button"
            data-tip="Take one step and show it slowly: forward, loss, backward, update"
            ?disabled=${!canSlow(now)}
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
            Film…
          </button>
        </sigma-timeline>
        <p class="trouble" role="alert">${this.trouble}</p>
        ${now.twins.length > 0 && !this.twins ? this.renderTwinChoice(now) : nothing} ${this.renderSlow(now)}
      </section>
      ${this.renderNet(now)} ${this.twins ? this.renderTwins(now) : nothing} ${this.renderLearning(now)}
      ${this.renderTabs()} ${this.filming ? this.renderFilm(now) : nothing}`;
  }

  private renderNet(now: AppState): TemplateResult {
    return html`<sigma-plane
      .experiment=${this.#shown.experiment}
      .plane=${now.plane}
      .own=${now.own}
      .atlases=${this.#desks.desk('net')}
      .liveFrame=${this.#frame('net', now)}
      pane=${this.pane === 'learning' || (this.twins && this.pane === 'net') ? 'away' : this.pane}
      ?covered=${this.twins}
      @sigma-plane-edit=${this.#onEdit}
    >
      ${this.renderSettings(now.experiment, now)}
    </sigma-plane>`;
  }

  private renderTwinChoice({ twins }: AppState): TemplateResult {
    return html`<sigma-twin-choice
      .twins=${twins}
      .twin=${this.twin}
      ?all=${this.together}
      @twin-choice=${({ detail: { twin = this.twin, all = this.together } }: TwinChoice) => {
        this.twin = twin;
        this.together = all;
      }}
    ></sigma-twin-choice>`;
  }

  /** Of twins each row has its own numbers of the step. */
  private renderSlow(now: AppState): TemplateResult | typeof nothing {
    const slow = this.#stage(now)?.plane?.slow ?? null;
    if (slow === null) return nothing;
    return html`<sigma-slow-phases
        step=${slow.step}
        phase=${this.phase}
        @phase=${({ detail }: PhaseChange) => (this.phase = detail.phase)}
      ></sigma-slow-phases>
      ${this.twins ? nothing : html`<sigma-slow-step .step=${slow} phase=${this.phase}></sigma-slow-step>`}`;
  }

  private renderTwins({ experiment, twins, plane }: AppState): TemplateResult | typeof nothing {
    const { network } = experiment;
    if (network.kind !== 'plane') return nothing;
    const { window, look } = this.#scenes.of(this.#shown.experiment, plane.look);
    return html`<sigma-twins
      class=${this.pane === 'net' ? '' : 'away'}
      .network=${network}
      .variants=${plane.variants}
      .twins=${twins}
      .sought=${plane.sought}
      phase=${this.phase}
      .window=${window}
      .look=${look}
      .generation=${plane.canvases}
      .desk=${this.#twinDesk}
      @twin-open=${({ detail }: TwinOpen) => this.#openTwin(detail)}
    ></sigma-twins>`;
  }

  private renderSettings(experiment: Experiment, { live, appliesToNextRun, own }: AppState): TemplateResult {
    const network = this.#shown.experiment.network as PlaneSpec;
    return html`<div slot="settings" class="settings">
      <sigma-task-panel .experiment=${experiment}></sigma-task-panel>
      <sigma-plane-sigma .network=${network} seed=${experiment.seed} .own=${own}></sigma-plane-sigma>
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

  #edits({ twins }: AppState): SigmaTimeline['edits'] {
    if (twins.length === 0) return 'run';
    if (this.twins) return 'none';
    return this.together ? 'twins' : 'twin';
  }

  /** The run whose net is on show: of twins the one that was chosen. */
  #stage({ live, twins }: AppState): LiveRun | null {
    return twins[this.twin] ?? live;
  }

  /** Twins that come onto the stage are shown as such. */
  #followTwins(before: readonly LiveRun[], now: readonly LiveRun[]): void {
    if (now.length === 0 || before[0]?.run.id === now[0]!.run.id) return;
    this.twin = 0;
    this.twins = true;
  }

  #openTwin(twin: number): void {
    this.twin = twin;
    this.twins = false;
    this.pane = 'net';
  }

  #frame(key: string, now: AppState) {
    const live = this.#stage(now);
    if (live === null || this.#shown.owner !== 'run' || !isTraining(live)) return null;
    return this.#desks.frameOf(key, live.plane?.frames ?? []);
  }

  /** An edited configuration is what is shown from then on, once no run goes on. */
  #release({ experiment, live }: AppState): void {
    const network = experiment.network.kind === 'plane' ? experiment.network : null;
    const edited = this.#configured !== null && network !== null && network.layers !== this.#configured.layers;
    this.#configured = network;
    if (edited && live?.phase === 'ended') this.#released = this.#stage(this.state!)!.run.id;
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
    } else if (owner === 'run') emit(this, 'sigma-edit-run', { runs: this.#edited(), before, after, key });
    else {
      this.#released = this.#stage(this.state!)!.run.id;
      if (owner === 'snapshot') emit(this, 'sigma-seek', null);
      emit(this, 'sigma-plane-edit', { network: after, key });
    }
  };

  /** The runs that an edit by hand is for. */
  #edited(): string[] {
    const { live, twins } = this.state!;
    const shown = this.#stage(this.state!)?.run.id ?? live!.run.id;
    return this.together && twins.length > 0 ? twins.map(({ run }) => run.id) : [shown];
  }

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

/** Whether only the window differs; layers of a scene are written ones. */
function sameLayers(before: PlaneSpec, after: PlaneSpec): boolean {
  return JSON.stringify(before.layers) === JSON.stringify(after.layers);
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-page': SigmaPlanePage;
  }
}
