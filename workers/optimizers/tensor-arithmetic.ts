/**
 * The arithmetic of optimizers over tensors; a JavaScript number among them stands for a scalar. Call it inside
 * tf.tidy.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Arithmetic } from '../../src/domain/optimizers/arithmetic.ts';

export type TensorOrNumber = tf.Tensor | number;

export const tensors: Arithmetic<TensorOrNumber> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, b),
  sqrt: (a) => tf.sqrt(a),
  min: (a, b) => tf.minimum(a, b),
  max: (a, b) => tf.maximum(a, b),
  // Not tf.step, whose value at 0 and NaN differs between drivers.
  positive: (a) => tf.cast(tf.greater(a, 0), 'float32'),
  constant: (value) => value,
};
