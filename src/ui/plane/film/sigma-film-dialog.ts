import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { errorMessage, errorName } from '../../../domain/errors.ts';
import { netOf } from '../../../domain/run/plane-run.ts';
import type { Run, Snapshot } from '../../../domain/run/run.ts';
import type { AtlasWorker } from '../../../protocol/atlas.ts';
import { saveFile } from '../../app/browser.ts';
import '../../select/sigma-select.ts';
import type { SelectChange } from '../../select/sigma-select.ts';
import { base, buttons } from '../../shared/controls.ts';
import { dialogs } from '../../shared/dialogs.ts';
import { count } from '../../shared/format.ts';
import '../../shared/icons.ts';
import type { Scene } from '../view/scene.ts';
import { paintFilm } from './paint.ts';
import { filmPlan, filmViews, spread, tooLarge, type FilmPlan, type FilmView } from './plan.ts';
import { recordsWebm } from './strip.ts';
import { styles } from './styles.ts';

type Format = 'png' | 'webm';

const SIZES = [64, 128, 256, 512].map((size) => ({ value: String(size), label: `${size} × ${size}` }));
const COUNTS = [8, 16, 32, 64, 128];

/**
 * The film of the run on stage, to be saved: its recorded steps as one picture or as a video. Open as long as it is on the page.
 *
 * @fires close - When the person is done with it.
 */
@customElement('sigma-film-dialog')
export class SigmaFilmDialog extends LitElement {
  static override styles = [base, buttons, dialogs, styles];

  @property({ attribute: false }) run!: Run;
  /** How the plane is looked at. */
  @property({ attribute: false }) view!: Pick<Scene, 'window' | 'look'>;
  @property({ attribute: false }) atlases: AtlasWorker | null = null;
  /** All recorded steps of a run, oldest first. */
  @property({ attribute: false }) recorded!: (runId: string) => Promise<readonly Snapshot[]>;

  @state() private snapshots: readonly Snapshot[] = [];
  @state() private what = 0;
  @state() private size = 256;
  @state() private frames = 64;
  @state() private doing = '';
  @state() private trouble = '';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('canvas') private screen!: HTMLCanvasElement;

