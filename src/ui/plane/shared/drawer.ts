/**
 * Asks for frames so that atlases follow the hand: one frame is drawn at a time, the latest wish is next, whatever was wished in between is forgotten. Where
 * frames take long they are drawn coarsely while the hand moves, and finely once it rests; such a fine frame keeps nothing waiting, since the worker
 * may end it for the next.
 */
import type { AtlasFrame, AtlasFrameRequest } from '../../../protocol/atlas.ts';

/** A frame but for how coarsely it is drawn. */
export type FrameWish = Omit<AtlasFrameRequest, 'coarseness'>;

const COARSENESS = [1, 2, 4] as const;
type Coarseness = (typeof COARSENESS)[number];

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
  /** What a fine frame takes, as far as measured. */
  private fineMs = 0;

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
    if (this.latest === null) return;
    this.next = { wish: this.latest, coarseness: 1 };
    void this.work();
  }

  private fluid(): Coarseness {
    return COARSENESS.find((coarseness) => this.fineMs / coarseness ** 2 <= FLUID_MS) ?? 4;
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
      this.measure(frame.ms * coarseness ** 2);
      this.onFrame(frame, wish);
    } catch (error) {
      this.onError(error);
    }
  }

  private measure(ms: number): void {
    this.fineMs = this.fineMs === 0 ? ms : this.fineMs + TRUST * (ms - this.fineMs);
  }
}
