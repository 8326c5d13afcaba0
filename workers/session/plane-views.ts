/** What a run of the 2D net shows and keeps of it: its numbers some times a second, weights at regular steps, and live atlases. */
import { snapshotStride } from '../../src/domain/run/history.ts';
import { layerNumbers } from '../../src/domain/networks/plane-edit.ts';
import { encodeSafetensors } from '../../src/domain/weights/safetensors.ts';
import type { AtlasFrame } from '../../src/protocol/atlas.ts';
import type { RunEvent } from '../../src/protocol/training.ts';
import type { Engine } from '../engine/engine.ts';
import type { Views } from './views.ts';

const NUMBERS_MS = 250;
const AHEAD_MS = 80;
const EPOCH_MS = 2000;
/** While atlases are on show: a frame's length. */
const LIVE_AHEAD_MS = 16;

/** Who draws the atlases that are on show, from the engines where they are. */
export interface LiveAtlases {
  /** Whether there is anything to draw. */
  readonly wanted: boolean;
  /** Whether the display and the time that drawing may take allow another frame. */
  readonly due: boolean;
  /** `fine` where the pictures stay: at a pause, and at the end. */
  draw(fine: boolean): Promise<readonly AtlasFrame[]>;
}

export class PlaneViews implements Views {
  readonly epochMs = EPOCH_MS;
  lastStep: number | null = null;
  private readonly live: LiveAtlases;
  private numbersAt = 0;
  private framesAt = 0;
  private snapshotStep: number | null = null;

  constructor(live: LiveAtlases) {
    this.live = live;
  }

  get aheadMs(): number {
    return this.live.wanted ? LIVE_AHEAD_MS : AHEAD_MS;
  }

  wants(step: number): boolean {
    return step % snapshotStride(step) === 0;
  }

  due(step: number): boolean {
    return this.wants(step) || this.numbersDue || this.live.due;
  }

  async show(engine: Engine, tell: (event: RunEvent) => void, all: boolean): Promise<void> {
    const keeps = (all || this.wants(engine.step)) && this.snapshotStep !== engine.step;
    if (keeps || all || this.numbersDue) await this.showNumbers(engine, tell, keeps, all);
    if (this.live.wanted && (all || this.live.due)) await this.drawLive(engine.step, tell, all);
    if (all) this.lastStep = engine.step;
  }

  private get numbersDue(): boolean {
    return performance.now() - this.numbersAt >= NUMBERS_MS;
  }

  private async showNumbers(
    engine: Engine,
    tell: (event: RunEvent) => void,
    keeps: boolean,
    all: boolean,
  ): Promise<void> {
    const { step } = engine;
    const weights = await engine.weights();
    if (keeps) {
      this.snapshotStep = step;
      tell({ type: 'snapshot', snapshot: { step, weights: encodeSafetensors(weights) } });
    }
    if (!all && !this.numbersDue) return;
    this.numbersAt = performance.now();
    tell({ type: 'numbers', step, layers: layerNumbers(weights) });
  }

  private async drawLive(step: number, tell: (event: RunEvent) => void, all: boolean): Promise<void> {
    const frames = await this.live.draw(all);
    if (!all && performance.now() - this.framesAt < NUMBERS_MS) return;
    this.framesAt = performance.now();
    tell({ type: 'atlases', step, frames });
  }
}
