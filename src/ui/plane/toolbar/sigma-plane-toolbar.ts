import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Quantity } from '../../../domain/atlas/images.ts';
import type { Side } from '../../../domain/atlas/view.ts';
import { LIMITS } from '../../../domain/experiment/defaults.ts';
import { sharedRanges, withShared, type SharedRange, type WrittenPlane } from '../../../state/plane-edits.ts';
import type { PlaneLook } from '../../../state/plane-look.ts';
import '../../segmented/sigma-segmented.ts';
import type { Segment, SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base, buttons } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import '../../shared/icons.ts';
import { tell } from '../shared/events.ts';
import '../../slider/sigma-slider.ts';
import type { SliderChange } from '../../slider/sigma-slider.ts';
import { styles } from './styles.ts';

const QUANTITIES: readonly Segment<Quantity>[] = [
  { value: 'value', label: 'value', hint: 'x and a themselves.' },
  { value: 'slope', label: 'slope', hint: 'How steep x and a are over the plane: the norm of their gradient by the two inputs, true derivatives.' },
  { value: 'rule', label: 'backward', hint: 'What backpropagation takes for the slope of σ at each point: on the left of x, and on the right.' },
  { value: 'dead', label: 'dead', hint: 'Hatched where no gradient can reach the weights of the neuron, with the share of the visible plane.' },
  { value: 'wrt', label: '∂ by a number', hint: 'The derivative of everything by one number of a matrix or vector, under the rules in force. Choose the number.' },
]; // prettier-ignore

const SIDES: readonly Segment<Side>[] = [
  { value: 'left', label: 'left', hint: 'The rule “best” goes on with the left slope.' },
  { value: 'right', label: 'right', hint: 'The rule “best” goes on with the right slope.' },
];

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** Over the net: undo, what the atlases show, and the sliders that all layers share. */
@customElement('sigma-plane-toolbar')
export class SigmaPlaneToolbar extends LitElement {
  static override styles = [base, buttons, styles];

  @property({ attribute: false }) spec!: WrittenPlane;
  @property({ attribute: false }) look!: PlaneLook;
  @property({ type: Boolean }) canUndo = false;
  @property({ type: Boolean }) canRedo = false;

  protected override render(): TemplateResult {
    return html`<div class="bar" role="toolbar" aria-label="2D net">
      <div class="history">
        <button
          class="bare icon"
          type="button"
          aria-label="Undo"
          data-tip="Undo (Ctrl Z)"
          ?disabled=${!this.canUndo}
          @click=${() => emit(this, 'sigma-plane-undo', null)}
        >
          <wa-icon name="undo"></wa-icon>
        </button>
        <button
          class="bare icon"
          type="button"
          aria-label="Redo"
          data-tip="Redo (Ctrl Shift Z)"
          ?disabled=${!this.canRedo}
          @click=${() => emit(this, 'sigma-plane-redo', null)}
        >
          <wa-icon name="redo"></wa-icon>
        </button>
      </div>
      <sigma-segmented
        label="What the atlases show"
        .segments=${QUANTITIES}
        .value=${this.look.quantity}
        @change=${({ detail }: SegmentChange<Quantity>) => tell(this, 'plane-look', { quantity: detail.value })}
      ></sigma-segmented>
      ${this.look.quantity === 'wrt' ? this.renderChoice() : nothing}
      <div class="sliders">
        ${sharedRanges(this.spec).map((range) => this.renderShared(range))}
        <sigma-slider
          label="zoom"
          hint="Half the side of the square of the plane that the atlases show."
          scale="log"
          .value=${this.spec.zoom}
          min="0.1"
          max="100"
          least="0.0001"
          most=${LIMITS.zoom}
          @change=${({ detail }: SliderChange) => this.zoom(detail.value)}
        ></sigma-slider>
      </div>
    </div>`;
  }

  private renderShared({ name, label, value, min, max, step }: SharedRange): TemplateResult {
    return html`<sigma-slider
      label=${label}
      name=${name}
      hint="${name} in the formulas of σ: one number for all layers that use it."
      .value=${value}
      min=${min}
      max=${max}
      step=${step}
      @change=${({ detail }: SliderChange) =>
        tell(this, 'plane-edit', { change: (spec) => withShared(spec, name, detail.value), key: detail.key })}
    ></sigma-slider>`;
  }

  private renderChoice(): TemplateResult {
    const { wrt, side } = this.look;
    const best = this.spec.layers.some(({ derivative }) => derivative.rule === 'best');
    return html`<span class="choice" role="status">
        ${wrt === null ? 'Choose a number in a matrix or vector.' : html`∂/∂${nameOf(wrt)}`}
      </span>
      ${best ? html`<sigma-segmented label="Side for the rule best" .segments=${SIDES} .value=${side} @change=${({ detail }: SegmentChange<Side>) => tell(this, 'plane-look', { side: detail.value })}></sigma-segmented>` : nothing}`;
  }

  private zoom(value: number): void {
    tell(this, 'plane-edit', { change: (spec) => ({ ...spec, zoom: value }), key: 'zoom' });
  }
}

function nameOf({ layer, row, column, bias }: NonNullable<PlaneLook['wrt']>): TemplateResult {
  const index = bias === true ? `${row + 1}` : `${row + 1},${column + 1}`;
  return html`<i>${bias === true ? 'b' : 'A'}</i>${SUBSCRIPTS[layer]}[${index}]`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-toolbar': SigmaPlaneToolbar;
  }
}
