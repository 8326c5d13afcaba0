/**
 * Convolutions on tfjs's wasm backend. Its Conv2D (XNNPACK, SIMD) is fast; its Conv2DBackpropInput is a plain loop,
 * and Conv2DBackpropFilter is missing. So everything large is put as a Conv2D:
 * - filterGradient: a convolution of x with batch and channels exchanged, with dy as the filter; the stride becomes
 *   dilation.
 * - inputGradient at stride 1: dy padded by k − 1, under the filter turned round and transposed. What costs little
 *   anyway goes through the float64 loops of `host-conv.ts` on the way forward: few pixels, or one channel to read.
 *   There BatchNorm finds the smallest deviations, by which it divides and so enlarges rounding errors; they decide
 *   on which side of a kink a later pre-activation falls. XNNPACK keeps packed weights for as long as the filter's
 *   tensor lives: never write into a filter in place.
 */
import * as tf from '@tensorflow/tfjs-core';
import { hostConv } from './host-conv.ts';
import type { ConvGeometry, ConvKernels } from './kernels.ts';

/** About 30 ms of a laptop. */
const FLOPS_PER_CALL = 3e8;

export const wasmConv: ConvKernels = {
  flopsPerCall: (g) => (isSmall(g) ? hostConv.flopsPerCall(g) : FLOPS_PER_CALL),
  forward(x, filter, bias, g) {
    return isSmall(g) ? hostConv.forward(x, filter, bias, g) : convolve(x, filter, bias, g.stride);
  },
  inputGradient(dy, filter, bias, g) {
    if (isSmall(g) || g.stride > 1) return hostConv.inputGradient(dy, filter, bias, g);
    return tf.tidy(() => fullConvolution(dy, filter, bias, g));
  },
  filterGradient(x, dy, { stride }) {
    return tf.tidy(() => {
      const images = tf.transpose(x, [3, 1, 2, 0]);
      const gradients = tf.transpose(dy, [1, 2, 0, 3]);
      const filter = tf.conv2d(images, gradients, 1, 'valid', 'NHWC', stride);
      return tf.transpose(filter, [1, 2, 0, 3]);
    });
  },
};

/**
 * In the autoencoder: the first and the last map and those between 18² pixels and 1, together a thirtieth of the
 * arithmetic.
 */
function isSmall({ inChannels, outSize }: ConvGeometry): boolean {
  return inChannels === 1 || outSize <= 6;
}

function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D | null, stride: number): tf.Tensor4D {
  return bias === null
    ? tf.conv2d(x, filter, stride, 'valid')
    : tf.fused.conv2d({ x, filter, strides: stride, pad: 'valid', bias });
}

function fullConvolution(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | null,
  { kernel }: ConvGeometry,
): tf.Tensor4D {
  const border: [number, number] = [kernel - 1, kernel - 1];
  const padded = tf.pad(dy, [[0, 0], border, border, [0, 0]]);
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return convolve(padded, turned, bias, 1);
}
