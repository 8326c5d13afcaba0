import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AppState, AppStore } from '../../state/app-state.ts';
import '../autoencoder/sigma-autoencoder.ts';
import type { SigmaAutoencoder } from '../autoencoder/sigma-autoencoder.ts';
import type { Snapshot } from '../../domain/run/run.ts';
import type { SigmaPlanePage } from '../plane/page/sigma-plane-page.ts';
import '../header/sigma-header.ts';
import '../notices/sigma-notices.ts';
import { base, buttons } from '../shared/controls.ts';
import type { UiEventName } from '../shared/events.ts';
import '../shared/icons.ts';
import { StoreController } from '../shared/store-controller.ts';
import '../tip/sigma-tip.ts';
import { copyLink, saveFile } from './browser.ts';
import { DropController } from './drop-controller.ts';
import { answersBy, type Answers } from './event-actions.ts';
import { ShortcutController } from './shortcuts.ts';
import { styles } from './styles.ts';

const COPIED_MS = 2000;

/** The page: renders the store's state, hands each panel its part of it, and turns their events into the store's actions. */
@customElement('sigma-app')
export class SigmaApp extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) store: AppStore | null = null;

  @state() private copied = false;
  /** Files opened or dropped that the dialog is about; null while it is closed. */
  @state() private files: readonly File[] | null = null;

  @query('sigma-autoencoder, sigma-plane-page') private view!: SigmaAutoencoder | SigmaPlanePage | null;

  readonly #follower = new StoreController(this);
  readonly #drop = new DropController(this, (files) => this.#dropped(files));
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
    const primary = (): void => this.view?.pressPrimary();
    new ShortcutController(this, { ' ': primary, k: primary, s: () => this.view?.pressStep() });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store')) this.#follower.follow(this.store);
    // Who never looks at the 2D net never loads it.
    if (this.store?.state.view === 'plane' && customElements.get('sigma-plane-page') === undefined)
      void import('../plane/page/sigma-plane-page.ts');
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.store?.state;
    if (state === undefined) return nothing;
    return html`<nav class="skip" aria-label="Skip">
        <button class="primary" type="button" @click=${() => this.view?.focusTransport()}>Go to Train</button>
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
      ${state.view === 'plane' ? this.renderPlane(state) : html`<sigma-autoencoder .state=${state}></sigma-autoencoder>`}
      ${this.#drop.over ? html`<div class="drop">${state.view === 'plane' ? 'Drop a picture for the net to learn' : 'Drop the four files of images and labels'}</div>` : nothing}
      ${this.files === null ? nothing : html`<sigma-data-dialog .files=${this.files} .taken=${state.data.local} @close=${this.#onDialogClosed}></sigma-data-dialog>`}
      <sigma-tip></sigma-tip>`;
  }

  private renderPlane(state: AppState): TemplateResult {
    return html`<sigma-plane-page
      .state=${state}
      .atlases=${this.store?.atlases ?? null}
      .recorded=${this.#recorded}
    ></sigma-plane-page>`;
  }

  readonly #recorded = async (runId: string): Promise<readonly Snapshot[]> =>
    (await this.store?.actions.snapshots(runId)) ?? [];

  readonly #answer = (event: CustomEvent): void => {
    const answer = this.#answers[event.type as UiEventName] as (detail: unknown) => void;
    answer(event.detail);
  };

  readonly #onDialogClosed = (): void => {
    this.files = null;
  };

  /** What files mean depends on who is to learn from them. */
  #dropped(files: readonly File[]): void {
    if (this.view && 'takeFiles' in this.view) void this.view.takeFiles(files);
    else this.#take(files);
  }

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

declare global {
  interface HTMLElementTagNameMap {
    'sigma-app': SigmaApp;
  }
}
