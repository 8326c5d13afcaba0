import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LiveRun, PlaneState } from '../../../state/app-state.ts';
import { base, buttons } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import { count } from '../../shared/format.ts';
import '../../shared/icons.ts';
import type { Owner } from '../page/shown.ts';

/** Milliseconds from one recorded step to the next while they play. */
const PLAY_MS = 90;

/** What an edit in a pause does. */
const EFFECTS: Readonly<Record<SigmaTimeline['edits'], string>> = {
  run: 'Numbers and σ edited now take effect in this run: it goes on from them.',
  twin: 'Numbers and σ edited now take effect in the twin on show: all go on from there, step by step together.',
  none: 'Open the net of a twin to edit its numbers and σ: all go on from there, step by step together.',
  twins: 'Numbers and σ edited now take effect in all twins: they go on from there, step by step together.',
};

/** What the run has been: back to the start, and through its recorded steps by hand or by itself. */
@customElement('sigma-timeline')
export class SigmaTimeline extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 36px;
      }
      .more {
        display: contents;
      }
      button {
        min-height: 28px;
        padding: 0 8px;
        font-size: var(--text-s);
      }
      button.icon {
        width: 32px;
      }
      input {
        flex: 1;
        min-width: 60px;
        height: 28px;
        margin: 0;
        accent-color: var(--ink);
      }
      input:disabled {
        opacity: 0.4;
      }
      output {
        flex: none;
        min-width: 92px;
        color: var(--ink-2);
        font-size: var(--text-s);
        text-align: right;
        white-space: nowrap;
      }
      .says {
        min-height: 16px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 16px;
        text-wrap: pretty;
      }
      @media (width < 900px), (pointer: coarse) {
        button {
          min-height: 40px;
        }
        button.icon {
          width: 40px;
        }
        input {
          height: 40px;
        }
      }
      /* Beside the slider there is no room for words. */
      @media (width < 1200px) {
        .rewind {
          width: 40px;
          padding: 0;
          gap: 0;
          font-size: 0;
        }
        .rewind wa-icon {
          font-size: 16px;
        }
        .icon {
          flex: none;
        }
        output {
          min-width: 64px;
        }
      }
      /* The buttons of the page share a line under it. */
      @media (width < 900px) {
        .bar {
          flex-wrap: wrap;
          gap: 2px 8px;
        }
        .more {
          display: flex;
          flex: 1 0 100%;
          gap: 8px;
        }
        .says:empty,
        .says:not(.any) {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) live: LiveRun | null = null;
  @property({ attribute: false }) plane!: PlaneState;
  @property() owner: Owner = 'configuration';
  /** What edits by hand are for: the run, the twin on show, all twins, or none of them while they stand in rows. */
  @property() edits: 'run' | 'twin' | 'twins' | 'none' = 'run';

  @state() private playing = false;

  #timer: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const going = this.live !== null && this.live.phase !== 'ended' && this.live.phase !== 'paused';
    if (this.playing && (going || (changed.has('plane') && this.plane.snapshots.length < 2))) this.#stop();
  }

  protected override render(): TemplateResult {
    const { snapshots, sought } = this.plane;
    const last = snapshots.length - 1;
    const at = sought === null ? last : Math.max(0, snapshots.indexOf(sought.step));
    const none = snapshots.length < 2;
    const going = this.live?.phase === 'training' || this.live?.phase === 'evaluating';
    return html`<div class="bar" role="group" aria-label="Recorded steps">
        <button
          class="rewind"
          type="button"
          aria-label="Rewind"
          data-tip="Back before the first step: the same initial weights, data and batch order"
          ?disabled=${this.live === null}
          @click=${() => emit(this, 'sigma-rewind', null)}
        >
          <wa-icon name="undo"></wa-icon>Rewind
        </button>
        <button
          class="icon"
          type="button"
          aria-label=${this.playing ? 'Hold the film' : 'Play the film'}
          data-tip=${going ? 'Pause first: then the recorded steps can be played.' : 'Play the recorded steps from the first to the last'}
          ?disabled=${none || going}
          @click=${() => (this.playing ? this.#stop() : this.#play())}
        >
          <wa-icon name=${this.playing ? 'pause' : 'play'}></wa-icon>
        </button>
        <input
          type="range"
          min="0"
          max=${Math.max(0, last)}
          step="1"
          aria-label="Recorded step"
          aria-valuetext=${none ? 'nothing recorded' : `step ${count(snapshots[at]!)}`}
          data-tip="Every atlas as it was at this step"
          ?disabled=${none}
          .value=${String(Math.max(0, at))}
          @input=${this.#onInput}
        />
        <output>${none ? '' : sought === null ? 'now' : html`step ${count(sought.step)}`}</output>
        <div class="more"><slot></slot></div>
      </div>
      <p part="says" class="says ${this.says() === '' ? '' : 'any'}" role="status">${this.says()}</p>`;
  }

  /** What editing the net on show does. */
  private says(): string {
    switch (this.owner) {
      case 'snapshot':
        return this.live?.phase === 'ended'
          ? 'As it was. Editing a number makes this the net that the next run starts from.'
          : 'As it was at this step; the run itself stands where it is. Move the slider to its end to go on.';
      case 'run':
        return this.live?.phase === 'paused' ? EFFECTS[this.edits] : '';
      case 'ended':
        return 'As the run left it. Editing a number makes this the net that the next run starts from.';
      case 'configuration':
        return '';
      default:
        return this.owner satisfies never;
    }
  }

  readonly #onInput = (event: Event): void => {
    this.#stop();
    this.#seek(Number((event.target as HTMLInputElement).value));
  };

  /** The last one is now, unless the run has moved on since it was recorded. */
  #seek(index: number): void {
    const { snapshots } = this.plane;
    emit(this, 'sigma-seek', index >= snapshots.length - 1 ? null : snapshots[index]!);
  }

  #play(): void {
    this.playing = true;
    const { snapshots, sought } = this.plane;
    let at = sought === null ? 0 : snapshots.indexOf(sought.step);
    this.#seek(at);
    this.#timer = setInterval(() => {
      at += 1;
      this.#seek(at);
      if (at >= this.plane.snapshots.length - 1) this.#stop();
    }, PLAY_MS);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.playing = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-timeline': SigmaTimeline;
  }
}
