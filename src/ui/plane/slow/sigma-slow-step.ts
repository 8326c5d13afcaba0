import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LayerStep, PassedSide, PlaneStep } from '../../../domain/run/plane-step.ts';
import '../../segmented/sigma-segmented.ts';
import type { Segment, SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base } from '../../shared/controls.ts';
import { count } from '../../shared/format.ts';
import { amount } from '../shared/text.ts';

const PHASES = ['forward', 'loss', 'backward', 'update'] as const;
type Phase = (typeof PHASES)[number];

const SEGMENTS: readonly Segment<Phase>[] = [
  { value: 'forward', label: '1 forward', hint: 'From the point to the output: x and a of every layer.' },
  { value: 'loss', label: '2 loss', hint: 'How far the output is from the target.' },
  { value: 'backward', label: '3 backward', hint: 'What each σ passes back, and which of its two slopes it took.' },
  { value: 'update', label: '4 update', hint: 'How far the numbers of each layer move.' },
];
const PHASE_MS = 2200;

/** One training step taken apart: its four phases, one after the other by themselves or chosen by hand, each with a sentence and its numbers. */
@customElement('sigma-slow-step')
export class SigmaSlowStep extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 4px 0 6px;
      }
      p {
        margin: 6px 0 4px;
        font-size: var(--text-s);
        line-height: 18px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 2px 10px;
        max-height: 120px;
        overflow: auto;
        font-size: var(--text-s);
        line-height: 18px;
      }
      dt {
        color: var(--ink-2);
      }
      dd span {
        display: inline-block;
        margin-right: 8px;
        white-space: nowrap;
      }
      .left {
        color: var(--left);
      }
      .right {
        color: var(--right);
      }
      .none {
        color: var(--ink-3);
      }
    `,
  ];

  @property({ attribute: false }) step: PlaneStep | null = null;

  @state() private phase: Phase = 'forward';

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('step') || this.step === null) return;
    this.phase = 'forward';
    this.#goOn();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { step } = this;
    if (step === null) return nothing;
    return html`<sigma-segmented
        label="Phase of the step"
        .segments=${SEGMENTS}
        .value=${this.phase}
        @change=${this.#onPhase}
      ></sigma-segmented>
      <p role="status">${sentence(step, this.phase)}</p>
      <dl tabindex="0" aria-label="Numbers of this phase">
        ${step.layers.map(
          (layer, k) =>
            html`<dt>layer ${k}</dt>
              <dd>${numbersOf(layer, this.phase)}</dd>`,
        )}
      </dl>`;
  }

  /** The next phase after a while, unless people want no motion. */
  #goOn(): void {
    clearTimeout(this.#timer);
    const next = PHASES[PHASES.indexOf(this.phase) + 1];
    if (next === undefined || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#timer = setTimeout(() => {
      this.phase = next;
      this.#goOn();
    }, PHASE_MS);
  }

  readonly #onPhase = ({ detail }: SegmentChange<Phase>): void => {
    clearTimeout(this.#timer);
    this.phase = detail.value;
  };
}

/** What happens in a phase, in plain words. */
function sentence(step: PlaneStep, phase: Phase): string {
  const { point, target, layers, loss, batchLoss, batch } = step;
  const output = layers
    .at(-1)!
    .a.slice(0, target.length)
    .map((value) => amount(value))
    .join(', ');
  switch (phase) {
    case 'forward':
      return `Step ${count(step.step)}. The point (${point.map((value) => amount(value)).join(', ')}) goes in; layer by layer x = A·a + b, and a = σ(x).`;
    case 'loss':
      return `The net says ${output}, the target is ${target.map((value) => amount(value)).join(', ')}: a loss of ${amount(loss)}, and ${amount(batchLoss)} on average over the batch of ${count(batch.length)}.`;
    case 'backward':
      return 'From the last layer to the first each σ passes back ∂L/∂x. Where its two slopes differ: with the left one (blue), the right one (orange), or nothing (grey).';
    case 'update':
      return 'The optimizer moves every number by what the whole batch asked for; shown is the largest move in A and in b.';
    default:
      return phase satisfies never;
  }
}

function numbersOf(layer: LayerStep, phase: Phase): TemplateResult | readonly TemplateResult[] {
  switch (phase) {
    case 'forward':
      return layer.x.map((x, j) => html`<span>${amount(x)} → ${amount(layer.a[j]!)}</span>`);
    case 'loss':
      return layer.upstream.map((g) => html`<span>g ${amount(g)}</span>`);
    case 'backward':
      return layer.passed.map((passed, j) =>
        renderPassed(passed, layer.left[j] === layer.right[j] ? null : layer.side[j]!),
      );
    case 'update':
      return html`<span>A ${amount(largestMove(layer.before.weights.flat(), layer.after.weights.flat()))}</span>
        <span>b ${amount(largestMove(layer.before.bias, layer.after.bias))}</span>`;
    default:
      return phase satisfies never;
  }
}

/** `side` is null where both slopes are the same. */
function renderPassed(passed: number, side: PassedSide | null): TemplateResult {
  if (side === null) return html`<span>${amount(passed)}</span>`;
  return html`<span class=${side}>${side === 'none' ? 'nothing' : `${side} ${amount(passed)}`}</span>`;
}

/** The move with the largest size, with its sign. */
function largestMove(before: readonly number[], after: readonly number[]): number {
  return before.reduce((most, value, i) => {
    const move = after[i]! - value;
    return Math.abs(move) > Math.abs(most) ? move : most;
  }, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-slow-step': SigmaSlowStep;
  }
}
