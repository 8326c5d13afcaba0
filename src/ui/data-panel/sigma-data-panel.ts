import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { DATA_SOURCES, findDataSource } from '../../domain/data/sources.ts';
import { LIMITS } from '../../domain/experiment/defaults.ts';
import type { DataSpec } from '../../domain/experiment/experiment.ts';
import { localSource } from '../../domain/experiment/local-source.ts';
import type { DataState } from '../../state/app-state.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../select/sigma-select.ts';
import type { Choice, SelectChange } from '../select/sigma-select.ts';
import '../section/sigma-section.ts';
import { base, buttons, rows, sections } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { bytes, count } from '../shared/format.ts';
import { sourceLabel } from '../shared/labels.ts';
import { styles } from './styles.ts';

const BUILT_IN = 'garments';
const OPEN_FILES = ' open';

/** What the network learns from: which set, how much of it, and how the set is coming along. */
@customElement('sigma-data-panel')
export class SigmaDataPanel extends LitElement {
  static override styles = [base, buttons, rows, sections, styles];

  @property({ attribute: false }) spec: DataSpec | null = null;
  @property({ attribute: false }) data: DataState | null = null;

  @query('input[type=file]') private files!: HTMLInputElement;

  /** Opens the browser's own dialog for files. */
  chooseFiles(): void {
    this.files.click();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { spec, data } = this;
    if (spec === null || data === null) return nothing;
    return html`<sigma-section label="Data" summary=${sourceLabel(spec.source)}>
        <div class="rows">
          <sigma-select
            class="wide"
            label="set"
            hint=${findDataSource(spec.source)?.description ?? ''}
            .value=${spec.source}
            .choices=${choices(data)}
            @change=${this.#onSource}
          ></sigma-select>
          ${this.renderSize(spec, 'trainSize', 'train')} ${this.renderSize(spec, 'testSize', 'test')}
          <div class="status ${data.status}" role="status">${this.renderStatus(spec, data)}</div>
        </div></sigma-section
      >
      <input class="unseen" type="file" multiple tabindex="-1" aria-label="Data files" @change=${this.#onFiles} />`;
  }

  private renderSize(spec: DataSpec, key: 'trainSize' | 'testSize', label: string): TemplateResult {
    const of = key === 'trainSize' ? 'learned from' : 'tested on, never learned from';
    return html`<sigma-number
      label=${label}
      hint="How many images, from the front of the set, are ${of}. Empty for all."
      integer
      min="1"
      max=${LIMITS.examples}
      scale="log"
      start="1000"
      empty="all"
      .value=${spec[key]}
      @change=${(event: NumberChange) => this.change({ [key]: event.detail.value })}
    ></sigma-number>`;
  }

  private renderStatus(spec: DataSpec, data: DataState): TemplateResult {
    switch (data.status) {
      case 'none':
        return this.renderAbsent(spec);
      case 'loading':
        return html`<p>Loading ${sourceLabel(spec.source)}…</p>`;
      case 'downloading':
        return this.renderDownload(data);
      case 'ready':
        return this.renderReady(data);
      case 'failed':
        return this.renderFailed(spec, data);
      default:
        return data.status satisfies never;
    }
  }

  private renderAbsent(spec: DataSpec): TemplateResult {
    const source = findDataSource(spec.source);
    const download = source?.origin === 'downloaded';
    return html`<p>${source?.description ?? 'Your own files, kept in this browser.'}</p>
      ${download ? html`<p class="ways"><button class="link" type="button" @click=${this.#download}>Download now</button></p>` : nothing}`;
  }

  private renderDownload({ progress }: DataState): TemplateResult {
    const cancel = html`<button class="link" type="button" @click=${() => emit(this, 'sigma-cancel-download', null)}>
      Cancel
    </button>`;
    if (progress === null)
      return html`<div class="bar"><progress aria-label="Download"></progress>${cancel}</div>
        <p>Asking for the files…</p>`;
    const { receivedBytes, totalBytes, mirror } = progress;
    return html`<div class="bar">
        <progress aria-label="Download" max=${totalBytes} value=${receivedBytes}></progress>${cancel}
      </div>
      <p>${bytes(receivedBytes)} of ${bytes(totalBytes)} from ${mirror}</p>`;
  }

  private renderReady({ loaded, fellBack }: DataState): TemplateResult {
    if (loaded === null) return html``;
    const instead = fellBack ? html`<p>In place of Fashion-MNIST, which could not be loaded.</p>` : nothing;
    const synthetic = loaded.synthetic ? ' synthetic' : '';
    return html`<p>
        Ready: ${count(loaded.trainCount)}${synthetic} images to train on, ${count(loaded.testCount)} to test.
      </p>
      ${instead}`;
  }

  private renderFailed(spec: DataSpec, { error }: DataState): TemplateResult {
    const downloaded = findDataSource(spec.source)?.origin === 'downloaded';
    return html`<p>${error ?? 'The data could not be loaded.'}</p>
      <div class="ways">
        ${downloaded ? html`<button class="link" type="button" @click=${this.#download}>Try again</button>` : nothing}
        <button class="link" type="button" @click=${() => this.chooseFiles()}>Open files…</button>
        ${
          spec.source === BUILT_IN
            ? nothing
            : html`<button class="link" type="button" @click=${() => this.change({ source: BUILT_IN })}>
                Use garments
              </button>`
        }
      </div>`;
  }

  private change(change: Partial<DataSpec>): void {
    emit(this, 'sigma-configure', { data: { ...this.spec!, ...change } });
  }

  readonly #download = (): void => emit(this, 'sigma-download-data', null);

  readonly #onSource = (event: SelectChange): void => {
    if (event.detail.value !== OPEN_FILES) return this.change({ source: event.detail.value });
    this.requestUpdate();
    this.chooseFiles();
  };

  readonly #onFiles = (): void => {
    const chosen = [...(this.files.files ?? [])];
    this.files.value = '';
    if (chosen.length > 0) emit(this, 'sigma-files', chosen);
  };
}

function choices(data: DataState): Choice[] {
  const fixed = DATA_SOURCES.filter(({ origin }) => origin !== 'added').map(({ id, label }) => ({ value: id, label }));
  const local = data.local.map((name) => ({ value: localSource(name), label: name }));
  return [...fixed, ...local, { value: OPEN_FILES, label: 'Open files…' }];
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-data-panel': SigmaDataPanel;
  }
}
