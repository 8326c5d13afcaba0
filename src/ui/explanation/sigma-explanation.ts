import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Explanation } from '../../domain/derivatives/index.ts';
import { base } from '../shared/controls.ts';

/** What the rule does at one point, for an upstream gradient of either sign. Its height doesn't depend on what it says. */
@customElement('sigma-explanation')
export class SigmaExplanation extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
      }
      p {
        min-height: 48px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 12px;
        color: var(--ink);
      }
      dt {
        font-style: italic;
        font-family: var(--math);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) about: Explanation | null = null;

  protected override render(): TemplateResult {
    const { about } = this;
    if (about === null) return html`<p></p>`;
    return html`<p>${about.truth} ${about.claim}</p>
      <dl>
        <dt>g &lt; 0</dt>
        <dd>${about.rising.sentence}</dd>
        <dt>g &gt; 0</dt>
        <dd>${about.falling.sentence}</dd>
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-explanation': SigmaExplanation;
  }
}
