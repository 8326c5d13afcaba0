import '@awesome.me/webawesome/dist/components/popover/popover.js';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, queryAll } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { formulaOf } from '../../../domain/activations/index.ts';
import { ruleByName } from '../../../domain/derivatives/index.ts';
import { LIMITS } from '../../../domain/experiment/defaults.ts';
import type { OwnEntry } from '../../../domain/experiment/own-entry.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import { columnsOf } from '../../../domain/networks/plane-inputs.ts';
import type { LayerColumns } from '../../../domain/atlas/host.ts';
import type { AtlasWorker } from '../../../protocol/atlas.ts';
import {
  withActivation,
  withDerivative,
  withLayerMoved,
  withNumber,
  withPicked,
  withoutLayer,
  withWidth,
  type WrittenPlane,
} from '../../../state/plane-edits.ts';
import type { PlaneLook, PlanePoint } from '../../../state/plane-look.ts';
import '../../formula-field/sigma-formula-field.ts';
import type { FormulaChange } from '../../formula-field/sigma-formula-field.ts';
import '../../picker/sigma-picker.ts';
import type { PickerChange } from '../../picker/sigma-picker.ts';
import '../../rule/sigma-rule.ts';
import type { RuleChange } from '../../rule/sigma-rule.ts';
import { base, buttons } from '../../shared/controls.ts';
import '../../shared/icons.ts';
import '../matrix/sigma-matrix.ts';
import { spacingFor, type Cell, type CellChange, type CellChoice } from '../matrix/sigma-matrix.ts';
import type { Distribution } from '../samples/distribution.ts';
import { gestureKey } from '../../shared/gesture.ts';
import { tell } from '../shared/events.ts';
import '../strip/sigma-strip.ts';
import type { SigmaStrip, StripFrame } from '../strip/sigma-strip.ts';
import { styles } from './styles.ts';

/** Distributions of a layer's x and a. */
export type LayerDistributions = readonly [readonly Distribution[], readonly Distribution[]];

const EMPTY: StripFrame = { ranges: null, deadShares: null };