  #views: readonly FilmView[] = [];
  #work: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const spec = netOf(this.run);
    if (changed.has('run') && spec !== null) this.#views = filmViews(spec);
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    void this.#load();
  }

  protected override updated(changed: PropertyValues): void {
    if (['snapshots', 'what', 'size'].some((name) => changed.has(name))) void this.#preview();
  }

  protected override render(): TemplateResult {
    const { width, height } = this.#plan().frame;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <div class="head">
        <h2 id="title">Film of the run</h2>
        <button class="bare icon" type="button" aria-label="Close" @click=${() => this.dialog.close()}>
          <wa-icon name="close"></wa-icon>
        </button>
      </div>
      <div class="screen"><canvas width=${width} height=${height} aria-label="A frame of the film"></canvas></div>
      ${this.renderChoices()}
      <p class="says" role="status">${this.trouble || this.#says()}</p>
      ${this.renderActions()}
    </dialog>`;
  }

  private renderChoices(): TemplateResult {
    const busy = this.doing !== '';
    const all = this.snapshots.length;
    const counts = [...COUNTS.filter((some) => some < all), all].map((some) => ({
      value: String(some),
      label: some === all ? `all ${count(all)}` : String(some),
    }));
    return html`<sigma-select
        label="show"
        hint="The output alone, or all images of a layer’s x or a."
        .choices=${this.#views.map(({ label }, i) => ({ value: String(i), label }))}
        .value=${String(this.what)}
        ?disabled=${busy}
        @change=${({ detail }: SelectChange) => (this.what = Number(detail.value))}
      ></sigma-select>
      <sigma-select
        label="size"
        hint="Pixels along the sides of each image."
        .choices=${SIZES}
        .value=${String(this.size)}
        ?disabled=${busy}
        @change=${({ detail }: SelectChange) => (this.size = Number(detail.value))}
      ></sigma-select>
      <sigma-select
        label="frames"
        hint="Recorded steps at even distances, the first and the last among them."
        .choices=${counts}
        .value=${String(Math.min(this.frames, all))}
        ?disabled=${busy}
        @change=${({ detail }: SelectChange) => (this.frames = Number(detail.value))}
      ></sigma-select>`;
  }

  private renderActions(): TemplateResult {
    const busy = this.doing !== '';
    const off = busy || this.snapshots.length === 0 || this.atlases === null || tooLarge(this.#plan()) !== '';
    const button = (format: Format, label: string, tip: string): TemplateResult =>
      html`<button type="button" data-tip=${tip} ?disabled=${off} @click=${() => void this.#export(format)}>
        ${label}
      </button>`;
    return html`<footer>
      ${button('png', 'PNG strip', 'One picture with all frames, row by row')}
      ${recordsWebm() ? button('webm', 'WebM', 'A video, recorded while it plays here') : nothing}
      <span class="progress" role="status">${this.doing}</span>
      ${busy ? html`<button class="bare" type="button" @click=${() => this.#work?.abort()}>Cancel</button>` : nothing}
    </footer>`;
  }

  #says(): string {
    const chosen = this.#chosen();
    if (chosen.length === 0) return '';
    const plan = this.#plan();
    const { frame, strip } = plan;
    const steps = `Steps ${count(chosen[0]!.step)} to ${count(chosen.at(-1)!.step)}.`;
    return (
      tooLarge(plan) ||
      `${steps} The strip is ${strip.width} × ${strip.height} pixels, a frame ${frame.width} × ${frame.height}.`
    );
  }

  #chosen(): Snapshot[] {
    return spread(this.snapshots, this.frames);
  }

  #plan(): FilmPlan {
    return filmPlan(Math.max(1, this.#chosen().length), this.#images().length, this.size);
  }

  #images(): readonly number[] {
    return this.#views[this.what]?.images ?? [0];
  }

  async #load(): Promise<void> {
    try {
      this.snapshots = await this.recorded(this.run.id);
      if (this.snapshots.length === 0) this.trouble = 'No steps of this run are recorded.';
    } catch (error) {
      this.trouble = errorMessage(error);
    }
  }

  /** The last frame, before the film is made. */
  async #preview(): Promise<void> {
    const last = this.snapshots.slice(-1);
    if (last.length === 0 || this.doing !== '') return;
    const plan = filmPlan(1, this.#images().length, this.size);
    await this.#working(async (signal) => {
      const strip = await paintFilm(this.#subject(), last, plan, this.atlases!, { signal });
      if (!signal.aborted) strip.show(0, this.screen);
    });
  }

  async #export(format: Format): Promise<void> {
    this.doing = 'Painting';
    await this.#working(async (signal) => {
      saveFile(await this.#film(format, signal), `${this.#views[this.what]!.name}-film-${this.size}.${format}`);
    });
    this.doing = '';
  }

  async #film(format: Format, signal: AbortSignal): Promise<Blob> {
    const strip = await paintFilm(this.#subject(), this.#chosen(), this.#plan(), this.atlases!, {
      signal,
      onFrame: (painted, index) => painted.show(index, this.screen),
      onProgress: (share) => (this.doing = `Painting, ${percent(share)}`),
    });
    if (format === 'png') return strip.png();
    return strip.webm(this.screen, { signal, onProgress: (share) => (this.doing = `Recording, ${percent(share)}`) });
  }

  #subject() {
    return { run: this.run, view: this.view, images: this.#images() };
  }

  /** One thing at a time: what was under way is given up. */
  async #working(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#work?.abort();
    const controller = new AbortController();
    this.#work = controller;
    this.trouble = '';
    try {
      await work(controller.signal);
    } catch (error) {
      if (errorName(error) !== 'AbortError') this.trouble = errorMessage(error);
    }
  }
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

declare global {
  interface HTMLElementTagNameMap {
    'sigma-film-dialog': SigmaFilmDialog;
  }
}
