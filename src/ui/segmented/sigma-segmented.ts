import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../shared/controls.ts';
import { styles } from './styles.ts';

/** One choice: what it is called, and a sentence on what it does. */
export interface Segment<T extends string = string> {
  readonly value: T;
  readonly label: string;
  readonly hint: string;
}

/** Sent when a person chooses. */
export type SegmentChange<T extends string = string> = CustomEvent<{ readonly value: T }>;

const KEYS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * A few exclusive choices side by side, as radios: one stop for Tab, arrows move and choose, Home and End go to the ends.
 *
 * @fires change - SegmentChange.
 */
@customElement('sigma-segmented')
export class SigmaSegmented extends LitElement {
  static override styles = [base, styles];

  @property() label = '';
  @property() value = '';
  /** More than fit a line: they wrap. */
  @property({ type: Boolean, reflect: true }) many = false;
  @property({ attribute: false }) segments: readonly Segment[] = [];

  protected override render(): TemplateResult {
    const checked = Math.max(
      0,
      this.segments.findIndex((segment) => segment.value === this.value),
    );
    return html`<div role="radiogroup" aria-label=${this.label} @keydown=${this.#onKey}>
      ${this.segments.map((segment, index) => this.renderSegment(segment, index === checked))}
    </div>`;
  }

  private renderSegment({ value, label, hint }: Segment, tabStop: boolean): TemplateResult {
    return html`<button
        type="button"
        role="radio"
        aria-checked=${value === this.value ? 'true' : 'false'}
        aria-describedby="about-${value}"
        data-tip=${hint}
        tabindex=${tabStop ? 0 : -1}
        @click=${() => this.choose(value)}
      >
        <span class="label" data-text=${label}>${label}</span>
      </button>
      <span class="unseen" id="about-${value}">${hint}</span>`;
  }

  private choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const target = this.targetOf(event.key);
    if (target === null) return;
    event.preventDefault();
    this.choose(this.segments[target]!.value);
    void this.updateComplete.then(() => this.shadowRoot!.querySelectorAll('button')[target]?.focus());
  };

  private targetOf(key: string): number | null {
    const last = this.segments.length - 1;
    if (key === 'Home') return 0;
    if (key === 'End') return last;
    const direction = KEYS[key];
    if (direction === undefined) return null;
    const now = this.segments.findIndex((segment) => segment.value === this.value);
    return (now + direction + last + 1) % (last + 1);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-segmented': SigmaSegmented;
  }
}
