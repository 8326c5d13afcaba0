/**
 * Convolutions on tfjs's wasm backend. Its Conv2D (XNNPACK, SIMD) is fast; its Conv2DBackpropInput is a plain loop, and Conv2DBackpropFilter is missing. So
 * everything is put as a Conv2D or a matrix product:
 * - filterGradient: a convolution of x with batch and channels exchanged, with dy as the filter; the stride becomes dilation.
 * - inputGradient at stride 1: dy padded by k − 1, under the filter turned round and transposed.
 * - inputGradient where kernel = stride: patches don't overlap, so it is a matrix product whose rows are then laid out as patches.
 * XNNPACK keeps packed weights for as long as the filter's tensor lives: never write into a filter in place.
 */
import * as tf from '@tensorflow/tfjs-core';
import { hostKernel } from '../host.ts';
import { hostConv } from './host-conv.ts';
import type { ConvGeometry, ConvKernels } from './kernels.ts';

export const wasmConv: ConvKernels = {
  flopsPerCall: 3e8,
  forward(x, filter, bias, { stride }) {
    return convolve(x, filter, bias, stride);
  },
  inputGradient(dy, filter, bias, g) {
    if (g.stride === 1) return tf.tidy(() => fullConvolution(dy, filter, bias, g));
    if (g.stride === g.kernel) return tf.tidy(() => spreadPatches(dy, filter, bias, g));
    return hostConv.inputGradient(dy, filter, bias, g);
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

function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D | null, stride: number): tf.Tensor4D {
  return bias === null ? tf.conv2d(x, filter, stride, 'valid') : tf.fused.conv2d({ x, filter, strides: stride, pad: 'valid', bias });
}

function fullConvolution(dy: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D | null, { kernel }: ConvGeometry): tf.Tensor4D {
  const border: [number, number] = [kernel - 1, kernel - 1];
  const padded = tf.pad(dy, [[0, 0], border, border, [0, 0]]);
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return convolve(padded, turned, bias, 1);
}

function spreadPatches(dy: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D | null, g: ConvGeometry): tf.Tensor4D {
  const { kernel, inSize, inChannels, outSize, outChannels } = g;
  const batch = dy.shape[0];
  const columns = tf.transpose(tf.reshape(filter, [kernel * kernel * inChannels, outChannels]));
  const patches = tf.matMul(tf.reshape(dy, [batch * outSize * outSize, outChannels]), columns);
  return hostKernel(bias === null ? [patches] : [patches, bias], [[batch, inSize, inSize, inChannels]], ([values, biases], [out]) => {
    layOut(values!, biases, out!, batch * outSize, g);
  })[0] as tf.Tensor4D;
}

/** Rows of patches, (row of patches, patch, u, v·I), to rows of pixels, (row of patches, u, patch, v·I), with the bias added. */
function layOut(patches: Float32Array, bias: Float32Array | undefined, pixels: Float32Array, rows: number, { kernel, outSize, inChannels }: ConvGeometry): void {
  const run = kernel * inChannels;
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < kernel; u++) {
      for (let q = 0; q < outSize; q++) {
        const from = ((row * outSize + q) * kernel + u) * run;
        const to = ((row * kernel + u) * outSize + q) * run;
        for (let i = 0; i < run; i++) pixels[to + i] = patches[from + i]! + (bias ? bias[i % inChannels]! : 0);
      }
    }
  }
}
