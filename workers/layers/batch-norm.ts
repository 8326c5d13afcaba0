/**
 * Batch normalisation as nn.BatchNorm2d has it: momentum 0.1, biased variance to normalise, unbiased to remember, the
 * remembered in evaluation.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Moments } from '../kernels/norm/kernels.ts';
import { normKernels } from '../kernels/norm/norm.ts';
import type { LayerOp } from './op.ts';

/** Share of the new batch in the running statistics. */
export const NORM_MOMENTUM = 0.1;

/**
 * Training: x normalised by its own moments. Parameters: weight, bias. `momentsOf` finds the moments among what is
 * saved.
 */
export const batchNormOp: LayerOp = {
  *forward(x, params) {
    const [weight, bias] = params as [tf.Tensor1D, tf.Tensor1D];
    yield;
    const moments = normKernels().moments(x);
    yield;
    const y = normKernels().apply(x, moments, weight, bias);
    return { y, saved: [x.clone(), weight.clone(), moments.mean, moments.variance] };
  },
  *backward(dy, saved) {
    const [x, weight] = saved as [tf.Tensor, tf.Tensor1D];
    yield;
    const { dx, dweight, dbias } = normKernels().gradients(dy, x, momentsOf(saved), weight);
    return { dx, dparams: [dweight, dbias] };
  },
};

/** The batch's moments, of what `batchNormOp` saved; still owned by that. */
export function momentsOf(saved: readonly tf.Tensor[]): Moments {
  return { mean: saved[2] as tf.Tensor1D, variance: saved[3] as tf.Tensor1D };
}

/** Evaluation: x normalised by the running statistics. */
export function normalise(x: tf.Tensor, running: Moments, weight: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor {
  return normKernels().apply(x, running, weight, bias);
}

/**
 * running ← 0.9·running + 0.1·batch, the batch's variance made unbiased by n/(n − 1), where n counts the values of a
 * channel. Returns new tensors.
 */
export function nextRunning(running: Moments, batch: Moments, count: number): Moments {
  const blend = (old: tf.Tensor1D, now: tf.Tensor1D, factor: number): tf.Tensor1D =>
    tf.tidy(() => tf.add(tf.mul(old, 1 - NORM_MOMENTUM), tf.mul(now, NORM_MOMENTUM * factor)));
  return {
    mean: blend(running.mean, batch.mean, 1),
    variance: blend(running.variance, batch.variance, count / (count - 1)),
  };
}