/** One layer as its two equations, x⁽ᵏ⁾ = A_k a⁽ᵏ⁻¹⁾ + b_k and a⁽ᵏ⁾ = σ_k(x⁽ᵏ⁾), with an atlas for each component of each. */
@customElement('sigma-plane-layer')
export class SigmaPlaneLayer extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) spec!: WrittenPlane;
  @property({ type: Number }) layer = 0;
  @property({ type: Number }) seed = 1;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;
  @property({ type: Number }) generation = 0;
  @property({ attribute: false }) look!: PlaneLook;
  @property({ attribute: false }) window: PlaneWindow = { centreX: 0, centreY: 0, extent: 1 };
  @property({ attribute: false }) frames: readonly [StripFrame, StripFrame] = [EMPTY, EMPTY];
  @property({ attribute: false }) point: PlanePoint | null = null;
  /** The neurons' values at the crosshair. */
  @property({ attribute: false }) values: LayerColumns | null = null;
  @property({ attribute: false }) distributions: LayerDistributions | null = null;
  @property({ type: Boolean }) cutting = false;
  @property({ type: Number }) tile = 0;
  /** Activations that the person saved. */
  @property({ attribute: false }) own: readonly OwnEntry[] = [];

  @queryAll('sigma-strip') readonly strips!: NodeListOf<SigmaStrip>;

  protected override render(): TemplateResult {
    const columns = columnsOf(this.spec, this.layer);
    return html`<section
      aria-label="Layer ${this.layer}"
      class=${columns > 8 ? 'broadest' : columns > 4 ? 'broad' : ''}
    >
      ${this.renderAffine()} ${this.renderStrip(0)} ${this.renderSigma()} ${this.renderStrip(1)}
    </section>`;
  }

  private renderAffine(): TemplateResult {
    const k = this.layer;
    const { weights, bias } = this.spec.layers[k]!;
    const { wrt, quantity } = this.look;
    const spacing = spacingFor(weights.length, columnsOf(this.spec, k));
    const here = quantity === 'wrt' && wrt?.layer === k ? wrt : null;
    return html`<div class="equation affine">
      <div class="formula" @matrix-scroll=${this.#onScroll}>
        <span class="term">${symbol('x', k)}</span><span class="sign">=</span>
        <span class="factor">
          <sigma-matrix
            label="A${subscript(k)}"
            .values=${weights}
            spacing=${spacing}
            ?choosing=${quantity === 'wrt'}
            .chosen=${here !== null && here.bias !== true ? { row: here.row, column: here.column } : null}
            @cell-change=${(event: CellChange) => this.onCell(event, false)}
            @cell-choose=${(event: CellChoice) => this.onChoice(event.detail, false)}
          ></sigma-matrix>
          <span class="under">A<sub>${k}</sub></span>
        </span>
        <span class="term">${k === 0 ? html`<i class="vector">x</i>` : symbol('a', k - 1)}</span>
        <span class="sign">+</span>
        <span class="factor bias">
          <sigma-matrix
            label="b${subscript(k)}"
            .values=${guard([bias], () => column(bias))}
            spacing=${spacing}
            ?choosing=${quantity === 'wrt'}
            .chosen=${here?.bias === true ? { row: here.row, column: 0 } : null}
            @cell-change=${(event: CellChange) => this.onCell(event, true)}
            @cell-choose=${(event: CellChoice) => this.onChoice(event.detail, true)}
          ></sigma-matrix>
          <span class="under">b<sub>${k}</sub></span>
        </span>
      </div>
      ${this.renderTools()}
    </div>`;
  }

  private renderTools(): TemplateResult {
    const k = this.layer;
    const { width } = this.spec.layers[k]!;
    const { length } = this.spec.layers;
    const tool = (icon: string, label: string, off: boolean, act: () => void): TemplateResult =>
      html`<button class="bare" type="button" aria-label=${label} data-tip=${label} ?disabled=${off} @click=${act}>
        <wa-icon name=${icon}></wa-icon>
      </button>`;
    return html`<div class="tools" role="group" aria-label="Layer ${k}">
      ${tool('minus', 'One neuron fewer', width <= 1, () => this.widen(-1))}
      <span class="width" data-tip="Neurons of this layer">${width}</span>
      ${tool('plus', 'One neuron more', width >= LIMITS.planeWidth, () => this.widen(1))}
      ${tool('arrow-up', 'Move this layer up', k === 0, () => this.move(k - 1))}
      ${tool('arrow-down', 'Move this layer down', k === length - 1, () => this.move(k + 1))}
      ${tool('trash', 'Remove this layer', length === 1, () => this.edit((spec) => withoutLayer(spec, k)))}
    </div>`;
  }

  private renderSigma(): TemplateResult {
    const k = this.layer;
    const { activation, derivative } = this.spec.layers[k]!;
    const rule = ruleByName(derivative.rule);
    return html`<div class="equation sigma">
      <div class="formula">
        <span class="term">${symbol('a', k)}</span><span class="sign">=</span>
        <span class="term"><i>σ</i><sub>${k}</sub>(${symbol('x', k)})</span>
        <sigma-picker
          .activation=${activation}
          .derivative=${derivative}
          .own=${this.own}
          @change=${({ detail }: PickerChange) => this.edit((spec) => withPicked(spec, k, detail))}
        ></sigma-picker>
      </div>
      <div class="own">
        <sigma-formula-field
          sigma
          label="σ${subscript(k)}(x) ="
          hint="σ of this layer as a formula in x, with alpha, beta, gamma, delta for the sliders."
          .value=${formulaOf(activation)}
          @change=${(event: FormulaChange) => this.onFormula(event)}
        ></sigma-formula-field>
        <button class="bare rule" id="rule" type="button" data-tip=${rule.sentence}>
          <span class="dashed"></span>backward: ${rule.label.toLowerCase()}
        </button>
        <wa-popover
          for="rule"
          placement="bottom-end"
          distance="6"
          aria-label="What backpropagation sees of σ${subscript(k)}"
        >
          <h3>What backpropagation sees of σ${subscript(k)}</h3>
          <sigma-rule
            .activation=${activation}
            .derivative=${derivative}
            @change=${({ detail }: RuleChange) => this.edit((spec) => withDerivative(spec, k, detail.derivative))}
          ></sigma-rule>
        </wa-popover>
      </div>
    </div>`;
  }

  private renderStrip(stage: 0 | 1): TemplateResult {
    const columns = stage === 0 ? this.values?.pre : this.values?.post;
    return html`<sigma-strip
      class=${stage === 0 ? 'pre' : 'post'}
      .atlases=${this.atlases}
      .generation=${this.generation}
      .layer=${this.layer}
      .stage=${stage}
      .neurons=${this.spec.layers[this.layer]!.width}
      .window=${this.window}
      .look=${this.look}
      .frame=${this.frames[stage]}
      .point=${this.point}
      .values=${columns?.map((values) => values[0]!) ?? null}
      .distributions=${this.distributions?.[stage] ?? null}
      ?cutting=${this.cutting}
      .tile=${this.tile}
    ></sigma-strip>`;
  }

  private edit(change: (spec: WrittenPlane) => WrittenPlane, key = ''): void {
    tell(this, 'plane-edit', { change, key });
  }

  private widen(by: number): void {
    this.edit((spec) => withWidth(spec, this.layer, spec.layers[this.layer]!.width + by, this.seed));
  }

  private move(to: number): void {
    this.edit((spec) => withLayerMoved(spec, this.layer, to));
  }

  private parameter({ row, column }: Cell, bias: boolean) {
    return bias ? ({ layer: this.layer, row, bias } as const) : { layer: this.layer, row, column };
  }

  private onCell({ detail }: CellChange, bias: boolean): void {
    const at = this.parameter(detail, bias);
    this.edit((spec) => withNumber(spec, at, detail.value), detail.key);
  }

  private onChoice(cell: Cell, bias: boolean): void {
    tell(this, 'plane-choose', this.parameter(cell, bias));
  }

  /** The rows of A and b stay side by side. */
  readonly #onScroll = ({ target, detail }: CustomEvent<number>): void => {
    for (const matrix of this.renderRoot.querySelectorAll('sigma-matrix'))
      if (matrix !== target) matrix.scrollRows(detail);
  };

  private onFormula({ detail: { formula } }: FormulaChange): void {
    this.edit((spec) => withActivation(spec, this.layer, { formula }), gestureKey('formula'));
  }
}

function column(values: readonly number[]): readonly (readonly number[])[] {
  return values.map((value) => [value]);
}

function symbol(letter: 'x' | 'a', k: number): TemplateResult {
  return html`<i class="vector">${letter}</i><sup>(${k})</sup>`;
}

/** A digit as a subscript, for places that take text only. */
function subscript(k: number): string {
  return '₀₁₂₃₄₅₆₇₈₉'[k] ?? String(k);
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-layer': SigmaPlaneLayer;
  }
}
