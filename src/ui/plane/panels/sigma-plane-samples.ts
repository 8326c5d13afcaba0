import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SampleKind } from '../../../state/plane-look.ts';
import { base, rows, sections } from '../../shared/controls.ts';
import '../../select/sigma-select.ts';
import type { Choice, SelectChange } from '../../select/sigma-select.ts';
import '../../switch/sigma-switch.ts';
import type { SwitchChange } from '../../switch/sigma-switch.ts';
import { tell } from '../shared/events.ts';

const KINDS: readonly (Choice & { readonly value: SampleKind })[] = [
  { value: 'none', label: 'none' },
  { value: 'uniform', label: 'uniform on [−2, 2]²' },
  { value: 'gaussian', label: 'Gaussian' },
  { value: 'ring', label: 'ring' },
  { value: 'clusters', label: 'two clusters' },
];

/** Which samples go through the net, and how their distributions are shown. */
@customElement('sigma-plane-samples')
export class SigmaPlaneSamples extends LitElement {
  static override styles = [base, rows, sections, css``];

  @property() kind: SampleKind = 'none';
  @property({ type: Boolean }) fourier = false;

  protected override render(): TemplateResult {
    return html`<h2>Distribution</h2>
      <sigma-select
        label="samples"
        hint="2,000 points drawn from the seed go through the net; each atlas gets the histogram of its values, with mean and variance."
        .choices=${KINDS}
        .value=${this.kind}
        @change=${({ detail }: SelectChange) => tell(this, 'plane-look', { samples: detail.value as SampleKind })}
      ></sigma-select>
      <sigma-switch
        label="Fourier transform"
        hint="The characteristic function E exp(i·t·value) for t from −8 to 8 in place of the histogram: real part solid, imaginary part dashed."
        .checked=${this.fourier}
        ?disabled=${this.kind === 'none'}
        @change=${({ detail }: SwitchChange) => tell(this, 'plane-look', { fourier: detail.checked })}
      ></sigma-switch>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-samples': SigmaPlaneSamples;
  }
}
