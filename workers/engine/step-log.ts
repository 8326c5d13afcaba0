/**
 * What steps report, kept on the device until somebody asks: a tensor of fixed size that shifts, so that no tensor is
 * added by a step.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { StepReport } from './engine.ts';

const CAPACITY = 256;

export class StepLog {
  private rows = tf.zeros<tf.Rank.R2>([CAPACITY, 2]);
  private count = 0;
  private readonly earlier: number[] = [];

  /** Adds a step's loss and gradient norm, scalars that it takes over. Only now and then does it wait. */
  async add(loss: tf.Scalar, gradNorm: tf.Scalar): Promise<void> {
    if (this.count === CAPACITY) await this.flush();
    const rows = tf.tidy(() =>
      tf.concat2d(
        [tf.slice2d(this.rows, [1, 0], [CAPACITY - 1, 2]), tf.reshape(tf.stack([loss, gradNorm]), [1, 2])],
        0,
      ),
    );
    tf.dispose([this.rows, loss, gradNorm]);
    this.rows = rows;
    this.count++;
  }

  /** Everything added since the last call. */
  async take(): Promise<StepReport> {
    await this.flush();
    const pairs = this.earlier.splice(0);
    return {
      losses: Float32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i]!),
      gradNorms: Float32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i + 1]!),
    };
  }

  clear(): void {
    this.count = 0;
    this.earlier.length = 0;
  }

  dispose(): void {
    this.rows.dispose();
  }

  private async flush(): Promise<void> {
    const values = await this.rows.data();
    this.earlier.push(...values.subarray(2 * (CAPACITY - this.count)));
    this.count = 0;
  }
}
