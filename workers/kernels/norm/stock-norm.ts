/**
 * Batch normalisation out of tfjs's own kernels, for any backend. With x̂ = (x − μ)/√(v + ε): dx = weight/√(v +
 * ε)·(dy − mean(dy) − x̂·mean(dy·x̂)).
 */
import * as tf from '@tensorflow/tfjs-core';
import { NORM_EPSILON, type NormKernels } from './kernels.ts';

export const stockNorm: NormKernels = {
  moments(x) {
    const [mean, variance] = tf.tidy((): [tf.Tensor1D, tf.Tensor1D] => {
      const rows = asRows(x);
      const means = tf.mean<tf.Tensor1D>(rows, 0);
      return [means, tf.mean(tf.square(tf.sub(rows, means)), 0)];
    });
    return { mean, variance };
  },
  apply(x, { mean, variance }, weight, bias) {
    return tf.tidy(() => {
      const scale = tf.mul(weight, inverseDeviation(variance));
      return tf.add(tf.mul(tf.sub(x, mean), scale), bias);
    });
  },
  gradients(dy, x, { mean, variance }, weight) {
    const [dx, dweight, dbias] = tf.tidy((): [tf.Tensor, tf.Tensor1D, tf.Tensor1D] => {
      const inverse = inverseDeviation(variance);
      const normal = tf.mul(tf.sub(x, mean), inverse);
      const sums = tf.sum<tf.Tensor1D>(asRows(dy), 0);
      const products = tf.sum<tf.Tensor1D>(asRows(tf.mul(dy, normal)), 0);
      const count = x.size / weight.size;
      const centred = tf.sub(tf.sub(dy, tf.div(sums, count)), tf.mul(normal, tf.div(products, count)));
      return [tf.mul(centred, tf.mul(weight, inverse)), products, sums];
    });
    return { dx, dweight, dbias };
  },
};

function asRows(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, [-1, x.shape.at(-1)!]);
}

function inverseDeviation(variance: tf.Tensor): tf.Tensor {
  return tf.rsqrt(tf.add(variance, NORM_EPSILON));
}
