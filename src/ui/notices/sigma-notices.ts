import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Notice } from '../../state/app-state.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import '../shared/icons.ts';
import { styles } from './styles.ts';

const MARKS: Readonly<Record<Notice['kind'], { readonly icon: string; readonly word: string }>> = {
  info: { icon: 'info', word: 'Note' },
  warning: { icon: 'warning', word: 'Warning' },
  error: { icon: 'error', word: 'Error' },
};

/** What the page has to say beyond its controls. A notice stays until it is acted on or dismissed. */
@customElement('sigma-notices')
export class SigmaNotices extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) notices: readonly Notice[] = [];

  protected override render(): TemplateResult {
    return html`<div role="log" aria-label="Notices" aria-live="polite">
      <ul>
        ${repeat(
          this.notices,
          (notice) => notice.id,
          (notice) => this.renderNotice(notice),
        )}
      </ul>
    </div>`;
  }

  private renderNotice({ id, kind, message, actions }: Notice): TemplateResult {
    const { icon, word } = MARKS[kind];
    const [first, ...details] = message.split('\n');
    return html`<li class=${kind}>
      <wa-icon name=${icon} label=${word}></wa-icon>
      <div class="text">
        <p>${first}</p>
        ${details.length === 0 ? nothing : renderDetails(details)}
      </div>
      <div class="actions">
        ${actions.map((action) => html`<button type="button" @click=${() => emit(this, 'sigma-notice-action', { notice: id, action: action.id })}>${action.label}</button>`)}
      </div>
      <button
        class="bare icon"
        type="button"
        aria-label="Dismiss"
        data-tip="Dismiss"
        @click=${() => emit(this, 'sigma-dismiss', id)}
      >
        <wa-icon name="close"></wa-icon>
      </button>
    </li>`;
  }
}

function renderDetails(lines: readonly string[]): TemplateResult {
  return html`<details>
    <summary>Details</summary>
    ${lines.map((line) => html`<p>${line}</p>`)}
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-notices': SigmaNotices;
  }
}
