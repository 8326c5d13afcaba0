import type { SigmaSegmented } from './sigma-segmented.ts';

/** Drives a `<sigma-segmented>` as a person would. */
export class SegmentedHarness {
  readonly #element: SigmaSegmented;

  constructor(element: SigmaSegmented) {
    this.#element = element;
  }

  get buttons(): HTMLButtonElement[] {
    return [...this.#element.shadowRoot!.querySelectorAll('button')];
  }

  get checked(): string | undefined {
    return this.buttons.find((button) => button.ariaChecked === 'true')?.textContent.trim();
  }

  /** Labels of the segments that Tab stops at: always one. */
  get tabStops(): string[] {
    return this.buttons.filter((button) => button.tabIndex === 0).map((button) => button.textContent.trim());
  }

  async press(key: string): Promise<void> {
    const from = this.buttons.find((button) => button.tabIndex === 0)!;
    from.focus();
    from.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await this.#element.updateComplete;
    await Promise.resolve();
  }
}
