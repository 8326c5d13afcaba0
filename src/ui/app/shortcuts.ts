/** Keys that work anywhere on the page, unless something that takes keys itself is focused. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const TAKES_ALL_KEYS = 'input:not([type=checkbox]), select, textarea, [contenteditable]';
const TAKES_SPACE = 'button, summary, a[href], input[type=checkbox], [role=menuitemcheckbox]';

/** Calls what `bindings` has for a key pressed without modifiers. */
export class ShortcutController implements ReactiveController {
  readonly #bindings: Readonly<Record<string, () => void>>;

  constructor(host: ReactiveControllerHost, bindings: Readonly<Record<string, () => void>>) {
    this.#bindings = bindings;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKey);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKey);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const action = this.#bindings[event.key.toLowerCase()];
    if (action === undefined || event.defaultPrevented || event.repeat || modified(event)) return;
    const [target] = event.composedPath();
    if (target instanceof Element && takes(target, event.key)) return;
    event.preventDefault();
    action();
  };
}

function modified({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey;
}

function takes(target: Element, key: string): boolean {
  return target.matches(TAKES_ALL_KEYS) || (key === ' ' && target.matches(TAKES_SPACE));
}
