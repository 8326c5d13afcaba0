/**
 * Atlases that follow a training: what is to be drawn again and again, and how often that may be. The loop asks between steps, when nothing else is under way, so that what drawing
 * costs is what it takes; four times as much goes to training before the next.
 */
import type { AtlasFrame, AtlasFrameRequest } from '../../src/protocol/atlas.ts';
import { isDrawable, type RunNets } from './nets.ts';
import type { AtlasRenderer } from './renderer.ts';

/** A frame of a display. */
const FRAME_MS = 1000 / 60;
/** Share of the time that drawing may take: training keeps four fifths of its speed, with something to spare. */
const SHARE = 0.15;

export class FollowedAtlases {
  private readonly renderer: AtlasRenderer;
  private readonly runs: RunNets;
  private requests: readonly AtlasFrameRequest[] = [];
  private dueAt = 0;
  private drawing = false;
  private first = true;

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

  /** Draws all that can be drawn; a frame for each request, in their order. */
  async draw(): Promise<readonly AtlasFrame[]> {
    this.drawing = true;
    const start = performance.now();
    try {
      const frames: AtlasFrame[] = [];
      for (const request of this.requests) frames.push(await this.frame(request));
      return frames;
    } finally {
      const end = performance.now();
      // The first time kernels are compiled, which says nothing of the next.
      const rest = this.first ? 0 : (end - start) * (1 / SHARE - 1);
      this.first = false;
      this.dueAt = Math.max(start + FRAME_MS, end + rest);
      this.drawing = false;
    }
  }

  private async frame(request: AtlasFrameRequest): Promise<AtlasFrame> {
    const frame = isDrawable(request, this.runs) ? await this.renderer.draw(request) : null;
    return frame ?? { ranges: [], deadShares: null, ms: 0 };
  }
}
