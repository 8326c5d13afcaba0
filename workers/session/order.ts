/** Which examples make up which batch. A pure function of (seed, step): a checkpoint that says the step says everything. */
import { pcg } from '../../src/domain/random/pcg.ts';
import { Xoshiro128 } from '../../src/domain/random/xoshiro.ts';

export interface OrderOptions {
  readonly examples: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
}

/** Sets the order's random numbers apart from those of the weights, which come from the bare seed. */
const ORDER_KEY = 0x5bd1e995;

export class BatchOrder {
  private readonly options: OrderOptions;
  private epoch = -1;
  private permutation: Uint32Array = new Uint32Array(0);

  constructor(options: OrderOptions) {
    this.options = options;
  }

  /** Batches of a whole epoch; the examples left over sit that epoch out. */
  get stepsPerEpoch(): number {
    return Math.floor(this.options.examples / this.options.batchSize);
  }

  /** Indices of the examples of batch `t`, counted from 0 over the whole run. */
  batch(t: number): Uint32Array {
    return this.options.shuffle ? this.shuffledBatch(t) : this.plainBatch(t);
  }

  private plainBatch(t: number): Uint32Array {
    const { batchSize, examples } = this.options;
    return Uint32Array.from({ length: batchSize }, (_, i) => (t * batchSize + i) % examples);
  }

  private shuffledBatch(t: number): Uint32Array {
    const { batchSize, examples, seed } = this.options;
    const epoch = Math.floor(t / this.stepsPerEpoch);
    if (epoch !== this.epoch) {
      this.permutation = new Xoshiro128(pcg(pcg(seed ^ ORDER_KEY) + epoch)).permutation(examples);
      this.epoch = epoch;
    }
    const start = (t % this.stepsPerEpoch) * batchSize;
    return this.permutation.slice(start, start + batchSize);
  }
}
