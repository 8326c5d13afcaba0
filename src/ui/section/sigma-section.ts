import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/controls.ts';
import '../shared/icons.ts';

/**
 * A part of the settings that folds: a heading, and, where it is folded, what is set inside, in a few words.
 *
 * @slot - The part itself.
 * @fires toggle - When it was opened or folded.
 */
@customElement('sigma-section')
export class SigmaSection extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      /* What is slotted inherits it, and the browser's own box around it has another. */
      slot {
        box-sizing: border-box;
      }
      summary {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: var(--row);
        border-radius: var(--radius);
        font-size: var(--text-s);
        line-height: 20px;
        list-style: none;
        cursor: pointer;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      h2 {
        flex: none;
        font: 600 var(--text-s) / 20px var(--sans);
      }
      .summary {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        color: var(--ink-2);
        text-align: right;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      details[open] .summary {
        visibility: hidden;
      }
      wa-icon {
        color: var(--ink-3);
        font-size: 12px;
        transition: rotate var(--quick);
      }
      details[open] wa-icon {
        rotate: 180deg;
      }
      /* The browser's box around what folds does not hand box sizes on. */
      slot {
        box-sizing: border-box;
      }
      summary:hover wa-icon {
        color: var(--ink);
      }
    `,
  ];

  @property() label = '';
  @property() summary = '';
  @property({ type: Boolean }) open = false;

  protected override render(): TemplateResult {
    return html`<details ?open=${this.open} @toggle=${this.#onToggle}>
      <summary>
        <h2>${this.label}</h2>
        <span class="summary">${this.summary}</span>
        <wa-icon name="chevron-down"></wa-icon>
      </summary>
      <slot></slot>
    </details>`;
  }

  readonly #onToggle = (event: Event): void => {
    this.open = (event.target as HTMLDetailsElement).open;
    this.dispatchEvent(new Event('toggle'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-section': SigmaSection;
  }
}
