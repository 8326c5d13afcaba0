import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceReport } from '../../protocol/training.ts';
import type { AppState, Theme, View } from '../../state/app-state.ts';
import '../device/sigma-device.ts';
import { base, buttons } from '../shared/controls.ts';
import { emit } from '../shared/events.ts';
import '../shared/icons.ts';
import { styles } from './styles.ts';

/** The views that exist. A view that doesn't work yet is not listed. */
const VIEWS: readonly { readonly view: View; readonly label: string }[] = [
  { view: 'autoencoder', label: 'Autoencoder' },
  { view: 'plane', label: '2D net' },
];

const THEMES: readonly { readonly theme: Theme; readonly label: string; readonly icon: string }[] = [
  { theme: 'system', label: 'as the system', icon: 'contrast' },
  { theme: 'light', label: 'light', icon: 'sun' },
  { theme: 'dark', label: 'dark', icon: 'moon' },
];

/** The page's title, its views, the device, sharing, and the theme. */
@customElement('sigma-header')
export class SigmaHeader extends LitElement {
  static override styles = [base, buttons, styles];

  @property() view: View = 'autoencoder';
  @property() theme: Theme = 'system';
  @property({ attribute: false }) device: DeviceReport | null = null;
  @property() deviceStatus: AppState['deviceStatus'] = 'opening';
  @property({ attribute: false }) deviceError: string | null = null;
  /** True for a moment after the link was copied. */
  @property({ type: Boolean }) copied = false;

  protected override render(): TemplateResult {
    return html`<header>
      <h1><i aria-label="Sigma">σ</i> <span>Playground</span></h1>
      <nav aria-label="Views">${VIEWS.map(({ view, label }) => this.renderView(view, label))}</nav>
      <sigma-device .report=${this.device} status=${this.deviceStatus} .error=${this.deviceError}></sigma-device>
      <button
        class="bare share"
        type="button"
        aria-label=${this.copied ? 'Copied' : 'Share'}
        data-tip="Copy a link that holds the whole configuration"
        @click=${() => emit(this, 'sigma-share', null)}
      >
        <wa-icon name=${this.copied ? 'check' : 'link'}></wa-icon><span>${this.copied ? 'Copied' : 'Share'}</span>
      </button>
      <span class="unseen" role="status">${this.copied ? 'The link was copied.' : ''}</span>
      ${this.renderTheme()}
    </header>`;
  }

  private renderView(view: View, label: string): TemplateResult {
    const current = view === this.view;
    return html`<button
      type="button"
      class="bare"
      aria-current=${current ? 'page' : 'false'}
      @click=${() => emit(this, 'sigma-view', view)}
    >
      ${label}
    </button>`;
  }

  /** One button that goes round the three. */
  private renderTheme(): TemplateResult {
    const index = Math.max(
      0,
      THEMES.findIndex(({ theme }) => theme === this.theme),
    );
    const now = THEMES[index]!;
    const next = THEMES[(index + 1) % THEMES.length]!;
    return html`<button
      class="bare icon"
      type="button"
      aria-label="Theme: ${now.label}"
      data-tip="Theme: ${now.label}. Press for ${next.label}."
      @click=${() => emit(this, 'sigma-theme', next.theme)}
    >
      <wa-icon name=${now.icon}></wa-icon>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-header': SigmaHeader;
  }
}
