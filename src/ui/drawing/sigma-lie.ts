import { html, LitElement, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Lie } from '../../domain/derivatives/index.ts';
import type { Range } from '../plot/view.ts';
import { base } from '../shared/controls.ts';
import { areaOf, between, pathOf, renderGrid, renderInside, type Frame } from './curve.ts';
import type { Pen } from './drawing.ts';
import { curves } from './styles.ts';

/** A claimed slope's lie, and whose it is. */
export interface NamedLie {
  readonly pen: Pen;
  readonly lie: Lie;
}

/** σ in ink, over it the functions that the claimed slopes really belong to, and what lies between, shaded. */
@customElement('sigma-lie')
export class SigmaLie extends LitElement {
  static override styles = [base, curves];

  @property({ attribute: false }) lies: readonly NamedLie[] = [];
  @property() label = '';

  @query('.frame') private frame!: HTMLElement | null;

  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resized.observe(this.frame!);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    this.#resized.observe(this.frame!);
  }

  protected override render(): TemplateResult {
    const lies = this.lies.map(({ lie }) => lie);
    const [first] = lies;
    if (first === undefined) return html`<div class="frame"></div>`;
    const x = { from: first.x[0]!, to: first.x.at(-1)! };
    const where: Frame = { view: { x, y: rangeOf(lies) }, area: areaOf(this.frame) };
    return html`<div class="frame">
      <svg role="img" aria-label=${this.label}>
        ${renderGrid(where)} ${renderInside(where, this.renderCurves(where, first))}
      </svg>
    </div>`;
  }

  private renderCurves(where: Frame, { x, sigma }: Lie) {
    return svg`${this.lies.map(
      ({ pen, lie }) =>
        svg`<path class="difference ${pen}" d=${between(where, lie.x, lie.integral, lie.sigma)}></path>`,
    )}
      <path class="sigma" d=${pathOf(where, x, sigma)}></path>
      ${this.lies.map(({ pen, lie }) => svg`<path class="lie ${pen}" d=${pathOf(where, lie.x, lie.integral)}></path>`)}`;
  }
}

/** What shows σ and the integrals, without following what shoots off. */
function rangeOf(lies: readonly Lie[]): Range {
  const { x } = lies[0]!;
  const limit = Math.max(1.5, (x.at(-1)! - x[0]!) * 0.75);
  const heights = lies.flatMap(({ sigma, integral }) => [...sigma, ...integral]).filter(Number.isFinite);
  const low = Math.max(-limit, Math.min(0, ...heights));
  const high = Math.min(limit, Math.max(0.5, ...heights));
  const room = (high - low) * 0.05;
  return { from: low - room, to: high + room };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-lie': SigmaLie;
  }
}
