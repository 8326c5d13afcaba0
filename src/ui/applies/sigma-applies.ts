import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Experiment } from '../../domain/experiment/experiment.ts';
import { experimentNow } from '../../domain/run/run.ts';
import type { LiveRun } from '../../state/app-state.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import { differences } from './differences.ts';

/** Says whether what is set in the panels is what trains now, and offers to take it back. */
@customElement('sigma-applies')
export class SigmaApplies extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .applies {
        min-height: 40px;
        padding: 11px 16px 9px;
        border-top: 1px solid var(--hairline);
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 20px;
      }
      button {
        font-size: inherit;
      }
    `,
  ];

  @property({ attribute: false }) experiment: Experiment | null = null;
  @property({ attribute: false }) live: LiveRun | null = null;
  /** Whether what is set up is another experiment than the one that goes on. */
  @property({ type: Boolean }) pending = false;

  protected override render(): TemplateResult | typeof nothing {
    const { experiment, live } = this;
    if (experiment === null) return nothing;
    return html`<p class="applies" role="status">${this.renderSentence(experiment, live)}</p>`;
  }

  private renderSentence(experiment: Experiment, live: LiveRun | null): TemplateResult {
    if (live === null || live.phase === 'ended') return html`Settings apply when you press Train.`;
    const changed = this.pending ? differences(experimentNow(live.run), experiment) : [];
    if (changed.length === 0) return html`${UNCHANGED[experiment.network.kind]}`;
    const { id } = live.run;
    return html`For the next run: ${changed.join(', ')}.
      <button class="link" type="button" @click=${() => emit(this, 'sigma-use-run', id)}>Take back</button>`;
  }
}

/** While a run goes on that is what is set up. */
const UNCHANGED = {
  autoencoder: 'σ and its derivative apply at once, the rest to the next run.',
  plane: 'Changes here apply to the next run.',
} as const;

declare global {
  interface HTMLElementTagNameMap {
    'sigma-applies': SigmaApplies;
  }
}
