import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AtlasColours, AtlasScale } from '../../../protocol/atlas.ts';
import '../../number/sigma-number.ts';
import type { NumberChange } from '../../number/sigma-number.ts';
import '../../segmented/sigma-segmented.ts';
import type { Segment, SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base, rows, sections } from '../../shared/controls.ts';
import '../../switch/sigma-switch.ts';
import type { SwitchChange } from '../../switch/sigma-switch.ts';
import { tell } from '../shared/events.ts';
import { gradient } from '../shared/text.ts';

const COLOURS: readonly Segment<AtlasColours>[] = [
  { value: 'diverging', label: 'diverging', hint: 'White is 0, green above it, purple below.' },
  { value: 'grey', label: 'grey', hint: 'As an image: black is 0 and less, white the top of the range.' },
];

const MODES: readonly Segment<AtlasScale['mode']>[] = [
  { value: 'each', label: 'each', hint: 'Every atlas has its own range.' },
  { value: 'layer', label: 'layer', hint: 'The x of a layer share a range, and so do its a.' },
  { value: 'all', label: 'all', hint: 'One range for the whole net.' },
  { value: 'fixed', label: 'fixed', hint: 'A range that stays while numbers change.' },
];

/** How values become colours. */
@customElement('sigma-plane-colours')
export class SigmaPlaneColours extends LitElement {
  static override styles = [
    base,
    rows,
    sections,
    css`
      sigma-segmented {
        margin-bottom: 6px;
      }
      .bar {
        height: 8px;
        margin-bottom: 8px;
      }
    `,
  ];

  @property({ attribute: false }) scale!: AtlasScale;

  protected override render(): TemplateResult {
    const { scale } = this;
    return html`<h2>Colours</h2>
      <sigma-segmented
        label="Colours"
        .segments=${COLOURS}
        .value=${scale.colours}
        @change=${({ detail }: SegmentChange<AtlasColours>) => this.change({ colours: detail.value })}
      ></sigma-segmented>
      <div class="bar" style="background: ${gradient(scale.colours)}" aria-hidden="true"></div>
      <sigma-segmented
        label="Range of the colours"
        .segments=${MODES}
        .value=${scale.mode}
        @change=${({ detail }: SegmentChange<AtlasScale['mode']>) => this.change({ mode: detail.value })}
      ></sigma-segmented>
      <div class="rows">
        ${scale.mode === 'fixed' ? this.renderRange() : nothing}
        <sigma-switch
          class="wide"
          label="contour at 0"
          hint="A line where the value changes sign."
          .checked=${scale.contour}
          @change=${({ detail }: SwitchChange) => this.change({ contour: detail.checked })}
        ></sigma-switch>
      </div>`;
  }

  private renderRange(): TemplateResult {
    const [low, high] = this.scale.range;
    return html`<sigma-number
        label="from"
        hint="Value with the first colour."
        step="0.5"
        max=${high}
        .value=${low}
        @change=${({ detail }: NumberChange) => detail.value! < high && this.change({ range: [detail.value!, high] })}
      ></sigma-number>
      <sigma-number
        label="to"
        hint="Value with the last colour."
        step="0.5"
        min=${low}
        .value=${high}
        @change=${({ detail }: NumberChange) => detail.value! > low && this.change({ range: [low, detail.value!] })}
      ></sigma-number>`;
  }

  private change(change: Partial<AtlasScale>): void {
    tell(this, 'plane-look', { scale: { ...this.scale, ...change } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-colours': SigmaPlaneColours;
  }
}
