import { LitElement, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { base } from '../shared/controls.ts';
import { placeTip } from './place.ts';
import { styles } from './styles.ts';

const DELAY_MS = 450;

/**
 * The one tooltip of the page. Whatever carries `data-tip`, in any shadow root, is explained while the pointer rests on it or the
 * keyboard is at it. What it says is also the control's `aria-description`, so it is hidden from screen readers. Escape hides it.
 */
@customElement('sigma-tip')
export class SigmaTip extends LitElement {
  static override styles = [base, styles];

  @state() private text = '';

  #anchor: HTMLElement | null = null;
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.ariaHidden = 'true';
    document.addEventListener('pointerover', this.#onPointer);
    document.addEventListener('focusin', this.#onFocus);
    document.addEventListener('focusout', this.#hide);
    document.addEventListener('pointerdown', this.#hide);
    document.addEventListener('keydown', this.#onKey);
    window.addEventListener('scroll', this.#hide, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    document.removeEventListener('pointerover', this.#onPointer);
    document.removeEventListener('focusin', this.#onFocus);
    document.removeEventListener('focusout', this.#hide);
    document.removeEventListener('pointerdown', this.#hide);
    document.removeEventListener('keydown', this.#onKey);
    window.removeEventListener('scroll', this.#hide, { capture: true });
  }

  protected override render(): string {
    return this.text;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.text === '' || this.#anchor === null) return;
    if (!this.matches(':popover-open')) this.showPopover();
    const { left, top } = placeTip(
      this.#anchor.getBoundingClientRect(),
      { width: this.offsetWidth, height: this.offsetHeight },
      { width: innerWidth, height: innerHeight },
    );
    this.style.translate = `${left}px ${top}px`;
  }

  readonly #onPointer = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    const anchor = tipped(event);
    if (anchor === this.#anchor) return;
    this.#hide();
    if (anchor !== null) this.explain(anchor, DELAY_MS);
  };

  readonly #onFocus = (event: FocusEvent): void => {
    const [target] = event.composedPath();
    const anchor = tipped(event);
    const byKeyboard = target instanceof Element && target.matches(':focus-visible');
    if (anchor !== null && byKeyboard) this.explain(anchor, DELAY_MS);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab') this.#hide();
  };

  readonly #hide = (): void => {
    clearTimeout(this.#timer);
    this.#anchor = null;
    this.text = '';
    if (this.matches(':popover-open')) this.hidePopover();
  };

  private explain(anchor: HTMLElement, delay: number): void {
    clearTimeout(this.#timer);
    this.#anchor = anchor;
    this.#timer = window.setTimeout(() => {
      this.text = anchor.isConnected ? (anchor.dataset['tip'] ?? '') : '';
    }, delay);
  }
}

/** The innermost element under the event, through all shadow roots, that has something to say. */
function tipped(event: Event): HTMLElement | null {
  const path = event.composedPath();
  const found = path.find((target) => target instanceof HTMLElement && (target.dataset['tip'] ?? '') !== '');
  return (found as HTMLElement | undefined) ?? null;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-tip': SigmaTip;
  }
}
