/** What a run shows of its network while it trains: reconstructions of images, or the numbers and atlases of the 2D net. */
import type { RunEvent } from '../../src/protocol/training.ts';
import type { Engine } from '../engine/engine.ts';

export interface Views {
  /** The step after which everything was last shown; null where it is to be shown again. */
  lastStep: number | null;
  /** Milliseconds of work that may be under way between two looks at the network. */
  readonly aheadMs: number;
  /** Least milliseconds between two epochs whose ends are kept as a checkpoint and shown: epochs of a small network take a few of them. */
  readonly epochMs: number;
  /** Whether the network must be looked at after just this step. */
  wants(step: number): boolean;
  /** Whether it is time to show something again. */
  due(step: number): boolean;
  /** Shows what is due; everything where `all` says so. Nothing is under way on the engine. */
  show(engine: Engine, tell: (event: RunEvent) => void, all: boolean): Promise<void>;
}
