import type { LitElement, ReactiveController } from 'lit';

/**
 * Paints its host's canvases again when the page turns light or dark, because canvases don't follow custom properties, and when the browser has lost what
 * was on them, as it does with a graphics process that crashed.
 */
export class RepaintController implements ReactiveController {
  readonly #host: LitElement;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #observer = new MutationObserver(() => this.#repaint());
  readonly #paint: () => void;
  #root: HTMLElement | DocumentFragment | null = null;

  constructor(host: LitElement, paint: () => void) {
    this.#host = host;
    this.#paint = paint;
    host.addController(this);
  }

  hostConnected(): void {
    this.#system.addEventListener('change', this.#repaint);
    this.#observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  hostUpdated(): void {
    if (this.#root !== null) return;
    this.#root = this.#host.renderRoot;
    this.#root.addEventListener('contextrestored', this.#repaint, { capture: true }); // it doesn't bubble
  }

  hostDisconnected(): void {
    this.#system.removeEventListener('change', this.#repaint);
    this.#observer.disconnect();
  }

  readonly #repaint = (): void => this.#paint();
}
