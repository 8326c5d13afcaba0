/**
 * What every backend must compute for convolutions without padding, NHWC. A transposed convolution has no kernels of
 * its own: its forward is the `inputGradient` of the convolution it transposes, its input gradient that one's
 * `forward`, and its filter gradient has the two inputs exchanged.
 */
import type * as tf from '@tensorflow/tfjs-core';

/**
 * A square convolution, from inSize² pixels of inChannels to outSize² of outChannels; outSize = (inSize −
 * kernel)/stride + 1, exactly.
 */
export interface ConvGeometry {
  readonly kernel: number;
  readonly stride: number;
  readonly inSize: number;
  readonly outSize: number;
  readonly inChannels: number;
  readonly outChannels: number;
}

/** Shapes: x (N, in, in, I), filter (k, k, I, O), y and dy (N, out, out, O). All results are new tensors. */
export interface ConvKernels {
  /** y[n,p,q,o] = bias[o] + Σ x[n, s·p+u, s·q+v, i]·filter[u,v,i,o]. */
  forward(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D | null, g: ConvGeometry): tf.Tensor4D;
  /**
   * dx[n,a,b,i] = bias[i] + Σ dy[n,p,q,o]·filter[u,v,i,o] over all s·p+u = a, s·q+v = b. The bias (I) serves the
   * transposed convolution.
   */
  inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D | null, g: ConvGeometry): tf.Tensor4D;
  /** dfilter[u,v,i,o] = Σ x[n, s·p+u, s·q+v, i]·dy[n,p,q,o]. */
  filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, g: ConvGeometry): tf.Tensor4D;
  /**
   * How many floating-point operations a call may take before it should give way to the event loop; Infinity where
   * calls only enqueue.
   */
  flopsPerCall(g: ConvGeometry): number;
}

/** Floating-point operations of one call for one example, the same for all three. */
export function flopsPerExample(g: ConvGeometry): number {
  return 2 * g.kernel ** 2 * g.inChannels * g.outChannels * g.outSize ** 2;
}
