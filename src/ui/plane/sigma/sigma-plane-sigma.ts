import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { OwnEntry } from '../../../domain/experiment/own-entry.ts';
import { withDerivative, withPicked, written, type WrittenPlane } from '../../../state/plane-edits.ts';
import '../../lies/sigma-lies.ts';
import type { LieChoice } from '../../lies/sigma-lies.ts';
import '../../picker/sigma-picker.ts';
import type { PickerChange } from '../../picker/sigma-picker.ts';
import '../../rule/sigma-rule.ts';
import type { RuleChange } from '../../rule/sigma-rule.ts';
import '../../save-own/sigma-save-own.ts';
import '../../section/sigma-section.ts';
import { base, sections } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import { runName } from '../../shared/run-name.ts';

/** σ and rule of the whole 2D net at once: of every layer that bends anything. The single layers stand in the net. */
@customElement('sigma-plane-sigma')
export class SigmaPlaneSigma extends LitElement {
  static override styles = [
    base,
    sections,
    css`
      sigma-picker {
        display: block;
        margin: 2px 0 8px;
      }
      sigma-lies {
        margin-top: 8px;
      }
      sigma-save-own {
        margin-top: 8px;
      }
      p {
        margin-top: 4px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
      }
    `,
  ];

  @property({ attribute: false }) network: PlaneSpec | null = null;
  @property({ type: Number }) seed = 1;
  @property({ attribute: false }) own: readonly OwnEntry[] = [];

  protected override render(): TemplateResult | typeof nothing {
    const { network } = this;
    if (network === null) return nothing;
    const bent = bentLayers(network);
    const { activation, derivative } = network.layers[bent[0]!]!;
    const mixed = bent.some((k) => JSON.stringify(network.layers[k]!.activation) !== JSON.stringify(activation));
    return html`<sigma-section label="σ and its lie" summary=${runName({ activation, derivative })} open>
      <sigma-picker
        .activation=${activation}
        .derivative=${derivative}
        .own=${this.own}
        @change=${({ detail }: PickerChange) => this.edit((spec, k) => withPicked(spec, k, detail))}
      ></sigma-picker>
      <sigma-rule
        .activation=${activation}
        .derivative=${derivative}
        @change=${({ detail }: RuleChange) => this.edit((spec, k) => withDerivative(spec, k, detail.derivative))}
      ></sigma-rule>
      <sigma-lies
        .activation=${activation}
        .derivative=${derivative}
        @choose=${({ detail }: LieChoice) => this.edit((spec, k) => withDerivative(spec, k, detail.derivative))}
      ></sigma-lies>
      <sigma-save-own .activation=${activation} .derivative=${derivative} .own=${this.own}></sigma-save-own>
      ${mixed ? html`<p>Layers differ; this is the first. A change here is for all of them.</p>` : nothing}
    </sigma-section>`;
  }

  private edit(change: (spec: WrittenPlane, layer: number) => WrittenPlane): void {
    const spec = written(this.network!, this.seed);
    const network = bentLayers(spec).reduce((now, k) => change(now, k), spec);
    emit(this, 'sigma-plane-edit', { network, key: '' });
  }
}

/** Layers whose σ isn't the identity; all but the last where none has another. */
function bentLayers({ layers }: PlaneSpec): number[] {
  const all = layers.map((_, k) => k);
  const bent = all.filter((k) => layers[k]!.activation.name !== 'identity');
  if (bent.length > 0) return bent;
  return layers.length > 1 ? all.slice(0, -1) : all;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-plane-sigma': SigmaPlaneSigma;
  }
}
