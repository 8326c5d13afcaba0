import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type {
  ActivationSpec,
  AutoencoderSpec,
  DerivativeSpec,
  LayerOverride,
} from '../../domain/experiment/experiment.ts';
import { sameData } from '../../domain/experiment/objects.ts';
import '../formula-field/sigma-formula-field.ts';
import type { FormulaChange } from '../formula-field/sigma-formula-field.ts';
import '../picker/sigma-picker.ts';
import type { PickerChange } from '../picker/sigma-picker.ts';
import { curvesOf } from '../plot/curves-of.ts';
import type { Curves } from '../plot/curves.ts';
import '../plot/sigma-plot.ts';
import '../rule/sigma-rule.ts';
import type { RuleChange } from '../rule/sigma-rule.ts';
import { base, buttons, rows } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { runName } from '../shared/run-name.ts';
import { layersOf, withoutOwn, withOwn, type Layer } from './overrides.ts';
import { styles } from './styles.ts';

type Half = Layer['half'];

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -8, ArrowDown: 8 };

/**
 * The sixteen layers as a strip, each with the size it makes and its σ; those chosen are given a σ or a rule of their own, or made
 * as all others again. One stop for Tab: arrows go along the strip, Space chooses.
 */
@customElement('sigma-layers')
export class SigmaLayers extends LitElement {
  static override styles = [base, buttons, rows, styles];

