/** Convolutions by tfjs's own kernels, on any backend that has them all. */
import * as tf from '@tensorflow/tfjs-core';
import type { ConvKernels } from './kernels.ts';

export const stockConv: ConvKernels = {
  flopsPerCall: () => Infinity,
  forward(x, filter, bias, { stride }) {
    return tf.tidy(() => withBias(tf.conv2d(x, filter, stride, 'valid'), bias));
  },
  inputGradient(dy, filter, bias, { stride, inSize, inChannels }) {
    const shape: [number, number, number, number] = [dy.shape[0], inSize, inSize, inChannels];
    return tf.tidy(() => withBias(tf.conv2dTranspose(dy, filter, shape, stride, 'valid'), bias));
  },
  filterGradient(x, dy, { kernel, stride, inChannels, outChannels }) {
    const filterShape = [kernel, kernel, inChannels, outChannels];
    const attributes = { strides: stride, pad: 'valid', dataFormat: 'NHWC', dimRoundingMode: undefined, filterShape };
    return tf
      .engine()
      .runKernel<tf.Tensor4D>(tf.Conv2DBackpropFilter, { x, dy }, attributes as unknown as tf.NamedAttrMap);
  },
};

function withBias(y: tf.Tensor4D, bias: tf.Tensor1D | null): tf.Tensor4D {
  return bias === null ? y : tf.add(y, bias);
}
