import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../../shared/controls.ts';
import { HIGHEST_FREQUENCY, type Distribution } from '../samples/distribution.ts';
import { brief } from '../shared/text.ts';

/** CSS pixels that the element takes. */
export const HISTOGRAM_HEIGHT = 86;
/** CSS pixels of the plot. */
const HEIGHT = 40;

const TIPS = {
  histogram: 'Upwards the share of the samples in each of 40 bins, across the value; the line is the mean.',
  characteristic:
    'The characteristic function E exp(i·t·value): real part solid, imaginary part dashed; across t in radians for each unit of the value.',
} as const;

/** The distribution of one neuron's values over the samples: a histogram, or its characteristic function (real part solid, imaginary dashed). */
@customElement('sigma-histogram')
export class SigmaHistogram extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        height: 86px;
        color: var(--ink-2);
        font-size: 10px;
        line-height: 12px;
        font-variant-numeric: tabular-nums;
      }
      .plot {
        position: relative;
        height: 40px;
        border: solid var(--edge);
        border-width: 0 0 1px 1px;
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
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
      /* Over the picture, where it is usually empty: beside it there is no room on small tiles. */
      .up,
      .down {
        position: absolute;
        top: -2px;
        left: 2px;
        padding: 0 1px;
        background: color-mix(in srgb, var(--paper) 80%, transparent);
      }
      .down {
        top: auto;
        bottom: 0;
      }
      .across {
        display: flex;
        justify-content: space-between;
        padding-top: 2px;
      }
      .across i {
        font-size: 11px;
        line-height: 12px;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        column-gap: 8px;
        padding-top: 3px;
        white-space: nowrap;
      }
      i {
        font: italic 12px / 12px var(--math);
      }
    `,
  ];

  @property({ attribute: false }) distribution: Distribution | null = null;
  @property({ type: Boolean }) fourier = false;
  /** Whether units are written out: there is room for them. */
  @property({ type: Boolean }) wide = false;

  protected override render(): TemplateResult {
    const { distribution, fourier } = this;
    if (distribution === null) return html``;
    const { mean, variance } = distribution;
    return html`<div class="plot" data-tip=${fourier ? TIPS.characteristic : TIPS.histogram}>
        <svg viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${this.spoken(distribution)}>
          ${fourier ? characteristic(distribution) : histogram(distribution)}
        </svg>
        ${this.renderUp(distribution)}
      </div>
      ${this.renderAcross(distribution)}
      <p aria-hidden="true">
        <span><i>μ</i> ${brief(mean)}</span><span><i>σ²</i> ${brief(variance)}</span>
      </p>`;
  }

  /** The vertical axis: from none to the fullest bin, or from −1 to 1. */
  private renderUp({ bins }: Distribution): TemplateResult {
    if (this.fourier)
      return html`<span class="up" aria-hidden="true">1</span><span class="down" aria-hidden="true">−1</span>`;
    return html`<span class="up" aria-hidden="true">${brief(100 * Math.max(...bins))} %</span>`;
  }

  /** The horizontal axis: values, or frequencies. */
  private renderAcross({ from, to }: Distribution): TemplateResult {
    if (!this.fourier)
      return html`<div class="across" aria-hidden="true">
        <span>${brief(from)}</span>${this.wide ? html`<span>value</span>` : nothing}<span>${brief(to)}</span>
      </div>`;
    return html`<div class="across" aria-hidden="true">
      <span>−${HIGHEST_FREQUENCY}</span><span><i>t</i>${this.wide ? ', radians per unit' : ''}</span
      ><span>${HIGHEST_FREQUENCY}</span>
    </div>`;
  }

  private spoken({ mean, variance, from, to, bins }: Distribution): string {
    const what = this.fourier
      ? `Characteristic function for t from −${HIGHEST_FREQUENCY} to ${HIGHEST_FREQUENCY} radians per unit`
      : `Histogram from ${brief(from)} to ${brief(to)}, fullest bin ${brief(100 * Math.max(...bins))} %`;
    return `${what}; mean ${brief(mean)}, variance ${brief(variance)}`;
  }
}

function histogram({ bins, mean, from, to }: Distribution): TemplateResult {
  const top = Math.max(...bins, 1e-9);
  const width = 100 / bins.length;
  const at = (100 * (mean - from)) / (to - from);
  const height = (share: number): number => ((HEIGHT - 1) * share) / top;
  return svg`${bins.map(
    (share, i) =>
      svg`<rect x=${i * width} width=${width * 0.92} y=${HEIGHT - height(share)} height=${height(share)}></rect>`,
  )}<line class="mean" x1=${at} x2=${at} y1="0" y2=${HEIGHT}></line>`;
}

function characteristic({ characteristic: values }: Distribution): TemplateResult {
  const middle = HEIGHT / 2;
  const path = (part: 0 | 1): string =>
    values
      .map((value, i) => {
        const x = (100 * i) / (values.length - 1);
        return `${i === 0 ? 'M' : 'L'}${x.toFixed(2)} ${(middle - (middle - 1) * value[part]).toFixed(2)}`;
      })
      .join('');
  return svg`<line x1="0" x2="100" y1=${middle} y2=${middle}></line><line x1="50" x2="50" y1="0" y2=${HEIGHT}></line>
    <path class="imaginary" d=${path(1)}></path><path d=${path(0)}></path>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-histogram': SigmaHistogram;
  }
}
