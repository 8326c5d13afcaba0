/** A film as one picture, all frames beside each other: saved as PNG, or played frame by frame into a video. */
import { AbortError, PlaygroundError } from '../../../domain/errors.ts';
import type { PaintedAtlases } from '../../../protocol/atlas.ts';
import type { Slicing } from '../large/slices.ts';
import type { FilmPlan } from './plan.ts';

/** Milliseconds that a frame stands, as when the page plays the recorded steps; the last stands longer, to be looked at. */
const FRAME_MS = 90;
const LAST_MS = 1000;
const PAPER = '#fff';
const WEBM = 'video/webm';
const BITS_PER_PIXEL = 4;

export class FilmStrip {
  readonly plan: FilmPlan;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(plan: FilmPlan) {
    this.plan = plan;
    const { width, height } = plan.strip;
    this.#canvas = new OffscreenCanvas(width, height);
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new PlaygroundError(`The browser has no memory for ${width} × ${height} pixels.`);
    this.#context = context;
    context.fillStyle = PAPER;
    context.fillRect(0, 0, width, height);
  }

  /** Puts a frame at its place; between its images the paper shows. */
  async put(index: number, { pixels, width, height }: PaintedAtlases): Promise<void> {
    const image = await createImageBitmap(new ImageData(pixels, width, height));
    const { x, y } = this.plan.strip.corners[index]!;
    this.#context.drawImage(image, x, y);
    image.close();
  }

  /** Shows a frame on a canvas of a frame's size. */
  show(index: number, screen: HTMLCanvasElement): void {
    const { width, height } = this.plan.frame;
    const { x, y } = this.plan.strip.corners[index]!;
    screen.getContext('2d')?.drawImage(this.#canvas, x, y, width, height, 0, 0, width, height);
  }

  png(): Promise<Blob> {
    return this.#canvas.convertToBlob({ type: 'image/png' });
  }

  /** Plays the film on `screen` and records it there. Rejects with AbortError when told to stop. */
  async webm(screen: HTMLCanvasElement, slicing: Slicing = {}): Promise<Blob> {
    const stream = screen.captureStream();
    const { width, height } = this.plan.frame;
    const videoBitsPerSecond = (width * height * BITS_PER_PIXEL * 1000) / FRAME_MS;
    const recorder = new MediaRecorder(stream, { mimeType: WEBM, videoBitsPerSecond });
    const recorded = pieces(recorder);
    recorder.start();
    try {
      await this.#play(screen, slicing);
    } finally {
      if (recorder.state !== 'inactive') recorder.stop();
      for (const track of stream.getTracks()) track.stop();
    }
    return recorded;
  }

  async #play(screen: HTMLCanvasElement, { signal, onProgress }: Slicing): Promise<void> {
    const { length } = this.plan.strip.corners;
    for (let i = 0; i < length; i++) {
      this.show(i, screen);
      await pause(FRAME_MS);
      if (signal?.aborted === true) throw new AbortError();
      onProgress?.((i + 1) / length);
    }
    await pause(LAST_MS);
    this.show(length - 1, screen); // a video ends with its last picture
    await pause(FRAME_MS);
  }
}

/** Whether this browser can record a canvas as WebM. */
export function recordsWebm(): boolean {
  const captures = 'captureStream' in HTMLCanvasElement.prototype;
  return captures && typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(WEBM);
}

function pieces(recorder: MediaRecorder): Promise<Blob> {
  const parts: Blob[] = [];
  const recorded = new Promise<Blob>((resolve, reject) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => resolve(new Blob(parts, { type: WEBM }));
    recorder.onerror = () =>
      reject(new PlaygroundError('The browser could not record the film as WebM. The PNG strip is always possible.'));
  });
  recorded.catch(() => undefined); // who plays it may have given up already
  return recorded;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
