import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../segmented/sigma-segmented.ts';
import type { SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base } from '../../shared/controls.ts';
import { PHASES, SEGMENTS, type Phase } from './phases.ts';

/** Sent when another phase is to be shown. */
export type PhaseChange = CustomEvent<{ readonly phase: Phase }>;

const PHASE_MS = 2200;

/**
 * The phases of a step that was taken apart: one after the other by themselves, or chosen by hand.
 *
 * @fires phase - PhaseChange.
 */
@customElement('sigma-slow-phases')
export class SigmaSlowPhases extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
    `,
  ];

  /** Number of the step: another one begins at its first phase. */
  @property({ type: Number }) step = 0;
  @property() phase: Phase = 'forward';

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('step')) return;
    if (this.phase !== PHASES[0]) this.#show(PHASES[0]);
    this.#goOn(PHASES[0]);
  }

  protected override render(): TemplateResult {
    return html`<sigma-segmented
      label="Phase of the step"
      .segments=${SEGMENTS}
      .value=${this.phase}
      @change=${this.#onPhase}
    ></sigma-segmented>`;
  }

  /** The next phase after a while, unless people want no motion. */
  #goOn(phase: Phase): void {
    clearTimeout(this.#timer);
    const next = PHASES[PHASES.indexOf(phase) + 1];
    if (next === undefined || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#timer = setTimeout(() => {
      this.#show(next);
      this.#goOn(next);
    }, PHASE_MS);
  }

  #show(phase: Phase): void {
    this.dispatchEvent(new CustomEvent('phase', { detail: { phase } }));
  }

  readonly #onPhase = ({ detail }: SegmentChange<Phase>): void => {
    clearTimeout(this.#timer);
    this.#show(detail.value);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-slow-phases': SigmaSlowPhases;
  }
}
