import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Run } from '../../domain/run/run.ts';
import type { RunListing } from '../../state/app-state.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { ago, loss, plural } from '../shared/format.ts';
import '../shared/icons.ts';
import { BACKEND_LABELS, sourceLabel, STATUS_LABELS } from '../shared/labels.ts';
import { runColour } from '../shared/palette.ts';
import { runName } from '../shared/run-name.ts';
import { styles } from './styles.ts';

/** Runs kept in this browser: switched on and off in the chart, continued, taken as settings, exported, deleted. */
@customElement('sigma-run-list')
export class SigmaRunList extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) runs: readonly RunListing[] = [];
  /** The run under way, which can be neither continued nor deleted. */
  @property() activeId = '';

  @state() private openId = '';
  /** The run whose deletion waits to be confirmed. */
  @state() private doomedId = '';

  @query('input[type=file]') private file!: HTMLInputElement;

  protected override render(): TemplateResult {
    const runs = newestFirst(this.runs);
    return html`<div class="head">
        <h2>Runs <small>${runs.length === 0 ? '' : 'kept in this browser'}</small></h2>
        <button
          class="link"
          type="button"
          data-tip="Read runs from a file that was exported"
          @click=${() => this.file.click()}
        >
          Import…
        </button>
        <button
          class="link"
          type="button"
          data-tip="Save all runs to a file"
          ?disabled=${runs.length === 0}
          @click=${() => this.export(runs.map(({ run }) => run.id))}
        >
          Export all
        </button>
      </div>
      ${
        runs.length === 0
          ? html`<p class="none">None yet. Every run is kept here, to compare with later ones.</p>`
          : html`<ul>
              ${repeat(
                runs,
                ({ run }) => run.id,
                (listing) => this.renderRun(listing),
              )}
            </ul>`
      }
      <input
        class="unseen"
        type="file"
        accept=".json,application/json"
        tabindex="-1"
        aria-label="File of runs"
        @change=${this.#onFile}
      />`;
  }

  private renderRun(listing: RunListing): TemplateResult {
    const { run, visible, colour } = listing;
    const name = runName(run.experiment);
    const open = run.id === this.openId;
    return html`<li style=${styleMap({ '--colour': runColour(colour) })}>
      <div class="line">
        <button
          class="show"
          type="button"
          aria-pressed=${visible ? 'true' : 'false'}
          aria-label="${name} in the chart"
          data-tip=${visible ? 'Hide it in the chart' : 'Show it in the chart'}
          @click=${() => emit(this, 'sigma-show-run', { id: run.id, visible: !visible })}
        >
          <span class="swatch"></span>
        </button>
        <button class="open" type="button" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.toggle(run.id)}>
          <span class="name">${name}</span>
          <span class="status ${run.status}"
            >${run.status === 'done' ? ago(run.createdAt) : STATUS_LABELS[run.status]}</span
          >
          <span class="number">${loss(run.epochs.at(-1)?.testLoss)}</span>
          <wa-icon name="chevron-down"></wa-icon>
        </button>
      </div>
      ${open ? this.renderMore(listing) : nothing}
    </li>`;
  }

  private renderMore({ run, resumable }: RunListing): TemplateResult {
    const { id } = run;
    const active = id === this.activeId;
    return html`<div class="more">
      <p>${described(run)}</p>
      ${run.reason === undefined ? nothing : html`<p>${run.reason}</p>`}
      <div class="acts">
        ${resumable && !active ? html`<button type="button" data-tip="Go on from its last checkpoint" @click=${() => emit(this, 'sigma-resume-run', id)}>Continue</button>` : nothing}
        ${run.experiment.network.kind === 'plane' && !active ? this.renderOpen(id) : nothing}
        <button
          type="button"
          data-tip="Put its settings into the panels at the left"
          @click=${() => emit(this, 'sigma-use-run', id)}
        >
          Use settings
        </button>
        <button type="button" @click=${() => this.export([id])}>Export</button>
        ${active ? nothing : this.renderDelete(id)}
      </div>
    </div>`;
  }

  private renderOpen(id: string): TemplateResult {
    const busy = this.activeId !== '';
    return html`<button
      type="button"
      data-tip=${busy ? 'Stop the run that goes on first' : 'Its net as it was left, and the film of its recorded steps'}
      ?disabled=${busy}
      @click=${() => emit(this, 'sigma-open-run', id)}
    >
      Show again
    </button>`;
  }

  private renderDelete(id: string): TemplateResult {
    if (this.doomedId !== id) return html`<button type="button" @click=${() => (this.doomedId = id)}>Delete</button>`;
    return html`<button class="danger" type="button" @click=${() => emit(this, 'sigma-delete-run', id)}>
        Delete for good
      </button>
      <button type="button" @click=${() => (this.doomedId = '')}>Keep</button>`;
  }

  private toggle(id: string): void {
    this.doomedId = '';
    this.openId = this.openId === id ? '' : id;
  }

  private export(ids: readonly string[]): void {
    emit(this, 'sigma-export-runs', ids);
  }

  readonly #onFile = (): void => {
    const file = this.file.files?.[0];
    this.file.value = '';
    if (file !== undefined) emit(this, 'sigma-import-runs', file);
  };
}

function newestFirst(runs: readonly RunListing[]): RunListing[] {
  return runs.toSorted((a, b) => b.run.createdAt.localeCompare(a.run.createdAt));
}

/** What a run was, in a sentence. */
function described({ experiment, data, device, epochs, steps, createdAt }: Run): string {
  const { network, optimizer, batchSize, seed } = experiment;
  const size =
    network.kind === 'autoencoder'
      ? `${plural(network.channels, 'channel')}, latent ${network.latent}`
      : plural(network.layers.length, 'layer');
  const done = epochs.length > 0 ? plural(epochs.at(-1)!.epoch, 'epoch') : plural(steps.at(-1)?.step ?? 0, 'step');
  return [
    size,
    `${sourceLabel(data.source)}, ${plural(data.trainCount, network.kind === 'plane' ? 'point' : 'image')}`,
    `${optimizer.name} ${optimizer.learningRate}, batches of ${batchSize}`,
    done,
    `seed ${seed}`,
    BACKEND_LABELS[device.backend],
    ago(createdAt),
  ].join(' · ');
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-run-list': SigmaRunList;
  }
}
