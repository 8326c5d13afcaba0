/**
 * Asks for frames so that atlases follow the hand: one frame is drawn at a time, the latest wish is next, whatever was wished in between is forgotten. Where
 * frames take long, and before that is known, they are drawn coarsely while the hand moves, and finely once it rests; such a fine frame keeps nothing
 * waiting, since the worker may end it for the next.
 */
import type { AtlasFrame, AtlasFrameRequest } from '../../../protocol/atlas.ts';

/** A frame but for how coarsely it is drawn. */
export type FrameWish = Omit<AtlasFrameRequest, 'coarseness'>;

const COARSENESS = [1, 2, 4] as const;
type Coarseness = (typeof COARSENESS)[number];
const COARSEST = 4;

interface Task {
  readonly wish: FrameWish;
  readonly coarseness: Coarseness;
}

/** Longest frame that still feels like following. */
const FLUID_MS = 22;
/** How long nothing may change until the hand rests. */
const REST_MS = 140;
/** How much a new measurement counts. */
const TRUST = 0.5;

export class Drawer {
  private readonly draw: (request: AtlasFrameRequest) => Promise<AtlasFrame | null>;
  private readonly onFrame: (frame: AtlasFrame, wish: FrameWish) => void;
  private readonly onError: (error: unknown) => void;
  private next: Task | null = null;
  /** The frame that has to be done before another is asked for. */
  private underWay: Task | null = null;
  private latest: FrameWish | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;
  /** What frames take, by their coarseness, as far as measured. */
  private readonly times = new Map<Coarseness, number>();

  constructor(
    draw: (request: AtlasFrameRequest) => Promise<AtlasFrame | null>,
    onFrame: (frame: AtlasFrame, wish: FrameWish) => void,
    onError: (error: unknown) => void = () => undefined,
  ) {
    this.draw = draw;
    this.onFrame = onFrame;
    this.onError = onError;
  }

  /** Draws this as soon as the frame under way is done. */
  wish(wish: FrameWish): void {
    this.latest = wish;
    const coarseness = this.fluid();
    this.next = { wish, coarseness };
    clearTimeout(this.rest);
    if (coarseness > 1) this.rest = setTimeout(() => this.refine(), REST_MS);
    void this.work();
  }

  /** Draws nothing any more. */
  stop(): void {
    clearTimeout(this.rest);
    this.next = null;
    this.latest = null;
  }

  private refine(): void {
    clearTimeout(this.rest);
    if (this.latest === null) return;
    this.next = { wish: this.latest, coarseness: 1 };
    void this.work();
  }

  /** The finest drawing that still follows the hand; before anything is measured the coarsest. */
  private fluid(): Coarseness {
    return COARSENESS.find((coarseness) => this.expected(coarseness) <= FLUID_MS) ?? COARSEST;
  }

  /** What a frame takes: as measured, else as its number of pixels lets expect. */
  private expected(coarseness: Coarseness): number {
    const known = COARSENESS.find((other) => other >= coarseness && this.times.has(other));
    return known === undefined ? Infinity : this.times.get(known)! * (known / coarseness) ** 2;
  }

  private async work(): Promise<void> {
    while (this.next !== null && this.underWay === null) {
      const task = this.next;
      this.next = null;
      if (task.coarseness >= this.fluid()) this.underWay = task;
      await this.show(task);
      if (this.underWay === task) this.underWay = null;
    }
  }

  private async show({ wish, coarseness }: Task): Promise<void> {
    try {
      const frame = await this.draw({ ...wish, coarseness });
      if (frame === null) return;
      this.measure(coarseness, frame.ms);
      this.onFrame(frame, wish);
      if (coarseness > this.fluid() && wish === this.latest) this.refine();
    } catch (error) {
      this.onError(error);
    }
  }

  private measure(coarseness: Coarseness, ms: number): void {
    const before = this.times.get(coarseness) ?? ms;
    this.times.set(coarseness, before + TRUST * (ms - before));
  }
}
