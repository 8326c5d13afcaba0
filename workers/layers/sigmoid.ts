/** The output's plain sigmoid, with its own exact derivative a·(1 − a). No parameters. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerOp } from './op.ts';

export const sigmoidOp: LayerOp = {
  *forward(x) {
    yield;
    const y = tf.sigmoid(x);
    return { y, saved: [y.clone()] };
  },
  *backward(dy, [a]) {
    yield;
    return { dx: tf.tidy(() => tf.mul(dy, tf.mul(a!, tf.sub(1, a!)))), dparams: [] };
  },
};
