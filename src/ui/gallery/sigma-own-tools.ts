import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { MAX_OWN_NAME, ownName, type OwnEntry } from '../../domain/experiment/own-entry.ts';
import '../mistake/sigma-mistake.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import '../shared/icons.ts';

/**
 * Over the card of an own entry: renames it in place, and deletes it when asked twice.
 *
 * @fires sigma-rename-own
 * @fires sigma-delete-own
 */
@customElement('sigma-own-tools')
export class SigmaOwnTools extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 4px;
        pointer-events: none;
      }
      button,
      input {
        min-height: max(24px, calc(var(--target) - 8px));
        background: var(--raised);
        pointer-events: auto;
      }
      button {
        padding: 0 8px;
        font-size: var(--text-s);
      }
      .icon {
        width: max(24px, calc(var(--target) - 8px));
        padding: 0;
        color: var(--ink-2);
      }
      .danger {
        border-color: var(--error);
        color: var(--error);
      }
      input {
        flex: 1;
        width: 100%;
        min-width: 0;
        padding: 0 6px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        color: var(--ink);
        font: 400 var(--text-s) / 20px var(--sans);
      }
      @media (width < 900px), (pointer: coarse) {
        .icon {
          width: var(--target);
        }
        button,
        input {
          min-height: var(--target);
          font-size: 16px;
        }
      }
    `,
  ];

  @property({ attribute: false }) entry: OwnEntry | null = null;
  /** All own entries: no two may have the same name. */
  @property({ attribute: false }) others: readonly OwnEntry[] = [];
  /** Whether Tab leads here. */
  @property({ type: Boolean }) within = false;

  @state() private doing: 'nothing' | 'renaming' | 'deleting' = 'nothing';
  @state() private mistake = '';

  @query('input') private input!: HTMLInputElement | null;
  @query('.first') private first!: HTMLElement | null;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('doing') && changed.get('doing') !== undefined) this.first?.focus();
    if (changed.has('doing') && this.doing === 'renaming') this.input!.select();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.entry === null) return nothing;
    if (this.doing === 'renaming') return this.renderRenaming(this.entry);
    return this.doing === 'deleting' ? this.renderDeleting(this.entry) : this.renderTools(this.entry);
  }

  private renderTools({ name }: OwnEntry): TemplateResult {
    const stop = this.within ? 0 : -1;
    return html`<button
        class="icon first"
        type="button"
        tabindex=${stop}
        aria-label="Rename ${name}"
        data-tip="Rename"
        @click=${() => (this.doing = 'renaming')}
      >
        <wa-icon name="pencil"></wa-icon>
      </button>
      <button
        class="icon"
        type="button"
        tabindex=${stop}
        aria-label="Delete ${name}"
        data-tip="Delete"
        @click=${() => (this.doing = 'deleting')}
      >
        <wa-icon name="trash"></wa-icon>
      </button>`;
  }

  private renderDeleting({ id, name }: OwnEntry): TemplateResult {
    return html`<button
        class="danger"
        type="button"
        aria-label="Delete ${name} for good"
        @click=${() => emit(this, 'sigma-delete-own', id)}
      >
        Delete
      </button>
      <button class="first" type="button" @keydown=${this.#onEscape} @click=${() => (this.doing = 'nothing')}>
        Keep
      </button>`;
  }

  private renderRenaming({ name }: OwnEntry): TemplateResult {
    return html`<input
        class="first"
        aria-label="New name of ${name}"
        maxlength=${MAX_OWN_NAME}
        autocomplete="off"
        aria-invalid=${this.mistake === '' ? 'false' : 'true'}
        .value=${name}
        @input=${() => (this.mistake = '')}
        @keydown=${this.#onNameKey}
        @blur=${() => this.rename(false)}
      />
      <sigma-mistake role="alert" ?open=${this.mistake !== ''}>${this.mistake}</sigma-mistake>`;
  }

  /** Settles the name; where it cannot be one, says so or, when the person has left, keeps the old one. */
  private rename(insist: boolean): void {
    if (this.doing !== 'renaming') return;
    const { id, name: before } = this.entry!;
    const name = ownName(this.input!.value);
    const taken = this.others.some((other) => other.id !== id && other.name === name);
    if (insist && (name === null || taken)) {
      this.mistake = taken ? 'Another one is called that.' : `A name has 1 to ${String(MAX_OWN_NAME)} characters.`;
      return;
    }
    this.mistake = '';
    this.doing = 'nothing';
    if (name !== null && !taken && name !== before) emit(this, 'sigma-rename-own', { id, name });
  }

  readonly #onNameKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      // Or the same Enter would press the button that the focus goes to.
      event.preventDefault();
      this.rename(true);
    }
    this.#onEscape(event);
  };

  /** Leaves what is being done; the popover around it stays. */
  readonly #onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    this.mistake = '';
    this.doing = 'nothing';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-own-tools': SigmaOwnTools;
  }
}
