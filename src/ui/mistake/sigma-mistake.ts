import { css, LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/controls.ts';
import { placeTip } from '../tip/place.ts';

/** Hides the mistake that floats over the page: there is one at a time, so that they don't cover each other. */
let hideFloating = (): void => undefined;

/**
 * What is wrong with the field that it is slotted beside: floats over everything next to its parent element, or below the place that
 * `anchor` names, so that nothing shifts and nothing clips it, and follows when the page scrolls. Where another appears it gives
 * way until its field is entered again.
 *
 * @slot - The sentence.
 */
@customElement('sigma-mistake')
export class SigmaMistake extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        inset: 0 auto auto 0;
        width: max-content;
        max-width: min(288px, calc(100vw - 16px));
        margin: 0;
        padding: 6px 10px;
        border: 1px solid var(--error);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: 0 4px 16px var(--shadow);
        color: var(--ink);
        font: 400 var(--text-s) / 16px var(--sans);
      }
    `,
  ];

  /** Whether there is a mistake to show. */
  @property({ type: Boolean }) open = false;
  /** Where on screen the mistake is; the whole field where nothing is said. */
  @property({ attribute: false }) anchor: (() => DOMRect) | null = null;

  #field: Node | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.#field = this.getRootNode();
    this.#field.addEventListener('focusin', this.#show);
    window.addEventListener('scroll', this.#place, { capture: true, passive: true });
    window.addEventListener('resize', this.#place);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#field?.removeEventListener('focusin', this.#show);
    window.removeEventListener('scroll', this.#place, { capture: true });
    window.removeEventListener('resize', this.#place);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.isConnected) return; // taken off the page before it was drawn
    if (changed.has('open')) this.#toggle();
    this.#place();
  }

  protected override render(): TemplateResult {
    return html`<slot @slotchange=${this.#place}></slot>`;
  }

  #toggle(): void {
    if (this.open) this.#show();
    else this.#hide();
  }

  readonly #hide = (): void => {
    if (this.isConnected) this.togglePopover(false);
  };

  readonly #show = (): void => {
    if (!this.open) return;
    hideFloating();
    hideFloating = this.#hide;
    this.togglePopover(true);
    this.#place();
  };

  readonly #place = (): void => {
    const root = this.getRootNode();
    if (!this.open || !(root instanceof ShadowRoot)) return;
    const size = { width: this.offsetWidth, height: this.offsetHeight };
    const place = this.anchor?.() ?? root.host.getBoundingClientRect();
    const { left, top } = placeTip(place, size, { width: innerWidth, height: innerHeight });
    this.style.translate = `${left}px ${top}px`;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-mistake': SigmaMistake;
  }
}
