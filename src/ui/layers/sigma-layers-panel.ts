import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ActivationSpec, AutoencoderSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import '../section/sigma-section.ts';
import { base, sections } from '../shared/controls.ts';
import { ownSummary } from './overrides.ts';

/** The section about single layers; what is inside is loaded when it is opened. */
@customElement('sigma-layers-panel')
export class SigmaLayersPanel extends LitElement {
  static override styles = [base, sections];

  @property({ attribute: false }) spec: AutoencoderSpec | null = null;
  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec = { rule: 'exact', noise: 0 };

  @state() private opened = false;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('opened') && this.opened) void import('./sigma-layers.ts');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    if (spec === null) return nothing;
    return html`<sigma-section label="Single layers" summary=${ownSummary(spec)} @toggle=${this.#onToggle}>
      ${
        this.opened
          ? html`<sigma-layers
              .spec=${spec}
              .activation=${this.activation}
              .derivative=${this.derivative}
            ></sigma-layers>`
          : nothing
      }
    </sigma-section>`;
  }

  readonly #onToggle = (): void => {
    this.opened = true;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-layers-panel': SigmaLayersPanel;
  }
}