  @property({ attribute: false }) spec!: AutoencoderSpec;
  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };

  @state() private chosen: ReadonlySet<string> = new Set();
  /** Where Tab stops. */
  @state() private stop = 0;

  #curves = new Map<string, Curves | null>();

  protected override render(): TemplateResult {
    const layers = layersOf(this.spec);
    const chosen = layers.filter(({ name }) => this.chosen.has(name));
    return html`<div role="group" aria-label="Layers" @keydown=${this.#onKey}>
        ${this.renderHalf('encoder', layers, '28 pixels to 1')} ${this.renderHalf('decoder', layers, '1 to 28')}
      </div>
      <span id="hint" class="unseen">Arrow keys go from layer to layer, Space chooses.</span>
      ${chosen.length === 0 ? this.renderNone() : this.renderChosen(chosen)}`;
  }

  private renderHalf(half: Half, layers: readonly Layer[], sizes: string): TemplateResult {
    const names = layers.filter((layer) => layer.half === half && hasSigma(layer)).map(({ name }) => name);
    const all = names.every((name) => this.chosen.has(name));
    return html`<div class="half">
      <span>${half} <span class="quiet">${sizes}</span></span>
      <button class="link" type="button" @click=${() => this.#chooseAll(names, !all)}>
        ${all ? 'none' : 'all'}<span class="unseen"> of the ${half}</span>
      </button>
      <div class="strip">
        ${layers.map((layer, index) => (layer.half === half ? this.renderLayer(layer, index) : nothing))}
      </div>
    </div>`;
  }

  private renderLayer(layer: Layer, index: number): TemplateResult {
    const { name, label, own, block } = layer;
    const { outSize } = block.map;
    const about = hasSigma(layer) ? runName(this.sigmaOf(layer)) : 'the output’s own sigmoid, always';
    return html`<button
      class="layer ${own === null ? '' : 'own'}"
      type="button"
      tabindex=${index === this.stop ? 0 : -1}
      aria-pressed=${this.chosen.has(name) ? 'true' : 'false'}
      aria-disabled=${hasSigma(layer) ? 'false' : 'true'}
      aria-label="${label}, ${outSize} × ${outSize}, ${about}${own === null ? '' : ', its own'}"
      aria-describedby="hint"
      data-tip="${label}: ${shapeOf(layer)}. ${about}${own === null ? '' : ' (its own)'}"
      @click=${() => this.#onClick(layer, index)}
    >
      ${hasSigma(layer) ? html`<sigma-plot compact .curves=${this.curvesFor(layer)}></sigma-plot>` : html`<span class="fixed">σ</span>`}
      <span class="side">${outSize}</span>
    </button>`;
  }

  private renderNone(): TemplateResult {
    const own = Object.keys(this.spec.layers ?? {});
    return html`<p>
      Choose one or several layers to give them a σ or a rule of their own.
      ${own.length === 0 ? nothing : html`<button class="link" type="button" @click=${() => this.#reset(own)}>Make all alike</button>`}
    </p>`;
  }

  private renderChosen(chosen: readonly Layer[]): TemplateResult {
    const [first] = chosen;
    const { activation, derivative } = this.sigmaOf(first!);
    const names = chosen.map(({ name }) => name);
    const mixed = chosen.some((layer) => !sameData(this.sigmaOf(layer), { activation, derivative }));
    const own = chosen.filter((layer) => layer.own !== null);
    return html`<p class="about">
        <strong>${chosen.length === 1 ? first!.label : `${chosen.length} layers`}</strong>
        ${chosen.length === 1 ? shapeOf(first!) : mixed ? 'They differ; what you set here holds for all of them.' : ''}
        <button class="link" type="button" ?disabled=${own.length === 0} @click=${() => this.#reset(names)}>
          As all others
        </button>
      </p>
      <sigma-picker
        .activation=${activation}
        .derivative=${derivative}
        @change=${({ detail }: PickerChange) => this.#set(names, { activation: detail.activation })}
      ></sigma-picker>
      <sigma-formula-field
        label="σ(x) ="
        hint="σ of these layers as a formula in x."
        .value=${activation.formula ?? ''}
        placeholder="a formula of its own"
        optional
        @change=${({ detail }: FormulaChange) => this.#onFormula(names, detail.formula)}
      ></sigma-formula-field>
      <h3>What backpropagation sees there</h3>
      <sigma-rule
        label="Derivative rule of these layers"
        .activation=${activation}
        .derivative=${derivative}
        @change=${({ detail }: RuleChange) => this.#set(names, { derivative: detail.derivative })}
      ></sigma-rule>`;
  }

  private sigmaOf({ own }: Layer): { activation: ActivationSpec; derivative: DerivativeSpec } {
    return { activation: own?.activation ?? this.activation, derivative: own?.derivative ?? this.derivative };
  }

  private curvesFor(layer: Layer): Curves | null {
    const { activation, derivative } = this.sigmaOf(layer);
    const key = JSON.stringify([activation, derivative]);
    const curves = this.#curves.get(key) ?? curvesOf(activation, derivative);
    this.#curves = new Map([...this.#curves, [key, curves] as const].slice(-20));
    return curves;
  }

  #configure(network: AutoencoderSpec): void {
    emit(this, 'sigma-configure', { network });
  }

  #set(names: readonly string[], change: LayerOverride): void {
    this.#configure(withOwn(this.spec, names, change));
  }

  #reset(names: readonly string[]): void {
    this.#configure(withoutOwn(this.spec, names));
  }

  #onFormula(names: readonly string[], formula: string): void {
    if (formula !== '') this.#set(names, { activation: { formula } });
  }

  #chooseAll(names: readonly string[], on: boolean): void {
    const others = [...this.chosen].filter((name) => !names.includes(name));
    this.chosen = new Set(on ? [...others, ...names] : others);
  }

  #onClick(layer: Layer, index: number): void {
    this.stop = index;
    if (hasSigma(layer)) this.#chooseAll([layer.name], !this.chosen.has(layer.name));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const cells = [...this.renderRoot.querySelectorAll<HTMLElement>('.layer')];
    const from = cells.findIndex((cell) => cell.matches(':focus'));
    const step = STEPS[event.key];
    if (from === -1 || step === undefined || cells[from + step] === undefined) return;
    event.preventDefault();
    this.stop = from + step;
    cells[from + step]!.focus();
  };
}

function hasSigma({ block }: Layer): boolean {
  return block.after === 'sigma';
}

/** "3 × 3, 28 → 26, 16 channels". */
function shapeOf({ block: { map } }: Layer): string {
  const channels = map.outChannels === 1 ? '1 channel' : `${map.outChannels} channels`;
  return `${map.kernel} × ${map.kernel}, ${map.inSize} → ${map.outSize}, ${channels}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-layers': SigmaLayers;
  }
}
