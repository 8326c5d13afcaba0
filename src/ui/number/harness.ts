import type { SigmaNumber } from './sigma-number.ts';

/** Drives a `<sigma-number>` as a person would. */
export class NumberHarness {
  readonly #element: SigmaNumber;

  constructor(element: SigmaNumber) {
    this.#element = element;
  }

  get input(): HTMLInputElement {
    return this.#element.shadowRoot!.querySelector('input')!;
  }

  /** The sentence beside a value that could not be read, or ''. */
  get mistake(): string {
    return this.#element.shadowRoot!.querySelector('#mistake')!.textContent;
  }

  /** Replaces the text, as typing does, without leaving the field. */
  async type(text: string): Promise<void> {
    this.input.focus();
    this.input.value = text;
    this.input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.#element.updateComplete;
  }

  async press(key: string, modifiers: KeyboardEventInit = {}): Promise<void> {
    this.input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }));
    await this.#element.updateComplete;
  }

  async leave(): Promise<void> {
    this.input.blur();
    await this.#element.updateComplete;
  }
}
