import { css, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/controls.ts';

/** Shares of its size below which a formula is scrolled rather than read: a wide one soon, a high one late. */
const NARROWEST = 0.7;
const LOWEST = 0.5;

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
      :host([fit]) {
        display: flex;
        align-items: center;
        justify-content: safe center;
        width: 100%;
        height: 100%;
        overflow: auto hidden;
        scrollbar-width: thin;
      }
    `,
  ];

  /** In TeX's language, without dollars. */
  @property() tex = '';
  /** The same for eyes that must wait. */
  @property() fallback = '';
  /** Whether it fills its place, set smaller where it is too large for that; what is too large still is scrolled. */
  @property({ type: Boolean, reflect: true }) fit = false;

  #typeset: HTMLElement | null = null;
  readonly #resized = new ResizeObserver(() => this.#fit());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.fit) this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tex')) void this.typeset(this.tex);
  }

  protected override updated(): void {
    this.#fit();
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

  #fit(): void {
    const element = this.#typeset;
    if (!this.fit || !element?.isConnected) return;
    element.style.fontSize = '';
    const { width, height } = element.getBoundingClientRect();
    const wide = Math.max(NARROWEST, this.clientWidth / width);
    const high = Math.max(LOWEST, this.clientHeight / height);
    const scale = Math.min(1, wide, high);
    if (scale < 1) element.style.fontSize = `${scale}em`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-math': SigmaMath;
  }
}
