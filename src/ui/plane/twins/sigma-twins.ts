import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { TWINS, type WholeVariant } from '../../../domain/experiment/twins.ts';
import type { AtlasFrame, AtlasNet, AtlasWorker } from '../../../protocol/atlas.ts';
import type { LiveRun, SoughtStep } from '../../../state/app-state.ts';
import type { PlaneLook } from '../../../state/plane-look.ts';
import '../../lies/sigma-lies.ts';
import type { LieChoice } from '../../lies/sigma-lies.ts';
import '../../picker/sigma-picker.ts';
import type { PickerChange } from '../../picker/sigma-picker.ts';
import '../../rule/sigma-rule.ts';
import type { RuleChange } from '../../rule/sigma-rule.ts';
import '../../section/sigma-section.ts';
import { base, buttons } from '../../shared/controls.ts';
import { emit } from '../../shared/events.ts';
import { count, loss } from '../../shared/format.ts';
import '../../shared/icons.ts';
import { runName } from '../../shared/run-name.ts';
import type { Phase } from '../slow/phases.ts';
import '../slow/sigma-slow-step.ts';
import { netOfTwin, partedAt } from './nets.ts';
import './sigma-twin-row.ts';

/** What is drawn in a row: the worker's desk for it, and the frame of a followed run. */
export interface TwinDesk {
  readonly atlases: AtlasWorker | null;
  readonly liveFrame: AtlasFrame | null;
}

/** Sent when the net of the twin at this place is to be shown with its numbers. */
export type TwinOpen = CustomEvent<number>;

/** Phases whose sentence is another for each twin. */
const SAYS_NUMBERS: ReadonlySet<Phase> = new Set(['forward', 'loss']);

/** A staircase whose derivative lies: the soft staircase's. */
const LIAR: WholeVariant = {
  activation: { name: 'staircase' },
  derivative: { rule: 'formula', formula: '1 - 0.9*cos(2*pi*x)', noise: 0 },
};

/**
 * The same beginning under two to four σ or rules, side by side: chosen here, trained in lockstep, their atlases in rows, and what differs.
 *
 * @fires twin-open - TwinOpen.
 */
