import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ACTIVATIONS, FAMILIES, type Activation } from '../../domain/activations/index.ts';
import type { DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { curvesOf } from '../plot/curves-of.ts';
import type { Curves } from '../plot/curves.ts';
import '../plot/sigma-plot.ts';
import { base } from '../shared/controls.ts';
import { nextInGrid } from './grid-keys.ts';

/** Sent when a person chooses an entry. */
export type GalleryChoice = CustomEvent<{ readonly id: string }>;

/**
 * The catalogue as a grid of small plots by family: σ solid, what backpropagation sees under the present rule dashed. One stop for
 * Tab; arrows move over the grid, Enter or Space chooses.
 *
 * @fires choose - GalleryChoice.
 */
@customElement('sigma-gallery')
export class SigmaGallery extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .family {
        margin: 12px 0 4px;
        color: var(--ink-2);
        font: 400 var(--text-s) / 16px var(--sans);
      }
      [role='group']:first-child .family {
        margin-top: 0;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
        gap: 4px;
      }
      [role='option'] {
        padding: 6px 6px 4px;
        border: 1px solid transparent;
        border-radius: var(--radius);
        font-size: var(--text-s);
        line-height: 16px;
        text-align: center;
        cursor: pointer;
      }
      [role='option']:hover {
        background: var(--sunk);
      }
      [role='option'][aria-selected='true'] {
        border-color: var(--ink);
        font-weight: 600;
      }
      .label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      sigma-plot {
        --plot-height: 52px;
        margin-bottom: 2px;
      }
    `,
  ];

  /** The entry in use, or '' for a formula of one's own. */
  @property() selected = '';
  @property({ attribute: false }) derivative: DerivativeSpec | null = null;

  #curves = new Map<string, Curves | null>();

  /** Puts the keyboard on the entry in use. */
  override focus(): void {
    this.options()
      .find(({ tabIndex }) => tabIndex === 0)
      ?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('derivative')) this.#curves.clear();
  }

  protected override render(): TemplateResult {
    return html`<div role="listbox" aria-label="Activations" @keydown=${this.#onKey}>
      ${FAMILIES.map(({ id, label }) => this.renderFamily(id, label))}
    </div>`;
  }

  private renderFamily(family: string, label: string): TemplateResult | typeof nothing {
    const entries = ACTIVATIONS.filter((entry) => entry.family === family);
    if (entries.length === 0) return nothing;
    return html`<div role="group" aria-label=${label}>
      <div class="family" aria-hidden="true">${label}</div>
      <div class="grid" role="presentation">${entries.map((entry) => this.renderEntry(entry))}</div>
    </div>`;
  }

  private renderEntry({ id, label, description }: Activation): TemplateResult {
    const stop = this.selected === '' ? id === ACTIVATIONS[0]!.id : id === this.selected;
    return html`<div
      role="option"
      data-id=${id}
      data-tip=${description}
      aria-label=${label}
      aria-describedby="about-${id}"
      aria-selected=${id === this.selected ? 'true' : 'false'}
      tabindex=${stop ? 0 : -1}
      @click=${() => this.choose(id)}
      @keydown=${(event: KeyboardEvent) => this.#onOptionKey(event, id)}
    >
      <sigma-plot compact .curves=${this.curvesFor(id)}></sigma-plot>
      <div class="label">${label}</div>
      <span class="unseen" id="about-${id}">${description}</span>
    </div>`;
  }

  private curvesFor(id: string): Curves | null {
    const known = this.#curves.get(id);
    if (known !== undefined) return known;
    const curves = curvesOf({ name: id }, this.derivative ?? { rule: 'exact', noise: 0 });
    this.#curves.set(id, curves);
    return curves;
  }

  private options(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=option]')];
  }

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: { id } }));
  }

  #onOptionKey(event: KeyboardEvent, id: string): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    this.choose(id);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const options = this.options();
    const from = options.findIndex((option) => option.matches(':focus'));
    const to = nextInGrid(
      options.map((option) => option.getBoundingClientRect()),
      from,
      event.key,
    );
    if (to === null) return;
    event.preventDefault();
    options.forEach((option, index) => (option.tabIndex = index === to ? 0 : -1));
    options[to]!.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-gallery': SigmaGallery;
  }
}
