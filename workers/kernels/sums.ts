/**
 * Sums that keep their digits: float64 where tensors lie in this thread's memory (the wasm backend's own adds float32
 * one by one), tfjs's trees elsewhere.
 */
import * as tf from '@tensorflow/tfjs-core';
import { hostKernel, isHostBackend } from './host.ts';

/** Σ x over all elements. */
export function total(x: tf.Tensor): tf.Scalar {
  if (!isHostBackend()) return tf.sum(x);
  return scalarLoop(x, (values) => {
    let sum = 0;
    for (const value of values) sum += value;
    return sum;
  });
}

/** Σ x² over all elements. */
export function totalOfSquares(x: tf.Tensor): tf.Scalar {
  if (!isHostBackend()) return tf.tidy(() => tf.sum(tf.square(x)));
  return scalarLoop(x, (values) => {
    let sum = 0;
    for (const value of values) sum += value * value;
    return sum;
  });
}

/** Σ over all but the last axis, on whose places the sums stand. */
export function channelTotals(x: tf.Tensor): tf.Tensor1D {
  const channels = x.shape.at(-1)!;
  if (!isHostBackend()) return tf.tidy(() => tf.sum(tf.reshape(x, [-1, channels]), 0));
  return hostKernel([x], [[channels]], ([values], [out]) => {
    const sums = new Float64Array(channels);
    for (let i = 0; i < values!.length; i += channels) {
      for (let c = 0; c < channels; c++) sums[c]! += values![i + c]!;
    }
    out!.set(sums);
  })[0] as tf.Tensor1D;
}

function scalarLoop(x: tf.Tensor, sum: (values: Float32Array) => number): tf.Scalar {
  return hostKernel([x], [[]], ([values], [out]) => {
    out![0] = sum(values!);
  })[0] as tf.Scalar;
}
