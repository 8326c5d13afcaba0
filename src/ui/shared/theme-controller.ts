import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Redraws its host when the page turns light or dark: canvases don't follow custom properties by themselves. */
export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #observer = new MutationObserver(() => this.#redraw());
  readonly #onChange: () => void;

  /** `onChange` is called instead of a redraw where given. */
  constructor(host: ReactiveControllerHost, onChange?: () => void) {
    this.#host = host;
    this.#onChange = onChange ?? (() => this.#host.requestUpdate());
    host.addController(this);
  }

  hostConnected(): void {
    this.#system.addEventListener('change', this.#redraw);
    this.#observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  hostDisconnected(): void {
    this.#system.removeEventListener('change', this.#redraw);
    this.#observer.disconnect();
  }

  readonly #redraw = (): void => this.#onChange();
}
