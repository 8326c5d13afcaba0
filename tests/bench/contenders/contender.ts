/** What the benchmark asks of each contender: the autoencoder of SPEC §5 with ReLU, trained on noise. */

export interface Case {
  readonly channels: number;
  readonly batchSize: number;
}

export interface Contender {
  /** Takes one step, or enqueues it. */
  step(): Promise<void>;
  /** Waits until everything enqueued is computed, and reads the last loss. */
  finish(): Promise<number>;
}

/** Latent channels of every case. */
export const LATENT = 16;

/** Bytes of images, the same for everyone. */
export function imageBytes(count: number): Uint8Array<ArrayBuffer> {
  let state = 12345;
  return Uint8Array.from({ length: count * 784 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) & 255;
  });
}
