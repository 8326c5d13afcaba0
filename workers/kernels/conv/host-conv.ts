/**
 * Convolutions as plain loops, for the cpu backend, whose own go through a bounds-checked buffer and take several
 * times as long. The innermost loop runs over output channels, along which filter, y and dy are contiguous. Sums are
 * float64.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { hostKernel } from '../host.ts';
import type { ConvGeometry, ConvKernels } from './kernels.ts';

/** About 30 ms of a laptop. */
const FLOPS_PER_CALL = 2e7;

export const hostConv: ConvKernels = {
  flopsPerCall: () => FLOPS_PER_CALL,
  forward(x, filter, bias, g) {
    const batch = x.shape[0];
    const shape = [batch, g.outSize, g.outSize, g.outChannels];
    return hostKernel(bias === null ? [x, filter] : [x, filter, bias], [shape], ([values, weights, biases], [out]) => {
      forwardLoop(values!, weights!, biases, out!, batch, g);
    })[0] as tf.Tensor4D;
  },
  inputGradient(dy, filter, bias, g) {
    const batch = dy.shape[0];
    const shape = [batch, g.inSize, g.inSize, g.inChannels];
    return hostKernel(
      bias === null ? [dy, filter] : [dy, filter, bias],
      [shape],
      ([values, weights, biases], [out]) => {
        inputGradientLoop(values!, weights!, biases, out!, batch, g);
      },
    )[0] as tf.Tensor4D;
  },
  filterGradient(x, dy, g) {
    const shape = [g.kernel, g.kernel, g.inChannels, g.outChannels];
    return hostKernel([x, dy], [shape], ([values, gradients], [out]) => {
      filterGradientLoop(values!, gradients!, out!, x.shape[0], g);
    })[0] as tf.Tensor4D;
  },
};

/** Calls `visit` with the offset of each y pixel and that of the x pixel under the filter's first tap. */
function eachOutputPixel(batch: number, g: ConvGeometry, visit: (yOffset: number, xOffset: number) => void): void {
  const { inSize, outSize, stride } = g;
  for (let n = 0; n < batch; n++) {
    for (let p = 0; p < outSize; p++) {
      for (let q = 0; q < outSize; q++) {
        visit(
          ((n * outSize + p) * outSize + q) * g.outChannels,
          ((n * inSize + p * stride) * inSize + q * stride) * g.inChannels,
        );
      }
    }
  }
}

function forwardLoop(
  x: Float32Array,
  filter: Float32Array,
  bias: Float32Array | undefined,
  y: Float32Array,
  batch: number,
  g: ConvGeometry,
): void {
  const { kernel, inSize, inChannels, outChannels } = g;
  const rowLength = kernel * inChannels;
  const sums = new Float64Array(outChannels);
  eachOutputPixel(batch, g, (yOffset, xOffset) => {
    if (bias) sums.set(bias);
    else sums.fill(0);
    let w = 0;
    for (let u = 0; u < kernel; u++) {
      const row = xOffset + u * inSize * inChannels;
      for (let i = row; i < row + rowLength; i++) {
        const value = x[i]!;
        for (let o = 0; o < outChannels; o++) sums[o]! += value * filter[w++]!;
      }
    }
    y.set(sums, yOffset);
  });
}

function inputGradientLoop(
  dy: Float32Array,
  filter: Float32Array,
  bias: Float32Array | undefined,
  dx: Float32Array,
  batch: number,
  g: ConvGeometry,
): void {
  const { kernel, inSize, inChannels, outChannels } = g;
  const rowLength = kernel * inChannels;
  const sums = new Float64Array(dx.length);
  if (bias) for (let i = 0; i < sums.length; i++) sums[i] = bias[i % inChannels]!;
  eachOutputPixel(batch, g, (yOffset, xOffset) => {
    let w = 0;
    for (let u = 0; u < kernel; u++) {
      const row = xOffset + u * inSize * inChannels;
      for (let i = row; i < row + rowLength; i++) {
        let sum = 0;
        for (let o = 0; o < outChannels; o++) sum += dy[yOffset + o]! * filter[w++]!;
        sums[i]! += sum;
      }
    }
  });
  dx.set(sums);
}

function filterGradientLoop(
  x: Float32Array,
  dy: Float32Array,
  dfilter: Float32Array,
  batch: number,
  g: ConvGeometry,
): void {
  const { kernel, inSize, inChannels, outChannels } = g;
  const rowLength = kernel * inChannels;
  const sums = new Float64Array(dfilter.length);
  eachOutputPixel(batch, g, (yOffset, xOffset) => {
    let w = 0;
    for (let u = 0; u < kernel; u++) {
      const row = xOffset + u * inSize * inChannels;
      for (let i = row; i < row + rowLength; i++) {
        const value = x[i]!;
        for (let o = 0; o < outChannels; o++) sums[w++]! += value * dy[yOffset + o]!;
      }
    }
  });
  dfilter.set(sums);
}
