import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AppStore } from '../../state/app-state.ts';

/** Redraws its host whenever the store says that something changed, while the host is on the page. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #store: AppStore | null = null;
  #connected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Follows `store` from now on, in place of any other. */
  follow(store: AppStore | null): void {
    this.#unsubscribe();
    this.#store = store;
    if (this.#connected) this.#subscribe();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#subscribe();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#unsubscribe();
  }

  #subscribe(): void {
    this.#store?.addEventListener('change', this.#redraw);
  }

  #unsubscribe(): void {
    this.#store?.removeEventListener('change', this.#redraw);
  }

  readonly #redraw = (): void => this.#host.requestUpdate();
}
