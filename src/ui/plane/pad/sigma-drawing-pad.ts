import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { fromBase64, toBase64 } from '../../../domain/base64.ts';
import { errorMessage } from '../../../domain/errors.ts';
import type { ImageTarget } from '../../../domain/experiment/experiment.ts';
import '../../segmented/sigma-segmented.ts';
import type { Segment, SegmentChange } from '../../segmented/sigma-segmented.ts';
import { base, buttons } from '../../shared/controls.ts';
import { RepaintController } from '../../shared/repaint-controller.ts';
import { ARROWS } from '../shared/arrows.ts';
import { Press } from '../shared/press.ts';
import type { Place } from '../shared/window.ts';
import { emptyPicture, inverted, pictureFrom, startPicture, withStroke, type Picture, type Spot } from './picture.ts';

/** Sent when the picture was changed. */
export type PictureChange = CustomEvent<{ readonly image: ImageTarget }>;

type Pen = 'white' | 'grey' | 'black';

const PENS: readonly Segment<Pen>[] = [
  { value: 'white', label: 'white', hint: 'Draws white: the net should say 1 here.' },
  { value: 'grey', label: 'grey', hint: 'Draws grey: ½.' },
  { value: 'black', label: 'black', hint: 'Draws black, and so erases: 0.' },
];
const LEVELS: Readonly<Record<Pen, number>> = { white: 255, grey: 128, black: 0 };
const RADIUS = 1.1;
const HINT =
  'Draw with the pointer. By keys: arrows move the pen, space draws, and with shift an arrow draws as it goes.';

/**
 * A small picture in grey levels, drawn by pointer or keys, or read from a file that is dropped or opened.
 *
 * @fires change - PictureChange.
 */
