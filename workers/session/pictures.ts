/** The handful of test images whose reconstructions are shown while training, and how often that may be. */
import { firstExamples, IMAGE_LENGTH, type ImageSet } from '../../src/domain/data/image-set.ts';
import type { Reconstructions } from '../../src/protocol/training.ts';
import type { Engine, Examples } from '../engine/engine.ts';

const COUNT = 12;
const LEAST_MS = 1000;
/** Most of the time that pictures may take. */
const SHARE = 0.03;

/** Images as an engine takes them: each is its own target. */
export function imageExamples({ count, pixels }: ImageSet): Examples {
  return { count, inputLength: IMAGE_LENGTH, inputs: pixels, targetLength: IMAGE_LENGTH, targets: null };
}

export class Pictures {
  private readonly examples: Examples;
  private readonly originals: Uint8Array;
  /** The step after which they were last taken. */
  lastStep: number | null = null;
  private dueAt = 0;

  constructor(test: ImageSet) {
    const few = firstExamples(test, COUNT);
    this.examples = imageExamples(few);
    this.originals = few.pixels;
  }

  get due(): boolean {
    return performance.now() >= this.dueAt;
  }

  async take(engine: Engine): Promise<Reconstructions> {
    const start = performance.now();
    this.lastStep = engine.step;
    const reconstructions = toBytes(await engine.predict(this.examples));
    const end = performance.now();
    this.dueAt = end + Math.max(LEAST_MS, (end - start) / SHARE);
    return { count: this.examples.count, originals: this.originals.slice(), reconstructions, step: engine.step };
  }
}

/** 0…1 to 0…255, rounded and kept inside; NaN is black. */
function toBytes(values: Float32Array): Uint8Array {
  return Uint8Array.from(new Uint8ClampedArray(values.map((value) => 255 * value)));
}
