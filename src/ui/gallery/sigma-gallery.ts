import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { resolveActivation } from '../../domain/activations/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import type { OwnEntry } from '../../domain/experiment/own-entry.ts';
import { toTex } from '../../domain/formula/index.ts';
import '../math/sigma-math.ts';
import { curvesOf } from '../plot/curves-of.ts';
import type { Curves } from '../plot/curves.ts';
import '../plot/sigma-plot.ts';
import { base, buttons } from '../shared/controls.ts';
import { groupsFor, type Entry, type Group } from './entries.ts';
import { nextInGrid } from './grid-keys.ts';
import './sigma-own-tools.ts';
import { styles } from './styles.ts';

/** Sent when a person chooses an entry; a derivative comes with those of their own. */
export type GalleryChoice = CustomEvent<{
  readonly activation: ActivationSpec;
  readonly derivative: DerivativeSpec | null;
}>;

const HONEST: DerivativeSpec = { rule: 'exact', noise: 0 };

/** What a card shows, made once. */
interface Drawn {
  readonly curves: Curves | null;
  readonly tex: string;
}

/**
 * The person's own entries and the catalogue as a grid of cards by family: σ solid, what backpropagation sees dashed, under the
 * present rule or, for own entries, their own. One stop for Tab; arrows move over the grid, Enter or Space chooses, typing searches.
 *
 * @fires choose - GalleryChoice.
 */
@customElement('sigma-gallery')
export class SigmaGallery extends LitElement {
  static override styles = [base, buttons, styles];

  /** The key of the entry in use, or '' for none. */
  @property() selected = '';
  @property({ attribute: false }) derivative: DerivativeSpec | null = null;
  @property({ attribute: false }) own: readonly OwnEntry[] = [];

  @state() private search = '';
  @state() private groups: readonly Group[] = [];
  /** The card that Tab stops at. */
  @state() private stop = '';

  @query('input') private input!: HTMLInputElement;

  #drawn = new Map<string, Drawn>();

  /** Puts the keyboard on the entry in use. */
  override focus(): void {
    this.cards()
      .find(({ tabIndex }) => tabIndex === 0)
      ?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('derivative') || changed.has('own')) this.#drawn.clear();
    if (changed.has('own') || changed.has('search')) this.groups = groupsFor(this.own, this.search);
    const keys = this.groups.flatMap(({ entries }) => entries.map(({ key }) => key));
    if (changed.has('selected') && keys.includes(this.selected)) this.stop = this.selected;
    if (!keys.includes(this.stop)) this.stop = keys[0] ?? '';
  }

  protected override render(): TemplateResult {
    const count = this.groups.reduce((sum, { entries }) => sum + entries.length, 0);
    return html`<div class="top">
        <input
          type="search"
          aria-label="Search by name, family, formula or author"
          placeholder="Search: relu, periodic, exp, Hendrycks…"
          autocomplete="off"
          spellcheck="false"
          .value=${this.search}
          @input=${this.#onSearch}
          @keydown=${this.#onSearchKey}
        />
        <span class="count" role="status">${count === 1 ? '1 function' : `${count} functions`}</span>
      </div>
      <div @keydown=${this.#onKey}>
        ${this.groups.map((group) => this.renderGroup(group))}
        ${count === 0 ? html`<p class="none">Nothing is called that. Any formula can be typed under σ(x).</p>` : nothing}
      </div>`;
  }

  private renderGroup({ label, entries }: Group): TemplateResult {
    return html`<section aria-label=${label}>
      <h3>${label}</h3>
      <ul class="grid">
        ${repeat(
          entries,
          ({ key }) => key,
          (entry) => this.renderEntry(entry),
        )}
      </ul>
    </section>`;
  }

  private renderEntry(entry: Entry): TemplateResult {
    const { key, label, formula, origin, description, own } = entry;
    const { curves, tex } = this.drawn(entry);
    return html`<li>
      <button
        class="card"
        type="button"
        data-key=${key}
        data-tip=${description}
        aria-description=${description}
        aria-current=${key === this.selected ? 'true' : 'false'}
        tabindex=${key === this.stop ? 0 : -1}
        @focus=${() => (this.stop = key)}
        @click=${() => this.choose(entry)}
      >
        <sigma-plot compact .curves=${curves}></sigma-plot>
        <span class="label">${label}</span>
        <span class="tex" aria-hidden="true"><sigma-math fit .tex=${tex} fallback=${formula}></sigma-math></span>
        <span class="origin" aria-hidden="true">${origin}</span>
      </button>
      ${own === null ? nothing : html`<sigma-own-tools .entry=${own} .others=${this.own} ?within=${key === this.stop}></sigma-own-tools>`}
    </li>`;
  }

  private drawn({ key, activation, derivative }: Entry): Drawn {
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const made = {
      curves: curvesOf(activation, derivative ?? this.derivative ?? HONEST),
      tex: toTex(resolveActivation(activation).sigma),
    };
    this.#drawn.set(key, made);
    return made;
  }

  private cards(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.card')];
  }

  private choose({ activation, derivative }: Entry): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: { activation, derivative } }));
  }

  readonly #onSearch = (): void => {
    this.search = this.input.value;
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.search !== '') {
      // The first Escape is for the search, the next one for the popover.
      event.stopPropagation();
      event.preventDefault();
      this.search = '';
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.focus();
    } else if (event.key === 'Enter' && this.search !== '') {
      const first = this.groups[0]?.entries[0];
      if (first !== undefined) this.choose(first);
    }
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const cards = this.cards();
    const from = cards.findIndex((card) => card.matches(':focus'));
    if (from < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1 && event.key !== ' ') {
      // The letter itself follows the focus into the field.
      this.input.focus();
      return;
    }
    const boxes = cards.map((card) => card.getBoundingClientRect());
    const to = nextInGrid(boxes, from, event.key);
    if (to === null) return;
    event.preventDefault();
    cards[to]!.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-gallery': SigmaGallery;
  }
}