@customElement('sigma-drawing-pad')
export class SigmaDrawingPad extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      .pad {
        position: relative;
        display: block;
        width: min(100%, 196px);
        aspect-ratio: 1;
        margin: 0 auto 6px;
        border: 1px solid var(--edge);
        cursor: crosshair;
        touch-action: none;
      }
      .pad.over {
        outline: 2px dashed var(--ink);
        outline-offset: 2px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        image-rendering: pixelated;
        pointer-events: none;
      }
      .pen {
        position: absolute;
        border: 1.5px solid #111;
        outline: 1.5px solid #fff;
        pointer-events: none;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        align-items: center;
        justify-content: space-between;
        margin-top: 4px;
        font-size: var(--text-s);
      }
      .acts button {
        font-size: var(--text-s);
      }
      .trouble:not(:empty) {
        color: var(--error);
        font-size: var(--text-s);
        line-height: 16px;
      }
    `,
  ];

  @property({ attribute: false }) image: ImageTarget | null = null;

  @state() private pen: Pen = 'white';
  @state() private spot: Spot | null = null;
  @state() private over = false;
  @state() private trouble = '';

  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.pad') private pad!: HTMLElement;
  @query('input[type=file]') private file!: HTMLInputElement;

  #picture: Picture = startPicture();
  #last: Spot = { x: 0, y: 0 };
  readonly #press = new Press(this, {
    picture: () => this.pad,
    start: (place) => {
      this.#last = this.#spotAt(place);
      this.#stroke(this.#last, this.#last);
    },
    move: (place) => {
      const to = this.#spotAt(place);
      this.#stroke(this.#last, to);
      this.#last = to;
    },
    end: () => this.#settle(this.#picture),
    slip: 0,
  });

  constructor() {
    super();
    new RepaintController(this, () => this.paint());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('image')) this.#picture = pictureOf(this.image) ?? startPicture();
  }

  protected override updated(): void {
    this.paint();
  }

  protected override render(): TemplateResult {
    const { spot } = this;
    const side = 100 / this.#picture.size;
    return html`<div
        class="pad ${this.over ? 'over' : ''}"
        role="application"
        aria-roledescription="drawing pad"
        aria-label="Picture to learn"
        aria-describedby="hint"
        tabindex="0"
        @pointerdown=${this.#press.onDown}
        @pointermove=${this.#press.onMove}
        @pointerup=${this.#press.onUp}
        @pointercancel=${this.#press.onUp}
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${this.#onBlur}
        @dragover=${this.#onDragOver}
        @dragleave=${this.#onDragLeave}
        @drop=${this.#onDrop}
      >
        <canvas aria-hidden="true"></canvas>
        ${spot === null ? '' : html`<span class="pen" style="left:${spot.x * side}%;top:${spot.y * side}%;width:${side}%;height:${side}%"></span>`}
      </div>
      <span class="unseen" id="hint">${HINT}</span>
      <sigma-segmented label="Pen" .segments=${PENS} .value=${this.pen} @change=${this.#onPen}></sigma-segmented>
      <div class="acts">
        <button class="link" type="button" data-tip="All black" @click=${this.#clear}>Clear</button>
        <button class="link" type="button" data-tip="Black for white" @click=${this.#invert}>Invert</button>
        <button
          class="link"
          type="button"
          data-tip="An image file: its middle square, in grey. Or drop one on the picture."
          @click=${this.#browse}
        >
          Open image…
        </button>
      </div>
      <p class="trouble" role="alert">${this.trouble}</p>
      <input
        class="unseen"
        type="file"
        accept="image/*"
        tabindex="-1"
        aria-label="Image file"
        @change=${this.#onFile}
      />`;
  }

  /** Takes the picture from a file, as a drop does. */
  async open(file: Blob): Promise<void> {
    try {
      this.trouble = '';
      this.#settle(await pictureFrom(file));
    } catch (error) {
      this.trouble = errorMessage(error);
    }
  }

  private paint(): void {
    const { size, levels } = this.#picture;
    const { canvas } = this;
    canvas.width = size;
    canvas.height = size;
    const context = canvas.getContext('2d')!;
    const image = context.createImageData(size, size);
    levels.forEach((level, i) => image.data.set([level, level, level, 255], 4 * i));
    context.putImageData(image, 0, 0);
  }

  readonly #onFocus = (): void => {
    const middle = Math.floor(this.#picture.size / 2);
    if (this.pad.matches(':focus-visible')) this.spot ??= { x: middle, y: middle };
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key];
    const drawing = event.key === ' ' || (arrow !== undefined && event.shiftKey);
    if ((arrow === undefined && !drawing) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const middle = Math.floor(this.#picture.size / 2);
    const from = this.spot ?? { x: middle, y: middle };
    const [right, up] = arrow ?? [0, 0];
    const to = { x: this.#within(from.x + right), y: this.#within(from.y - up) };
    this.spot = to;
    if (!drawing) return;
    this.#stroke(centre(from), centre(to));
    this.#settle(this.#picture);
  };

  readonly #onBlur = (): void => {
    this.spot = null;
  };

  readonly #onDragLeave = (): void => {
    this.over = false;
  };

  readonly #onPen = ({ detail }: SegmentChange<Pen>): void => {
    this.pen = detail.value;
  };

  readonly #onDragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    this.over = true;
  };

  readonly #onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    this.over = false;
    void this.open(file);
  };

  readonly #onFile = (): void => {
    const file = this.file.files?.[0];
    this.file.value = '';
    if (file !== undefined) void this.open(file);
  };

  readonly #clear = (): void => this.#settle(emptyPicture(this.#picture.size));

  readonly #invert = (): void => this.#settle(inverted(this.#picture));

  readonly #browse = (): void => this.file.click();

  #stroke(from: Spot, to: Spot): void {
    this.#picture = withStroke(this.#picture, from, to, { level: LEVELS[this.pen], radius: RADIUS });
    this.paint();
  }

  #settle(picture: Picture): void {
    this.#picture = picture;
    this.paint();
    const image = { size: picture.size, levels: toBase64(picture.levels) };
    this.dispatchEvent(new CustomEvent('change', { detail: { image } }));
  }

  #spotAt({ left, top }: Place): Spot {
    const { size } = this.#picture;
    return { x: left * size, y: top * size };
  }

  #within(value: number): number {
    return Math.min(this.#picture.size - 1, Math.max(0, value));
  }
}

const centre = ({ x, y }: Spot): Spot => ({ x: x + 0.5, y: y + 0.5 });

function pictureOf(image: ImageTarget | null): Picture | null {
  const levels = image === null ? undefined : fromBase64(image.levels);
  return levels?.length === (image?.size ?? 0) ** 2 ? { size: image!.size, levels } : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'sigma-drawing-pad': SigmaDrawingPad;
  }
}
