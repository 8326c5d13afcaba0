import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LiveRun } from '../../../state/app-state.ts';
import '../../segmented/sigma-segmented.ts';
import type { Segment, SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base } from '../../shared/controls.ts';
import { runName } from '../../shared/run-name.ts';

/** Sent when another twin's net is to be shown, or edits are to be for others. */
export type TwinChoice = CustomEvent<{ readonly twin?: number; readonly all?: boolean }>;

type Scope = 'one' | 'all';

const SCOPES: readonly Segment<Scope>[] = [
  {
    value: 'one',
    label: 'this twin',
    hint: 'What is edited by hand holds for the twin on show alone: they part there.',
  },
  { value: 'all', label: 'all twins', hint: 'What is edited by hand is set in every twin, after the same step.' },
];

/**
 * Which twin's net stands where the net does, and whether edits by hand are for it alone.
 *
 * @fires twin-choice - TwinChoice.
 */
@customElement('sigma-twin-choice')
export class SigmaTwinChoice extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        padding: 2px 0 4px;
        font-size: var(--text-s);
        line-height: 18px;
      }
      .name {
        flex: 1 1 120px;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .quiet {
        color: var(--ink-2);
      }
      @media (width < 900px) {
        :host {
          gap: 4px 8px;
        }
        .name,
        .long {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) twins: readonly LiveRun[] = [];
  @property({ type: Number }) twin = 0;
  /** Whether edits are for all of them. */
  @property({ type: Boolean }) all = false;

  protected override render(): TemplateResult {
    const shown = this.twins[this.twin];
    const nets = this.twins.map(({ run }, i) => ({
      value: String(i),
      label: String(i + 1),
      hint: `The net of twin ${i + 1}: ${runName(run.experiment)}.`,
    }));
    return html`<span class="quiet">Net of twin</span>
      <sigma-segmented
        label="Net of twin"
        .segments=${nets}
        .value=${String(this.twin)}
        @change=${({ detail }: SegmentChange) => this.#choose({ twin: Number(detail.value) })}
      ></sigma-segmented>
      <span class="name">${shown ? runName(shown.run.experiment) : ''}</span>
      <span class="quiet">Edits<span class="long"> are for</span></span>
      <sigma-segmented
        label="Edits are for"
        .segments=${SCOPES}
        .value=${this.all ? 'all' : 'one'}
        @change=${({ detail }: SegmentChange<Scope>) => this.#choose({ all: detail.value === 'all' })}
      ></sigma-segmented>`;
  }

  #choose(detail: TwinChoice['detail']): void {
    this.dispatchEvent(new CustomEvent('twin-choice', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-twin-choice': SigmaTwinChoice;
  }
}
