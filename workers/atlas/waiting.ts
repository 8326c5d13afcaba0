/** Frames that wait to be drawn: of those for the same canvases only the newest, and coarse ones first, so that no hand waits for a picture that is being refined elsewhere. */
import type { AtlasFrame, AtlasFrameRequest } from '../../src/protocol/atlas.ts';

export interface WaitingFrame {
  readonly request: AtlasFrameRequest;
  readonly settle: (frame: AtlasFrame | null) => void;
  readonly fail: (error: unknown) => void;
}

export class WaitingFrames {
  private frames: readonly WaitingFrame[] = [];

  /** Takes the place of those that wait for the same canvases; these settle with null. */
  add(frame: WaitingFrame): void {
    const replaced = this.frames.filter(({ request }) => shareCanvas(request, frame.request));
    this.frames = [...this.frames.filter((other) => !replaced.includes(other)), frame];
    for (const { settle } of replaced) settle(null);
  }

  /** Takes out what is to be drawn next: the coarsest, of those the oldest; null where nothing waits that is coarser than `above`. */
  take(above = 0): WaitingFrame | null {
    const coarsest = Math.max(...this.frames.map(({ request }) => request.coarseness));
    const next = this.frames.find(({ request }) => request.coarseness === coarsest);
    if (next === undefined || coarsest <= above) return null;
    this.frames = this.frames.filter((other) => other !== next);
    return next;
  }

  /** Whether something newer is wanted on canvases of this one. */
  replaces(request: AtlasFrameRequest): boolean {
    return this.frames.some((frame) => shareCanvas(frame.request, request));
  }
}

const shareCanvas = (a: AtlasFrameRequest, b: AtlasFrameRequest): boolean =>
  a.tiles.some(({ canvas }) => b.tiles.some((tile) => tile.canvas === canvas));
