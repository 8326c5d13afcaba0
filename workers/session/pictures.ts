/** The handful of test images whose reconstructions are shown while training, and how often that may be. */
import { firstExamples, type ImageSet } from '../../src/domain/data/image-set.ts';
import type { RunEvent } from '../../src/protocol/training.ts';
import { imageExamples } from '../data/run-data.ts';
import type { Engine, Examples } from '../engine/engine.ts';
import type { Views } from './views.ts';

const COUNT = 12;
const LEAST_MS = 1000;
/** Most of the time that pictures may take. */
const SHARE = 0.03;
const AHEAD_MS = 80;

export class Pictures implements Views {
  readonly aheadMs = AHEAD_MS;
  readonly epochMs = 0;
  lastStep: number | null = null;
  private readonly examples: Examples;
  private readonly originals: Uint8Array;
  private dueAt = 0;

  constructor(test: ImageSet) {
    const few = firstExamples(test, COUNT);
    this.examples = imageExamples(few);
    this.originals = few.pixels;
  }

  wants(): boolean {
    return false;
  }

  due(): boolean {
    return performance.now() >= this.dueAt;
  }

  async show(engine: Engine, tell: (event: RunEvent) => void): Promise<void> {
    const start = performance.now();
    this.lastStep = engine.step;
    const reconstructions = toBytes(await engine.predict(this.examples));
    const end = performance.now();
    this.dueAt = end + Math.max(LEAST_MS, (end - start) / SHARE);
    const { count } = this.examples;
    tell({
      type: 'reconstructions',
      images: { count, originals: this.originals.slice(), reconstructions, step: engine.step },
    });
  }
}

/** 0…1 to 0…255, rounded and kept inside; NaN is black. */
function toBytes(values: Float32Array): Uint8Array {
  return Uint8Array.from(new Uint8ClampedArray(values.map((value) => 255 * value)));
}
