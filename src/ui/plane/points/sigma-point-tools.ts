import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HandPoint } from '../../../domain/experiment/experiment.ts';
import '../../number/sigma-number.ts';
import type { NumberChange } from '../../number/sigma-number.ts';
import '../../segmented/sigma-segmented.ts';
import type { Segment, SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base, buttons, rows } from '../../shared/controls.ts';

/** Sent when a person chose what points get. */
export type PointToolsChange = CustomEvent<{ readonly target: number; readonly test: 0 | 1 }>;
/** Sent when something is to be done to the selected point. */
export type PointAct = CustomEvent<'relabel' | 'split' | 'remove'>;

const SPLITS: readonly Segment<'0' | '1'>[] = [
  { value: '0', label: 'train', hint: 'New points are learned from: circles.' },
  { value: '1', label: 'test', hint: 'New points are tested on, never learned from: squares.' },
];
const LABELS: readonly Segment<'0' | '1'>[] = [
  { value: '0', label: 'label 0', hint: 'New points have label 0.' },
  { value: '1', label: 'label 1', hint: 'New points have label 1.' },
];

/**
 * What new points get, and what can be done to the selected one.
 *
 * @fires tools-change - PointToolsChange.
 * @fires tools-act - PointAct.
 */
@customElement('sigma-point-tools')
export class SigmaPointTools extends LitElement {
  static override styles = [
    base,
    buttons,
    rows,
    css`
      :host {
        display: grid;
        gap: 6px;
        margin-top: 6px;
      }
      .acts {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 6px;
      }
      .acts button {
        padding: 0 4px;
        font-size: var(--text-s);
      }
      .choices {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 6px;
      }
      p {
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
      }
    `,
  ];

  /** The selected point, or null. */
  @property({ attribute: false }) point: HandPoint | null = null;
  /** Whether points have labels 0 and 1 rather than values. */
  @property({ type: Boolean }) labels = true;
  @property({ type: Number }) target = 1;
  @property({ type: Number }) test: 0 | 1 = 0;

  protected override render(): TemplateResult {
    return html`<div class="choices">
        ${this.labels ? this.renderLabels() : this.renderValue()}
        <sigma-segmented
          label="New points are for"
          .segments=${SPLITS}
          .value=${String(this.test)}
          @change=${({ detail }: SegmentChange<'0' | '1'>) => this.change({ test: detail.value === '1' ? 1 : 0 })}
        ></sigma-segmented>
      </div>
      <div class="acts" role="group" aria-label="Selected point">
        ${this.renderAct('relabel', 'Relabel', 'Gives the selected point the other label (L)', !this.labels)}
        ${this.renderAct('split', this.point?.[3] === 1 ? 'To train' : 'To test', 'Moves the selected point between training and test (T)')}
        ${this.renderAct('remove', 'Remove', 'Removes the selected point (Delete)')}
      </div>
      <p>Tap the plane to add a point, tap a point to select it, drag it to move it.</p>`;
  }

  private renderAct(act: PointAct['detail'], label: string, tip: string, never = false): TemplateResult {
    return html`<button
      type="button"
      data-tip=${tip}
      ?disabled=${this.point === null || never}
      @click=${() => this.dispatchEvent(new CustomEvent('tools-act', { detail: act }))}
    >
      ${label}
    </button>`;
  }

  private renderLabels(): TemplateResult {
    return html`<sigma-segmented
      label="New points have"
      .segments=${LABELS}
      .value=${this.target > 0.5 ? '1' : '0'}
      @change=${({ detail }: SegmentChange<'0' | '1'>) => this.change({ target: Number(detail.value) })}
    ></sigma-segmented>`;
  }

  private renderValue(): TemplateResult {
    return html`<sigma-number
      label="value"
      hint="What the net should say at the selected point, and at new ones."
      step="0.1"
      .value=${this.point?.[2] ?? this.target}
      @change=${({ detail }: NumberChange) => this.change({ target: detail.value! })}
    ></sigma-number>`;
  }

  private change(change: Partial<PointToolsChange['detail']>): void {
    const { target, test } = this;
    this.dispatchEvent(new CustomEvent('tools-change', { detail: { target, test, ...change } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-point-tools': SigmaPointTools;
  }
}
