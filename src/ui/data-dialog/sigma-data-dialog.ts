import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isFashionMnist } from '../../domain/data/fashion-mnist.ts';
import { DATA_FILE_NAMES, pickDataFiles } from '../../domain/data/files.ts';
import { freeLocalName, isLocalName } from '../../domain/experiment/local-source.ts';
import type { DataFiles } from '../../protocol/training.ts';
import { base, buttons } from '../shared/controls.ts';
import { dialogs } from '../shared/dialogs.ts';
import { emit } from '../shared/events.ts';
import { bytes } from '../shared/format.ts';
import '../shared/icons.ts';

/** Under this name the files take the place of those that would be downloaded. */
const FASHION_MNIST = 'fashion-mnist';

/**
 * Looks at files that a person opened or dropped: which of the four are there, which are missing, and what the set is to be
 * called. More files may be added until all four are there.
 *
 * It is open as long as it is on the page.
 *
 * @fires sigma-add-data
 * @fires close - When the person is done with it.
 */
@customElement('sigma-data-dialog')
export class SigmaDataDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    dialogs,
    css`
      dialog {
        width: min(440px, calc(100vw - 24px));
        padding: 20px;
      }
      h2 {
        margin-bottom: 8px;
      }
      .ways {
        display: flex;
        gap: 8px;
        margin-top: 12px;
      }
      p {
        line-height: 20px;
      }
      ol {
        margin: 12px 0;
        border-top: 1px solid var(--hairline);
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 33px;
        border-bottom: 1px solid var(--hairline);
        color: var(--ink-3);
      }
      li.there {
        color: var(--ink);
      }
      li span {
        margin-left: auto;
        font-size: var(--text-s);
      }
      wa-icon {
        font-size: 14px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-top: 16px;
        color: var(--ink-2);
      }
      input[maxlength] {
        flex: 1;
        min-width: 0;
        height: 36px;
        padding: 0 10px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: transparent;
        color: var(--ink);
        font: 400 16px/20px var(--sans);
      }
      .more {
        margin-right: auto;
      }
      .mistake {
        min-height: 20px;
        margin-top: 4px;
        color: var(--error);
        font-size: var(--text-s);
      }
    `,
  ];

  /** What was opened so far. */
  @property({ attribute: false }) files: readonly File[] = [];

  /** Names of the sets that are here already. */
  @property({ attribute: false }) taken: readonly string[] = [];

  /** What the person typed; null before that. */
  @state() private typed: string | null = null;

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input[maxlength]') private field!: HTMLInputElement;
  @query('input[type=file]') private chooser!: HTMLInputElement;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const { picked, strangers } = this.sorted();
    const complete = DATA_FILE_NAMES.every((name) => picked[name] !== undefined);
    const { name } = this;
    const named = isLocalName(name);
    const replaces = this.taken.includes(name);
    return html`<dialog aria-labelledby="title" @close=${this.#onClosed}>
      <h2 id="title">Your own images</h2>
      <p class="quiet">Four files in the format of MNIST, gzipped or not. They stay in this browser.</p>
      <ol>
        ${DATA_FILE_NAMES.map((name) => renderFile(name, picked[name]))}
      </ol>
      ${
        strangers.length === 0
          ? nothing
          : html`<p class="quiet">
              Left out, as their names are none of the four: ${strangers.slice(0, 5).join(', ')}.
            </p>`
      }
      <label
        >name <input maxlength="64" .value=${this.typed ?? name} @input=${this.#onName} @keydown=${this.#onKey}
      /></label>
      <p class="mistake" role="alert">${named ? '' : 'A name has 1 to 64 visible characters.'}</p>
      <p class="quiet" role="status">${replaces ? 'There is a set of this name. These files will replace it.' : ''}</p>
      <input class="unseen" type="file" multiple tabindex="-1" aria-label="More data files" @change=${this.#onFiles} />
      <div class="ways">
        <button class="more" type="button" @click=${() => this.chooser.click()}>Add files…</button>
        <button type="button" @click=${() => this.dialog.close()}>Cancel</button>
        <button class="primary" type="button" ?disabled=${!complete || !named} @click=${this.#add}>
          ${replaces ? 'Replace it' : 'Use these'}
        </button>
      </div>
    </dialog>`;
  }

  /** The name as typed; before that a free one, and that of the real thing for the real thing. */
  private get name(): string {
    const given = isFashionMnist(this.sorted().picked) ? FASHION_MNIST : freeLocalName(this.taken);
    return this.typed?.trim() ?? given;
  }

  private sorted(): { picked: DataFiles; strangers: string[] } {
    return pickDataFiles(this.files.map((file) => [file.name, file] as const));
  }

  readonly #onName = (): void => {
    this.typed = this.field.value;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#add();
  };

  readonly #add = (): void => {
    const { picked } = this.sorted();
    const { name } = this;
    if (!isLocalName(name) || !DATA_FILE_NAMES.every((file) => picked[file] !== undefined)) return;
    this.dialog.close();
    emit(this, 'sigma-add-data', { name, files: picked });
  };

  readonly #onFiles = (): void => {
    const chosen = [...(this.chooser.files ?? [])];
    this.chooser.value = '';
    if (chosen.length > 0) emit(this, 'sigma-files', chosen);
  };

  readonly #onClosed = (): void => void this.dispatchEvent(new Event('close'));
}

function renderFile(name: string, file: Blob | undefined): TemplateResult {
  return html`<li class=${file ? 'there' : ''}>
    <wa-icon name=${file ? 'check' : 'close'} label=${file ? 'there' : 'missing'}></wa-icon>${name}
    <span>${file ? bytes(file.size) : 'missing'}</span>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-data-dialog': SigmaDataDialog;
  }
}
