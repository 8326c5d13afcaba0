import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../../shared/controls.ts';
import type { Distribution } from '../samples/distribution.ts';
import { brief } from '../shared/text.ts';

/** The distribution of one neuron's values over the samples: a histogram, or its characteristic function (real part solid, imaginary dashed). */
@customElement('sigma-histogram')
export class SigmaHistogram extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        height: 56px;
      }
      svg {
        display: block;
        width: 100%;
        height: 36px;
        border-bottom: 1px solid var(--edge);
        overflow: visible;
      }
      rect {
        fill: var(--ink-3);
      }
      path {
        fill: none;
        stroke: var(--ink);
        stroke-width: 1.25;
        vector-effect: non-scaling-stroke;
      }
      path.imaginary {
        stroke: var(--ink-2);
        stroke-dasharray: 3 2;
      }
      line {
        stroke: var(--hairline);
        vector-effect: non-scaling-stroke;
      }
      line.mean {
        stroke: var(--ink);
      }
      p {
        overflow: hidden;
        color: var(--ink-2);
        font-size: 10px;
        line-height: 16px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      i {
        font: italic 12px / 16px var(--math);
      }
    `,
  ];

  @property({ attribute: false }) distribution: Distribution | null = null;
  @property({ type: Boolean }) fourier = false;

  protected override render(): TemplateResult {
    const { distribution } = this;
    if (distribution === null) return html``;
    const { mean, variance } = distribution;
    const picture = this.fourier ? characteristic(distribution) : histogram(distribution);
    return html`<svg viewBox="0 0 100 36" preserveAspectRatio="none" role="img" aria-label=${this.spoken(distribution)}>
        ${picture}
      </svg>
      <p aria-hidden="true"><i>μ</i> ${brief(mean)} &nbsp;<i>σ²</i> ${brief(variance)}</p>`;
  }

  private spoken({ mean, variance, from, to }: Distribution): string {
    const what = this.fourier ? 'Characteristic function' : `Histogram from ${brief(from)} to ${brief(to)}`;
    return `${what}; mean ${brief(mean)}, variance ${brief(variance)}`;
  }
}

function histogram({ bins, mean, from, to }: Distribution): TemplateResult {
  const top = Math.max(...bins, 1e-9);
  const width = 100 / bins.length;
  const at = (100 * (mean - from)) / (to - from);
  return svg`${bins.map(
    (share, i) =>
      svg`<rect x=${i * width} width=${width * 0.92} y=${36 - (35 * share) / top} height=${(35 * share) / top}></rect>`,
  )}<line class="mean" x1=${at} x2=${at} y1="0" y2="36"></line>`;
}

function characteristic({ characteristic: values }: Distribution): TemplateResult {
  const path = (part: 0 | 1): string =>
    values
      .map(
        (value, i) =>
          `${i === 0 ? 'M' : 'L'}${((100 * i) / (values.length - 1)).toFixed(2)} ${(18 - 17 * value[part]).toFixed(2)}`,
      )
      .join('');
  return svg`<line x1="0" x2="100" y1="18" y2="18"></line><line x1="50" x2="50" y1="0" y2="36"></line>
    <path class="imaginary" d=${path(1)}></path><path d=${path(0)}></path>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-histogram': SigmaHistogram;
  }
}
