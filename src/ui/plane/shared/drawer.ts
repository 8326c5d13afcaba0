/**
 * Asks for frames so that atlases follow the hand: one frame is drawn at a time, the latest wish is next, whatever was wished in between is forgotten. Where
 * frames take long they are drawn coarsely while the hand moves, and finely once it rests.
 */
import type { AtlasFrame, AtlasFrameRequest } from '../../../protocol/atlas.ts';

/** A frame but for how coarsely it is drawn. */
export type FrameWish = Omit<AtlasFrameRequest, 'coarseness'>;

const COARSENESS = [1, 2, 4] as const;
type Coarseness = (typeof COARSENESS)[number];

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
  private next: { readonly wish: FrameWish; readonly coarseness: Coarseness } | null = null;
  private latest: FrameWish | null = null;
  private busy = false;
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
    if (!this.busy) void this.work();
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
    if (!this.busy) void this.work();
  }

  private fluid(): Coarseness {
    return COARSENESS.find((coarseness) => this.fineMs / coarseness ** 2 <= FLUID_MS) ?? 4;
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.next !== null) {
      const { wish, coarseness } = this.next;
      this.next = null;
      try {
        const frame = await this.draw({ ...wish, coarseness });
        if (frame === null) continue;
        this.measure(frame.ms * coarseness ** 2);
        this.onFrame(frame, wish);
      } catch (error) {
        this.onError(error);
      }
    }
    this.busy = false;
  }

  private measure(ms: number): void {
    this.fineMs = this.fineMs === 0 ? ms : this.fineMs + TRUST * (ms - this.fineMs);
  }
}
