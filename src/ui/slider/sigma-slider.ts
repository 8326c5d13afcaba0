import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import { base } from '../shared/controls.ts';
import { gestureKey } from '../shared/gesture.ts';

/** Sent with every movement; `key` is the same throughout one gesture. */
export type SliderChange = CustomEvent<{ readonly value: number; readonly key: string }>;

const STEPS = 1000;

/**
 * A number with a slider: swept by the slider, set exactly in the field, which takes what the slider doesn't reach.
 *
 * @fires change - SliderChange.
 */
@customElement('sigma-slider')
export class SigmaSlider extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }
      sigma-number {
        flex: 0 0 var(--number-width, 92px);
      }
      input {
        flex: 1 1 96px;
        min-width: 64px;
        height: 20px;
        margin: 0;
        appearance: none;
        background: transparent;
        cursor: ew-resize;
        touch-action: pan-y;
      }
      input::-webkit-slider-runnable-track {
        height: 2px;
        background: var(--edge);
      }
      input::-moz-range-track {
        height: 2px;
        background: var(--edge);
      }
      input::-webkit-slider-thumb {
        width: 12px;
        height: 12px;
        margin-top: -5px;
        border: 0;
        border-radius: 50%;
        appearance: none;
        background: var(--ink);
      }
      input::-moz-range-thumb {
        width: 12px;
        height: 12px;
        border: 0;
        border-radius: 50%;
        background: var(--ink);
      }
      @media (width < 900px), (pointer: coarse) {
        input {
          height: var(--target);
        }
        input::-webkit-slider-thumb {
          width: 20px;
          height: 20px;
          margin-top: -9px;
        }
      }
    `,
  ];

  @property() label = '';
  @property() hint = '';
  /** What it is called aloud where the label is a letter. */
  @property() name = '';
  @property({ type: Number }) value = 0;
  /** Ends of the slider; the field takes more. */
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 1;
  @property({ type: Number }) step = 0.01;
  @property({ type: Number }) least = -1e6;
  @property({ type: Number }) most = 1e6;
  @property() scale: 'linear' | 'log' = 'linear';

  #key = '';

  protected override render(): TemplateResult {
    return html`<sigma-number
        label=${this.label}
        hint=${this.hint}
        .value=${this.value}
        min=${this.least}
        max=${this.most}
        step=${this.step}
        scale=${this.scale}
        @change=${(event: NumberChange) => this.settle(event.detail.value!, gestureKey(this.label))}
      ></sigma-number>
      <input
        type="range"
        min="0"
        max=${STEPS}
        step="1"
        aria-label=${this.name === '' ? this.label : this.name}
        aria-description=${this.hint}
        aria-valuetext=${this.value}
        .value=${live(String(this.toSteps(this.value)))}
        @pointerdown=${this.#onStart}
        @keydown=${this.#onStart}
        @input=${this.#onInput}
      />`;
  }

  private toSteps(value: number): number {
    const { min, max } = this;
    const share = this.scale === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
    return Math.round(STEPS * Math.min(1, Math.max(0, share)));
  }

  private fromSteps(steps: number): number {
    const { min, max, step } = this;
    const share = steps / STEPS;
    if (this.scale === 'log') return Number((min * (max / min) ** share).toPrecision(3));
    const fine = Math.min(step, (max - min) / STEPS);
    return Number((Math.round((min + (max - min) * share) / fine) * fine).toPrecision(6));
  }

  private settle(value: number, key: string): void {
    if (value === this.value) return;
    this.dispatchEvent(new CustomEvent('change', { detail: { value, key } }));
  }

  /** A drag is one gesture; keys are one as long as they follow each other quickly (see `EditHistory`). */
  readonly #onStart = (event: Event): void => {
    this.#key = event.type === 'pointerdown' ? gestureKey(this.label) : this.label;
  };

  readonly #onInput = (event: Event): void => {
    event.stopPropagation();
    this.settle(this.fromSteps(Number((event.target as HTMLInputElement).value)), this.#key);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-slider': SigmaSlider;
  }
}
