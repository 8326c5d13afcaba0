import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LIMITS } from '../../domain/experiment/defaults.ts';
import type { AutoencoderSpec } from '../../domain/experiment/experiment.ts';
import { describeAutoencoder } from '../../domain/networks/autoencoder.ts';
import { estimateStep } from '../../domain/networks/cost.ts';
import { countParameters } from '../../domain/networks/parameters.ts';
import '../number/sigma-number.ts';
import type { NumberChange } from '../number/sigma-number.ts';
import '../section/sigma-section.ts';
import { base, rows, sections } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { bytes, count, plural } from '../shared/format.ts';
import '../switch/sigma-switch.ts';
import type { SwitchChange } from '../switch/sigma-switch.ts';

/** The size of the autoencoder, and what that costs. */
@customElement('sigma-network-panel')
export class SigmaNetworkPanel extends LitElement {
  static override styles = [
    base,
    rows,
    sections,
    css`
      .cost {
        grid-column: 1 / -1;
        min-height: 32px;
        padding-top: 6px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
      }
    `,
  ];

  @property({ attribute: false }) spec: AutoencoderSpec | null = null;
  @property({ type: Number }) batchSize = 64;
  /** How long an epoch takes, in a sentence. */
  @property() pace = '';

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (spec === null) return nothing;
    return html`<sigma-section label="Network" summary=${`${plural(spec.channels, 'channel')}, latent ${spec.latent}`}>
      <div class="rows">
        <sigma-number
          label="channels"
          hint="Width of every layer but the narrow middle and the output."
          integer
          min="1"
          max=${LIMITS.channels}
          scale="log"
          .value=${spec.channels}
          @change=${(event: NumberChange) => this.change({ channels: event.detail.value! })}
        ></sigma-number>
        <sigma-number
          label="latent"
          hint="How many numbers an image is squeezed into."
          integer
          min="1"
          max=${LIMITS.latent}
          scale="log"
          .value=${spec.latent}
          @change=${(event: NumberChange) => this.change({ latent: event.detail.value! })}
        ></sigma-number>
        <sigma-switch
          class="wide"
          label="coordinates"
          hint="Give each pixel its place as two more inputs. Without them a sine cannot do Fourier."
          .checked=${spec.coordinates}
          @change=${(event: SwitchChange) => this.change({ coordinates: event.detail.checked })}
        ></sigma-switch>
        ${this.renderCost(spec)}
      </div></sigma-section
    >`;
  }

  private renderCost(spec: AutoencoderSpec): TemplateResult {
    const network = describeAutoencoder(spec);
    const memory = estimateStep(network, this.batchSize).bytes;
    return html`<p class="cost">
      ${count(countParameters(network))} parameters, ${bytes(memory)} while training<br />${this.pace}
    </p>`;
  }

  private change(change: Partial<AutoencoderSpec>): void {
    emit(this, 'sigma-configure', { network: { ...this.spec!, ...change } });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-network-panel': SigmaNetworkPanel;
  }
}
