import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LayerStep, PassedSide, PlaneStep } from '../../../domain/run/plane-step.ts';
import { base } from '../../shared/controls.ts';
import { amount } from '../shared/text.ts';
import { sentence, type Phase } from './phases.ts';

/** One phase of a training step taken apart: a sentence, and its numbers layer by layer. */
@customElement('sigma-slow-step')
export class SigmaSlowStep extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 4px 0;
      }
      p {
        margin-bottom: 4px;
        font-size: var(--text-s);
        line-height: 18px;
        text-wrap: pretty;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 2px 10px;
        max-height: 120px;
        overflow: auto;
        scrollbar-width: thin;
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
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
      @media (width < 900px) {
        p,
        dl {
          line-height: 16px;
        }
        p {
          margin-bottom: 2px;
        }
        dd {
          white-space: nowrap;
        }
        dl {
          max-height: 50px;
        }
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
  @property() phase: Phase = 'forward';
  /** Whether something else says what happens in this phase. */
  @property({ type: Boolean }) brief = false;
  /** What the numbers are of, for those who hear the page. */
  @property() label = '';

  protected override render(): TemplateResult | typeof nothing {
    const { step, phase, label } = this;
    if (step === null) return nothing;
    return html`${this.brief ? nothing : html`<p role="status">${sentence(step, phase)}</p>`}
      <dl tabindex="0" aria-label="Numbers of this phase${label === '' ? '' : `, ${label}`}">
        ${step.layers.map(
          (layer, k) =>
            html`<dt>layer ${k}</dt>
              <dd>${numbersOf(layer, phase)}</dd>`,
        )}
      </dl>`;
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
