import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { activationById, resolveActivation } from '../../domain/activations/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { sameData } from '../../domain/experiment/objects.ts';
import type { OwnEntry } from '../../domain/experiment/own-entry.ts';
import { toTex } from '../../domain/formula/index.ts';
import type { GalleryChoice, SigmaGallery } from '../gallery/sigma-gallery.ts';
import '../math/sigma-math.ts';
import { base, buttons } from '../shared/controls.ts';
import '../shared/icons.ts';
import { openOnceLoaded } from '../shared/popover.ts';

/** Windows without room for the catalogue beside the rail. */
const NARROW = '(width < 900px)';

/** Sent when a person picks an entry; a derivative comes with those of their own. */
export type PickerChange = CustomEvent<{
  readonly activation: ActivationSpec;
  readonly derivative: DerivativeSpec | null;
}>;

/**
 * σ by name and formula, on a button that opens the catalogue.
 *
 * @fires change - PickerChange.
 */
@customElement('sigma-picker')
export class SigmaPicker extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .open {
        justify-content: start;
        width: 100%;
        min-height: max(36px, var(--target));
        gap: 12px;
        padding: 0 10px;
        font-weight: 600;
      }
      sigma-math {
        flex: 1;
        min-width: 0;
        margin-left: auto;
        font-weight: 400;
        text-align: right;
      }
      .label {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      wa-icon {
        flex: none;
        margin-left: auto;
        color: var(--ink-2);
        font-size: 12px;
      }
      wa-popover {
        --max-width: min(680px, calc(100vw - 24px));
      }
      wa-popover::part(body) {
        width: 680px;
        max-width: calc(100vw - 24px);
        max-height: min(680px, 80dvh);
        padding: 12px;
        overflow: auto;
        scrollbar-width: thin;
      }
    `,
  ];

  @property({ attribute: false }) activation: ActivationSpec = { name: 'relu' };
  @property({ attribute: false }) derivative: DerivativeSpec | null = null;
  @property({ attribute: false }) own: readonly OwnEntry[] = [];
  /** Whether the formula is to be seen elsewhere. */
  @property({ type: Boolean }) brief = false;

  @state() private opened = false;
  @state() private placement: 'right-start' | 'bottom' = 'right-start';
  @state() private tex = '';

  @query('wa-popover') private popup!: HTMLElementTagNameMap['wa-popover'];
  @query('sigma-gallery') private gallery!: SigmaGallery;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('activation')) this.tex = texOf(this.activation);
  }

  protected override render(): TemplateResult {
    const { name, formula } = this.activation;
    const entry = name === undefined ? undefined : activationById(name);
    const own = this.own.find((one) => sameData([one.activation, one.derivative], [this.activation, this.derivative]));
    const selected = own === undefined ? (name ?? '') : `own:${own.id}`;
    return html`<button
        id="open"
        class="open"
        type="button"
        aria-haspopup="dialog"
        @click=${() => openOnceLoaded(this.popup)}
        data-tip=${entry?.description ?? 'Your own formula'}
      >
        <span class="unseen">Activation</span
        ><span class="label">${own?.name ?? entry?.label ?? (this.brief ? 'Your formula' : '')}</span>
        ${this.brief ? nothing : this.renderFormula(entry?.formula ?? formula ?? '', entry !== undefined)}
        <wa-icon name="chevron-down"></wa-icon>
      </button>
      <wa-popover
        for="open"
        placement=${this.placement}
        .withoutArrow=${true}
        distance="8"
        aria-label="Choose σ"
        @wa-show=${this.#onShow}
        @wa-after-show=${this.#onShown}
      >
        ${this.opened ? html`<sigma-gallery selected=${selected} .own=${this.own} .derivative=${this.derivative} @choose=${this.#onChoose}></sigma-gallery>` : nothing}
      </wa-popover>`;
  }

  private renderFormula(text: string, named: boolean): TemplateResult {
    return html`<sigma-math aria-hidden=${named ? 'true' : 'false'} .tex=${this.tex} fallback=${text}></sigma-math>`;
  }

  readonly #onShow = (event: Event): void => {
    if (event.target !== this.popup) return;
    this.opened = true;
    this.placement = matchMedia(NARROW).matches ? 'bottom' : 'right-start';
    void import('../gallery/sigma-gallery.ts');
  };

  readonly #onShown = (): void => {
    void this.updateComplete.then(() => this.gallery.focus());
  };

  readonly #onChoose = (event: GalleryChoice): void => {
    void this.popup.hide();
    this.dispatchEvent(new CustomEvent('change', { detail: event.detail }));
  };
}

function texOf(activation: ActivationSpec): string {
  try {
    return toTex(resolveActivation(activation).sigma);
  } catch {
    return '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-picker': SigmaPicker;
  }
}
