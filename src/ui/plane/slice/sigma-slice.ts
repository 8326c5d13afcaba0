import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { PlaneLine, PlaneLook, PlaneStage } from '../../../state/plane-look.ts';
import { ticks, tickStep } from '../../plot/view.ts';
import '../../select/sigma-select.ts';
import type { SelectChange } from '../../select/sigma-select.ts';
import { base, buttons, rows } from '../../shared/controls.ts';
import '../../shared/icons.ts';
import { runColour } from '../../shared/palette.ts';
import { tell } from '../shared/events.ts';
import { amount, brief } from '../shared/text.ts';
import { shortCoordinate } from '../shared/window.ts';
import { evenly, valuesAlong } from './cut.ts';
import {
  fitPoints,
  fitPolynomial,
  MOST_DEGREE,
  netDegree,
  polynomialAt,
  TRIED_DEGREE,
  type PolynomialFit,
} from './polynomial.ts';
import { styles } from './styles.ts';

const SAMPLES = 401;
const COLOURS = 8;
/** Below this a residual is rounding. */
const ROUNDING = 1e-9;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The neurons of one row along the line that was cut, overlaid; and whether they are polynomials there. */
@customElement('sigma-slice')
export class SigmaSlice extends LitElement {
  static override styles = [base, buttons, rows, styles];

  @property({ attribute: false }) spec!: PlaneSpec;
  @property({ type: Number }) seed = 1;
  @property({ attribute: false }) look!: PlaneLook;
  @property({ attribute: false }) line!: PlaneLine;

