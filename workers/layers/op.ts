/**
 * A layer as an explicit pair: forward makes y and what backward will need, backward makes the gradients. Engines run
 * the pairs themselves, without a tape, so that they may stop between kernels; `customGradOf` turns the same pair
 * into an op for tfjs's tape. There is no second definition of any gradient.
 */
import * as tf from '@tensorflow/tfjs-core';

/**
 * Work that can be left off for a while: it yields where other messages may be heard, between kernels. No tidy scope
 * may be open across a yield, so works dispose of what they make.
 */
export type Work<T> = Generator<undefined, T, undefined>;

/** The caller owns, and disposes of, every tensor in it. */
export interface Forward {
  readonly y: tf.Tensor;
  /** What backward needs, x and parameters among it as clones. */
  readonly saved: readonly tf.Tensor[];
}

/** The caller owns every tensor in it. */
export interface Backward {
  /** ∂L/∂x, or null where it wasn't wanted. */
  readonly dx: tf.Tensor | null;
  /** ∂L/∂parameter, in the order of the parameters. */
  readonly dparams: readonly tf.Tensor[];
}

export interface LayerOp {
  forward(x: tf.Tensor, params: readonly tf.Tensor[]): Work<Forward>;
  /** `saved` is what forward gave, and stays the caller's. */
  backward(dy: tf.Tensor, saved: readonly tf.Tensor[], wantsInput: boolean): Work<Backward>;
}

/** Does all of a work at once. */
export function runNow<T>(work: Work<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** The pair as a differentiable function of x and the parameters for tf.grads and its like. */
export function customGradOf(op: LayerOp): (x: tf.Tensor, ...params: tf.Tensor[]) => tf.Tensor {
  const differentiable = tf.customGrad((...args) => {
    const save = args.pop() as unknown as (tensors: tf.Tensor[]) => void;
    const [x, ...params] = args as tf.Tensor[];
    const { y, saved } = runNow(op.forward(x!, params));
    save([...saved]);
    return { value: y, gradFunc: (dy, kept) => gradients(op, dy, kept) };
  });
  return (x, ...params) => differentiable(x, ...params);
}

function gradients(op: LayerOp, dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] {
  const { dx, dparams } = runNow(op.backward(dy, saved, true));
  return [dx!, ...dparams];
}
