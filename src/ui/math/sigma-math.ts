import { css, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/controls.ts';

/**
 * A formula typeset by KaTeX, which loads when the first one is on the page. Until then, and where it cannot be typeset, the
 * plain text `fallback` stands in its place.
 */
@customElement('sigma-math')
export class SigmaMath extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        max-width: 100%;
        overflow: hidden;
        color: inherit;
        font-family: var(--math);
        white-space: nowrap;
      }
      .katex {
        font-size: 1.08em;
      }
    `,
  ];

  /** In TeX's language, without dollars. */
  @property() tex = '';
  /** The same for eyes that must wait. */
  @property() fallback = '';

  #typeset: HTMLElement | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tex')) void this.typeset(this.tex);
  }

  protected override render(): HTMLElement | string {
    return this.#typeset ?? this.fallback;
  }

  private async typeset(tex: string): Promise<void> {
    if (tex === '') {
      this.show(null);
      return;
    }
    const { renderTex, sheet } = await import('./katex.ts');
    if (tex !== this.tex) return;
    const root = this.renderRoot as ShadowRoot;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    this.show(renderTex(tex));
  }

  private show(element: HTMLElement | null): void {
    this.#typeset = element;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-math': SigmaMath;
  }
}