  /** Neurons left out of the plot. */
  @state() private omitted: ReadonlySet<number> = new Set();
  @state() private fits: readonly PolynomialFit[] | null = null;
  @state() private curves: readonly Float64Array[] = [];
  /** Where the cursor is, t in [−1, 1]. */
  @state() private cursor: number | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!(['spec', 'seed', 'look', 'line'] as const).some((name) => changed.has(name))) return;
    this.curves = this.values(evenly(SAMPLES));
    if (this.fits !== null) this.fit();
  }

  protected override render(): TemplateResult {
    return html`<header>
        <h2>Slice</h2>
        <sigma-select
          label="neurons"
          hint="Which row of neurons is plotted along the line."
          .choices=${this.choices()}
          .value=${stageKey(this.look.cut)}
          @change=${this.#onStage}
        ></sigma-select>
        <button
          type="button"
          data-tip="With a polynomial σ the net along any line is a polynomial of known degree. Fits it, and shows how far off the fit is."
          @click=${this.#onFit}
        >
          ${this.fits === null ? 'Fit a polynomial' : 'Remove the fit'}
        </button>
        <button
          class="bare icon"
          type="button"
          aria-label="Remove the line"
          data-tip="Remove the line"
          @click=${() => tell(this, 'plane-look', { line: null })}
        >
          <wa-icon name="xmark"></wa-icon>
        </button>
      </header>
      <div class="body">
        ${this.renderPlot()}
        <ul class="legend" aria-label="Neurons">
          ${this.curves.map((_, j) => this.renderEntry(j))}
        </ul>
      </div>
      <p class="verdict" role="status">${this.verdict()}</p>`;
  }

  /** A neuron's value at the cursor. */
  private at(j: number): number | null {
    return this.cursor === null ? null : this.curves[j]![Math.round(((this.cursor + 1) / 2) * (SAMPLES - 1))]!;
  }

  private spoken(): string {
    if (this.cursor === null) return 'Arrows go along the line';
    const letter = this.look.cut.stage === 0 ? 'x' : 'a';
    const values = this.curves.map((_, j) => `${letter} ${j + 1}: ${amount(this.at(j)!)}`);
    return values.filter((_, j) => !this.omitted.has(j)).join(', ');
  }

  private renderEntry(j: number): TemplateResult {
    const shown = !this.omitted.has(j);
    const at = this.at(j);
    const fit = this.fits?.[j];
    return html`<li>
      <label>
        <input type="checkbox" .checked=${shown} @change=${() => this.toggle(j)} />
        <span class="key ${j >= COLOURS ? 'dashed' : ''}" style="--colour: ${runColour(j)}"></span>
        <i>${this.look.cut.stage === 0 ? 'x' : 'a'}</i><sub>${j + 1}</sub>
        <output>${at === null ? nothing : amount(at)}</output>
      </label>
      ${fit === undefined ? nothing : html`<span class="residual" data-tip="Largest distance from the fit, relative to the largest value">residual ${brief(fit.residual)}</span>`}
    </li>`;
  }

  private renderPlot(): TemplateResult {
    const { from, to } = this.line;
    const text = ([x, y]: readonly [number, number]): string =>
      `(${shortCoordinate(x, this.spec.zoom)}, ${shortCoordinate(y, this.spec.zoom)})`;
    const range = this.range();
    const y = (value: number): number => 100 * (1 - (value - range.from) / (range.to - range.from));
    const step = tickStep(range.to - range.from, 4);
    return html`<div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label="Place along the line"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(50 * ((this.cursor ?? -1) + 1))}
      aria-valuetext=${this.spoken()}
      @pointermove=${this.#onPointer}
      @pointerleave=${() => (this.cursor = null)}
      @keydown=${this.#onKey}
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="Values along the line">
        ${ticks(range, step).map((tick) => svg`<line class="grid" x1="0" x2="100" y1=${y(tick)} y2=${y(tick)}></line>`)}
        ${this.curves.map((curve, j) => (this.omitted.has(j) ? nothing : this.renderCurve(curve, j, y)))}
        ${this.fits === null ? nothing : this.fits.map((fit, j) => (this.omitted.has(j) ? nothing : this.renderFit(fit, y)))}
        ${this.cursor === null ? nothing : svg`<line class="cursor" x1=${50 * (this.cursor + 1)} x2=${50 * (this.cursor + 1)} y1="0" y2="100"></line>`}
      </svg>
      ${ticks(range, step).map((tick) => html`<span class="tick" style="top:${y(tick)}%">${brief(tick)}</span>`)}
      <span class="end">${text(from)}</span><span class="end last">${text(to)}</span>
    </div>`;
  }

  private renderCurve(curve: Float64Array, j: number, y: (value: number) => number) {
    return svg`<path class=${j >= COLOURS ? 'dashed' : ''} style="--colour: ${runColour(j)}" d=${pathOf(curve, y)}></path>`;
  }

  private renderFit({ coefficients }: PolynomialFit, y: (value: number) => number) {
    return svg`<path class="fit" d=${pathOf(
      evenly(SAMPLES).map((t) => polynomialAt(coefficients, t)),
      y,
    )}></path>`;
  }

  /** A range that holds what is shown. */
  private range(): Range {
    let [from, to] = [Infinity, -Infinity];
    this.curves.forEach((curve, j) => {
      if (this.omitted.has(j)) return;
      for (const value of curve) {
        if (!Number.isFinite(value)) continue;
        from = Math.min(from, value);
        to = Math.max(to, value);
      }
    });
    if (from > to) return { from: -1, to: 1 };
    const room = (to - from) * 0.06 || 0.5;
    return { from: from - room, to: to + room };
  }

  private choices(): { readonly value: string; readonly label: string }[] {
    return this.spec.layers.flatMap((_, layer) => [
      { value: `${layer} 0`, label: `x of layer ${layer}` },
      { value: `${layer} 1`, label: `a of layer ${layer}` },
    ]);
  }

  private values(ts: Float64Array): readonly Float64Array[] {
    const { spec, seed, look, line } = this;
    return valuesAlong({ spec, seed, look }, line, look.cut, ts) ?? [];
  }

  private fit(): void {
    const known = netDegree(this.spec, this.look.cut);
    const degree = Math.min(MOST_DEGREE, known ?? TRIED_DEGREE);
    this.fits = this.values(fitPoints(degree)).map((values) => fitPolynomial(values, degree));
  }

  private verdict(): string {
    const { fits } = this;
    const { from, to } = this.line;
    if (from[0] === to[0] && from[1] === to[1])
      return 'The line starts here. Move the crosshair with Alt and the arrows, and press L where it ends.';
    if (fits === null) return '';
    const { quantity } = this.look;
    const known = quantity === 'value' || quantity === 'dead' ? netDegree(this.spec, this.look.cut) : null;
    const worst = Math.max(...fits.map(({ residual }) => residual));
    if (known === null)
      return worst < ROUNDING
        ? `Degree ${TRIED_DEGREE} fits to rounding along this line, though σ is no polynomial: another line may show more.`
        : `Not a polynomial: the best one of degree ${TRIED_DEGREE} is off by ${brief(worst)} of the largest value.`;
    if (known > MOST_DEGREE)
      return `A polynomial of degree ${known}: too high to fit here; degree ${MOST_DEGREE} is off by ${brief(worst)}.`;
    if (worst >= ROUNDING)
      return `A polynomial of degree ${known}, but sums this large lose digits: off by ${brief(worst)}.`;
    return `A polynomial of degree ${known} along this and every line: the residual, ${brief(worst)} of the largest value, is rounding.`;
  }

  private toggle(j: number): void {
    const omitted = new Set(this.omitted);
    if (!omitted.delete(j)) omitted.add(j);
    this.omitted = omitted;
  }

  readonly #onFit = (): void => {
    if (this.fits === null) this.fit();
    else this.fits = null;
  };

  readonly #onStage = ({ detail: { value } }: SelectChange): void => {
    const [layer, stage] = value.split(' ').map(Number);
    this.omitted = new Set();
    tell(this, 'plane-look', { cut: { layer: layer!, stage: stage as 0 | 1 } });
  };

  readonly #onPointer = (event: PointerEvent): void => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.point((2 * (event.clientX - box.left)) / box.width - 1);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 0.1 : 0.01;
    if (event.key === 'ArrowRight') this.point((this.cursor ?? -1) + step);
    else if (event.key === 'ArrowLeft') this.point((this.cursor ?? 1) - step);
    else return;
    event.preventDefault();
  };

  /** Reads at t, and takes the crosshair there. */
  private point(place: number): void {
    const t = Math.min(1, Math.max(-1, place));
    this.cursor = t;
    const { from, to } = this.line;
    const at = (a: number, b: number): number => a + ((b - a) * (t + 1)) / 2;
    tell(this, 'plane-hover', [at(from[0], to[0]), at(from[1], to[1])]);
  }
}

function stageKey({ layer, stage }: PlaneStage): string {
  return `${layer} ${stage}`;
}

/** A polyline that breaks where there is no number. */
function pathOf(curve: Float64Array, y: (value: number) => number): string {
  let text = '';
  let open = false;
  curve.forEach((value, i) => {
    const finite = Number.isFinite(value);
    if (finite) text += `${open ? 'L' : 'M'}${((100 * i) / (curve.length - 1)).toFixed(2)} ${y(value).toFixed(3)}`;
    open = finite;
  });
  return text;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-slice': SigmaSlice;
  }
}
