/**
 * Losses, mean over all elements, as PyTorch's MSELoss and BCELoss. A loss takes what the last map or σ gives and
 * makes value and gradient at once. Cross-entropy behind the output's sigmoid works on z before it: −log σ(z) =
 * softplus(−z) loses no digits, and its gradient σ(z) − t lives as long as in PyTorch's float64, far beyond where a float32
 * sigmoid saturates.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../../src/domain/experiment/experiment.ts';
import type { Block } from '../../src/domain/networks/description.ts';

export interface LossOp {
  /** Loss of each element of the output, given what comes before the loss and the targets. */
  elements(output: tf.Tensor, target: tf.Tensor): tf.Tensor;
  /** Derivative of each element's loss by the output: N times the mean's gradient. */
  slopes(output: tf.Tensor, target: tf.Tensor): tf.Tensor;
  /** Whether the output's sigmoid is part of the loss, so that it must not be applied before. */
  readonly includesSigmoid: boolean;
}

/** PyTorch lets no logarithm fall below −100. */
const MOST = 100;
/** PyTorch's floor of a·(1 − a) in the gradient of BCELoss. */
const FLOOR = 1e-12;

const mse: LossOp = {
  includesSigmoid: false,
  elements: (output, target) => tf.squaredDifference(output, target),
  slopes: (output, target) => tf.mul(2, tf.sub(output, target)),
};

const sigmoidBce: LossOp = {
  includesSigmoid: true,
  elements(z, target) {
    const hit = tf.mul(target, tf.minimum(softplus(tf.neg(z)), MOST));
    const miss = tf.mul(tf.sub(1, target), tf.minimum(softplus(z), MOST));
    return tf.add(hit, miss);
  },
  slopes: (z, target) => tf.mul(tf.sub(tf.sigmoid(z), target), tf.minimum(1, tf.div(sigmoidSlope(z), FLOOR))),
};

/** Cross-entropy of log-odds, as PyTorch's BCEWithLogitsLoss, for networks whose output is no probability: the sigmoid is the loss's alone. */
const oddsBce: LossOp = {
  includesSigmoid: false,
  elements: (z, target) => tf.sub(softplus(z), tf.mul(z, target)),
  slopes: (z, target) => tf.sub(tf.sigmoid(z), target),
};

/** The loss behind a network that ends in this block. The 2D net's output is σ's, whatever that is; its cross-entropy takes it as log-odds. */
export function lossOp(loss: Loss, last: Block): LossOp {
  switch (loss) {
    case 'mse':
      return mse;
    case 'bce':
      return last.after === 'sigmoid' ? sigmoidBce : oddsBce;
    default:
      return loss satisfies never;
  }
}

/** σ(z)·(1 − σ(z)), for which σ(z) itself has too few digits. */
function sigmoidSlope(z: tf.Tensor): tf.Tensor {
  const decay = tf.exp(tf.neg(tf.abs(z)));
  return tf.div(decay, tf.square(tf.add(1, decay)));
}

/** log(1 + eˣ) without overflow. */
function softplus(x: tf.Tensor): tf.Tensor {
  return tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}
