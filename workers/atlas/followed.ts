/**
 * Atlases that follow a training: what is to be drawn again and again, how often that may be, and how coarsely, so that it is often. The loop asks between steps, when nothing else is
 * under way, so that what drawing costs is what it takes; more than four times as much goes to training before the next.
 */
import type { AtlasFrame, AtlasFrameRequest } from '../../src/protocol/atlas.ts';
import { isDrawable, type RunNets } from './nets.ts';
import type { AtlasRenderer } from './renderer.ts';

/** A frame of a display. */
const FRAME_MS = 1000 / 60;
/** Share of the time that drawing may take: training keeps four fifths of its speed, with something to spare. */
const SHARE = 0.13;
/** Longest that drawing may take for a change to look alive: with that share it comes a dozen times a second. */
const FLUID_MS = 14;
/** Device pixels along a drawn one's side at most: sides of tiles are multiples of it. */
const COARSEST = 4;
/** Frames that speak for a finer picture before it is drawn: a single one may be a happy exception. */
const PATIENCE = 4;

export class FollowedAtlases {
  private readonly renderer: AtlasRenderer;
  private readonly runs: RunNets;
  private requests: readonly AtlasFrameRequest[] = [];
  private dueAt = 0;
  private drawing = false;
  private first = true;
  private coarseness = 1;
  private quick = 0;

  constructor(renderer: AtlasRenderer, runs: RunNets) {
    this.renderer = renderer;
    this.runs = runs;
  }

  /** Replaces what is drawn, and draws it once if a run goes on. */
  async follow(requests: readonly AtlasFrameRequest[]): Promise<void> {
    this.requests = requests;
    this.first = true;
    this.dueAt = 0;
    if (this.wanted && !this.drawing) await this.draw();
  }

  /** Whether there is anything to draw. */
  get wanted(): boolean {
    return this.requests.some((request) => isDrawable(request, this.runs));
  }

  /** Whether the display and the time that drawing may take allow another frame. */
  get due(): boolean {
    return !this.drawing && performance.now() >= this.dueAt && this.wanted;
  }

  /** Draws all that can be drawn; a frame for each request, in their order. `fine`: however long it takes, for pictures that stay. */
  async draw(fine = false): Promise<readonly AtlasFrame[]> {
    this.drawing = true;
    const coarseness = fine ? 1 : this.coarseness;
    const start = performance.now();
    try {
      const frames: AtlasFrame[] = [];
      for (const request of this.requests) frames.push(await this.frame({ ...request, coarseness }));
      return frames;
    } finally {
      const end = performance.now();
      // The first time kernels are compiled, which says nothing of the next.
      const rest = this.first ? 0 : (end - start) * (1 / SHARE - 1);
      if (!this.first && !fine) this.adapt(end - start);
      this.first = false;
      this.dueAt = Math.max(start + FRAME_MS, end + rest);
      this.drawing = false;
    }
  }

  /** Draws more coarsely where a frame took too long to look alive, and finely again where that would not. */
  private adapt(ms: number): void {
    this.quick = 4 * ms < FLUID_MS ? this.quick + 1 : 0;
    if (ms > FLUID_MS) this.coarseness = Math.min(COARSEST, 2 * this.coarseness);
    else if (this.quick >= PATIENCE) {
      this.coarseness = Math.max(1, this.coarseness / 2);
      this.quick = 0;
    }
  }

  private async frame(request: AtlasFrameRequest): Promise<AtlasFrame> {
    const frame = isDrawable(request, this.runs) ? await this.renderer.draw(request) : null;
    return frame ?? { ranges: [], deadShares: null, ms: 0 };
  }
}