@customElement('sigma-twins')
export class SigmaTwins extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        padding: 12px 24px 24px;
      }
      h2 {
        font: 600 var(--text-s) / 20px var(--sans);
      }
      p {
        max-width: 72ch;
        margin-top: 2px;
        color: var(--ink-2);
        font-size: var(--text-s);
        line-height: 18px;
      }
      .variants {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(280px, 1fr));
        gap: 8px 16px;
        margin-top: 8px;
      }
      .variant {
        min-width: 0;
        padding: 0 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
      }
      sigma-picker {
        margin: 2px 0 6px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 8px 0 12px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        align-items: baseline;
        margin: 10px 0 4px;
        font-size: var(--text-s);
        line-height: 18px;
      }
      .head b {
        flex: 1;
      }
      .head span {
        color: var(--ink-2);
      }
      @media (width < 1200px) {
        :host {
          padding: 8px 16px 16px;
        }
      }
      @media (width < 900px) {
        .head b {
          flex: 1 0 100%;
        }
      }
    `,
  ];

  /** The configured net. */
  @property({ attribute: false }) network!: PlaneSpec;
  /** What was chosen for them; null before. */
  @property({ attribute: false }) variants: readonly WholeVariant[] | null = null;
  @property({ attribute: false }) twins: readonly LiveRun[] = [];
  /** The recorded step that is looked back on, or null. */
  @property({ attribute: false }) sought: SoughtStep | null = null;
  /** Which phase of a step that was taken apart is shown. */
  @property() phase: Phase = 'forward';
  @property({ attribute: false }) window: PlaneWindow = { centreX: 0, centreY: 0, extent: 4 };
  @property({ attribute: false }) look!: PlaneLook;
  @property({ type: Number }) generation = 0;
  @property({ attribute: false }) desk: (key: string) => TwinDesk = () => ({ atlases: null, liveFrame: null });

  /** Which twin is taken off the first one. */
  @state() private other = 1;

  protected override render(): TemplateResult {
    const going = this.twins.some(({ phase }) => phase !== 'ended');
    const variants = this.#variants();
    return html`<main>
      <h2>Twins</h2>
      ${this.twins.length === 0 ? this.renderPurpose() : nothing}
      <div class="variants">${variants.map((variant, i) => this.renderVariant(variant, i, variants))}</div>
      <div class="acts">
        <button
          class="primary"
          type="button"
          data-tip="Train them together from the configured beginning; pause, step and stop are for all of them"
          ?disabled=${going}
          @click=${() => emit(this, 'sigma-train-twins', variants)}
        >
          <wa-icon name="play"></wa-icon>Train twins
        </button>
        <button type="button" ?disabled=${variants.length >= TWINS.most} @click=${this.#onMore}>
          <wa-icon name="plus"></wa-icon>One more
        </button>
      </div>
      ${this.twins.length === 0 ? nothing : this.renderResults()}
    </main>`;
  }

  private renderPurpose(): TemplateResult {
    return html`<p>
      The same initial weights, data and batch order under ${TWINS.least} to ${TWINS.most} activations or rules, step by
      step together. Each holds for every layer whose σ isn’t the identity.
    </p>`;
  }

  private renderVariant(variant: WholeVariant, i: number, all: readonly WholeVariant[]): TemplateResult {
    const change = (part: Partial<WholeVariant>): void => {
      this.#choose(all.with(i, { ...variant, ...part }));
    };
    return html`<div class="variant">
      <sigma-section label="Twin ${i + 1}" summary=${runName(variant)} ?open=${i < 2 && this.twins.length === 0}>
        <sigma-picker
          .activation=${variant.activation}
          .derivative=${variant.derivative}
          @change=${({ detail }: PickerChange) => change({ activation: detail.activation })}
        ></sigma-picker>
        <sigma-rule
          .activation=${variant.activation}
          .derivative=${variant.derivative}
          @change=${({ detail }: RuleChange) => change({ derivative: detail.derivative })}
        ></sigma-rule>
        <sigma-lies
          .activation=${variant.activation}
          .derivative=${variant.derivative}
          @choose=${({ detail }: LieChoice) => change({ derivative: detail.derivative })}
        ></sigma-lies>
        ${all.length > TWINS.least ? html`<button class="link" type="button" @click=${() => this.#choose(all.toSpliced(i, 1))}>Remove</button>` : nothing}
      </sigma-section>
    </div>`;
  }

  private renderResults(): TemplateResult {
    const nets = this.twins.map((twin) => netOfTwin(twin, this.network, this.sought));
    const parted = partedAt(this.twins);
    const { step } = this.twins[0]!;
    const says =
      parted === null
        ? `All of them have taken the same ${count(step)} steps so far.`
        : `They part at step ${count(parted)}: ${cause(this.twins, parted)}.`;
    return html`<p role="status">${says}</p>
      ${this.twins.map((twin, i) => this.renderRow(twin, i, nets[i]!))} ${this.renderDifference(nets)}`;
  }

  private renderRow(twin: LiveRun, i: number, net: AtlasNet | null): TemplateResult {
    const name = runName(twin.run.experiment);
    const { parted } = twin.run;
    const slow = twin.plane?.slow ?? null;
    const step = this.sought?.step ?? twin.step;
    return html`<div class="head">
        <b>${i + 1}. ${name}</b>
        ${i > 0 && typeof parted === 'number' ? html`<span>parted at step ${count(parted)}</span>` : nothing}
        <span>step ${count(step)}</span>
        <span>train loss ${loss(twin.run.steps.findLast((one) => one.step <= step)?.trainLoss)}</span>
        <button
          class="link"
          type="button"
          data-tip="The matrices, σ and atlases of this twin; in a pause they can be edited"
          @click=${() => this.dispatchEvent(new CustomEvent('twin-open', { detail: i }))}
        >
          Open its net
        </button>
      </div>
      ${slow === null ? nothing : html`<sigma-slow-step .step=${slow} phase=${this.phase} label=${name} ?brief=${i > 0 && !SAYS_NUMBERS.has(this.phase)}></sigma-slow-step>`}
      ${this.renderAtlases(`twin-${i}`, `Atlases of ${name}`, net, null)}`;
  }

  private renderDifference(nets: readonly (AtlasNet | null)[]): TemplateResult {
    const other = Math.min(this.other, nets.length - 1);
    return html`<div class="head">
        <b>1 less ${other + 1}</b>
        ${nets.length > 2 ? html`<button class="link" type="button" @click=${() => (this.other = (other % (nets.length - 1)) + 1)}>Another pair</button>` : nothing}
      </div>
      ${this.renderAtlases('difference', `Difference of twin 1 and twin ${other + 1}`, nets[0]!, nets[other]!)}`;
  }

  private renderAtlases(key: string, label: string, net: AtlasNet | null, minus: AtlasNet | null): TemplateResult {
    const { atlases, liveFrame } = this.desk(key);
    return html`<sigma-twin-row
      label=${label}
      .net=${net}
      .minus=${minus}
      .window=${this.window}
      .look=${this.look}
      .atlases=${atlases}
      .generation=${this.generation}
      .liveFrame=${liveFrame}
    ></sigma-twin-row>`;
  }

  readonly #onMore = (): void => {
    const variants = this.#variants();
    this.#choose([...variants, variants.at(-1)!]);
  };

  /** Holds at once: the state around comes back only with the next frame. */
  #choose(variants: readonly WholeVariant[]): void {
    this.variants = variants;
    emit(this, 'sigma-choose-twins', variants);
  }

  /** What was chosen; at first what is configured, and a staircase that lies. */
  #variants(): readonly WholeVariant[] {
    if (this.variants !== null) return this.variants;
    const bent =
      this.network.layers.find(({ activation }) => activation.name !== 'identity') ?? this.network.layers[0]!;
    return [{ activation: bent.activation, derivative: bent.derivative }, LIAR];
  }
}

/** Why twins part at this step, as far as it is known. */
function cause(twins: readonly LiveRun[], parted: number): string {
  const edited = twins.some(({ run }) => run.changes.some(({ step }) => step === parted - 1));
  return edited
    ? 'they were edited by hand before it, and were the same to the last bit until then'
    : 'until then loss and gradient are the same to the last bit';
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-twins': SigmaTwins;
  }
}
