/**
 * Convolutions on WebGPU, as operations on tfjs's tensors: the kernels of the plan (`kernels/plan`), which tfjs's own
 * are fifty times slower than on some devices. Those want channels in quads, so other channels are padded with zeros,
 * and the result is cut. What the plan has no kernel for goes to tfjs's.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { correlation, type Convolution, type Taps } from '../plan/correlation.ts';
import { storedChannels, workgroupGrid, type Kernel } from '../plan/kernel.ts';
import { spread } from '../plan/spread.ts';
import { weightGradient } from '../plan/weight-gradient.ts';
import { runKernel } from '../webgpu-dispatch.ts';
import type { ConvGeometry, ConvKernels } from './kernels.ts';
import { stockConv } from './stock-conv.ts';

/** Right for any device, best for none: a plan tunes it. */
const TILE = { pixels: 4, quads: 2 };
/** Slices of a weight gradient's sum. Fixed, so that the order of additions is. */
const SLICES = 64;

export const webgpuConv: ConvKernels = {
  flopsPerCall: () => Infinity,
  forward(x, filter, bias, g) {
    const taps = tapsOf(g);
    return tf.tidy(() => {
      const inputs = [padded(x, taps.big), paddedFilter(filter, taps), paddedBias(bias, taps.small)];
      return cut(convolve(correlation(taps, TILE), inputs, g, x.shape[0], [g.outSize, taps.small]), g.outChannels);
    });
  },
  inputGradient(dy, filter, bias, g) {
    if (g.stride > 1 && g.stride !== g.kernel) return stockConv.inputGradient(dy, filter, bias, g);
    const taps = tapsOf(g);
    return tf.tidy(() => {
      const inputs = [padded(dy, taps.small), paddedFilter(filter, taps), paddedBias(bias, taps.big)];
      return cut(convolve(spread(taps, TILE), inputs, g, dy.shape[0], [g.inSize, taps.big]), g.inChannels);
    });
  },
  filterGradient(x, dy, g) {
    const taps = tapsOf(g);
    return tf.tidy(() => {
      const whole = sumOfSlices(taps, g, padded(x, taps.big), padded(dy, taps.small));
      return tf.slice4d(whole, [0, 0, 0, 0], [g.kernel, g.kernel, g.inChannels, g.outChannels]);
    });
  },
};

/** The large image keeps a single channel single; the small one is always in quads. */
function tapsOf({ kernel, stride, inChannels, outChannels }: ConvGeometry): Taps {
  return { kernel, stride, big: storedChannels(inChannels), small: Math.max(4, storedChannels(outChannels)) };
}

function convolve(
  convolution: Convolution,
  inputs: readonly tf.Tensor[],
  g: ConvGeometry,
  batch: number,
  [size, channels]: [number, number],
): tf.Tensor4D {
  const sides = { bigSize: g.inSize, smallSize: g.outSize };
  const sizes = { threads: convolution.threads(batch, sides), ...convolution.sizes(batch, sides) };
  return dispatch(convolution.kernel, inputs, [batch, size, size, channels], sizes) as tf.Tensor4D;
}

function sumOfSlices(taps: Taps, g: ConvGeometry, x: tf.Tensor4D, dy: tf.Tensor4D): tf.Tensor4D {
  const { kernel, threadsPerSlice } = weightGradient(taps);
  const rows = x.shape[0] * g.outSize;
  const rowsPerSlice = Math.ceil(rows / SLICES);
  const slices = Math.ceil(rows / rowsPerSlice);
  const sizes = { threads: slices * threadsPerSlice, bigSize: g.inSize, smallSize: g.outSize, rows, rowsPerSlice };
  const partial = dispatch(kernel, [x, dy], [slices, taps.kernel, taps.kernel, taps.big, taps.small], sizes);
  return tf.sum(partial, 0);
}

/** Runs a kernel of the plan on tensors; `sizes` by the names of its fields. */
function dispatch(
  kernel: Kernel,
  inputs: readonly tf.Tensor[],
  shape: readonly number[],
  sizes: Readonly<Record<string, number>>,
): tf.Tensor {
  const { key, code, workgroupSize } = kernel;
  const uniforms = Uint32Array.from(kernel.sizes, (field) => sizes[field]!);
  const [width, height] = workgroupGrid(Math.ceil(sizes['threads']! / workgroupSize));
  const [result] = runKernel(tf.backend() as WebGPUBackend, {
    kernel: { key: `plan/${key}`, code: () => code },
    outputShapes: [shape],
    inputs,
    uniforms: uniforms.buffer,
    workgroups: [width, height, 1],
  });
  return tf.engine().makeTensorFromTensorInfo(result!);
}

/** Zero channels appended up to this many. */
function padded(x: tf.Tensor4D, channels: number): tf.Tensor4D {
  const missing = channels - x.shape[3];
  return missing === 0 ? x : tf.pad4d(x, [[0, 0], [0, 0], [0, 0], [0, missing]]); // prettier-ignore
}

function paddedFilter(filter: tf.Tensor4D, { big, small }: Taps): tf.Tensor4D {
  const [, , inChannels, outChannels] = filter.shape;
  if (inChannels === big && outChannels === small) return filter;
  return tf.pad4d(filter, [[0, 0], [0, 0], [0, big - inChannels], [0, small - outChannels]]); // prettier-ignore
}

function paddedBias(bias: tf.Tensor1D | null, channels: number): tf.Tensor1D {
  if (bias === null) return tf.zeros([channels]);
  return bias.size === channels ? bias : tf.pad1d(bias, [0, channels - bias.size]);
}

function cut(y: tf.Tensor4D, channels: number): tf.Tensor4D {
  return y.shape[3] === channels ? y : tf.slice4d(y, [0, 0, 0, 0], [-1, -1, -1, channels]);
}
