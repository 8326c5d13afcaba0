/**
 * Batch normalisation as loops over rows of channels: one pass for the moments, one to apply, two for the gradients.
 * Sums are float64.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { hostKernel } from '../host.ts';
import { NORM_EPSILON, type NormKernels } from './kernels.ts';

export const hostNorm: NormKernels = {
  moments(x) {
    const channels = x.shape.at(-1)!;
    const [mean, variance] = hostKernel([x], [[channels], [channels]], ([values], [means, variances]) => {
      momentsOf(values!, means!, variances!);
    });
    return { mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D };
  },
  apply(x, { mean, variance }, weight, bias) {
    return hostKernel(
      [x, mean, variance, weight, bias],
      [x.shape],
      ([values, means, variances, weights, biases], [out]) => {
        const scale = scalesOf(variances!, weights!);
        affine(
          values!,
          scale,
          Float64Array.from(scale, (s, c) => biases![c]! - means![c]! * s),
          out!,
        );
      },
    )[0]!;
  },
  gradients(dy, x, { mean, variance }, weight) {
    const channels = weight.size;
    const [dx, dweight, dbias] = hostKernel(
      [dy, x, mean, variance, weight],
      [x.shape, [channels], [channels]],
      (inputs, outputs) => {
        gradientsOf(inputs as Five, outputs as Three);
      },
    );
    return { dx: dx!, dweight: dweight as tf.Tensor1D, dbias: dbias as tf.Tensor1D };
  },
};

type Three = [Float32Array, Float32Array, Float32Array];
type Five = [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];

/** Sums of distances from the first row, and of their squares: shifted so that a large mean costs no digits. */
function momentsOf(x: Float32Array, means: Float32Array, variances: Float32Array): void {
  const channels = means.length;
  const count = x.length / channels;
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let i = 0; i < x.length; i += channels) {
    for (let c = 0; c < channels; c++) {
      const d = x[i + c]! - x[c]!;
      sums[c]! += d;
      squares[c]! += d * d;
    }
  }
  for (let c = 0; c < channels; c++) {
    const shifted = sums[c]! / count;
    means[c] = x[c]! + shifted;
    variances[c] = Math.max(0, squares[c]! / count - shifted * shifted);
  }
}

/** weight/√(variance + ε) of each channel. */
function scalesOf(variances: Float32Array, weights: Float32Array): Float64Array {
  return Float64Array.from(weights, (weight, c) => weight / Math.sqrt(variances[c]! + NORM_EPSILON));
}

function affine(x: Float32Array, scale: Float64Array, shift: Float64Array, out: Float32Array): void {
  const channels = scale.length;
  for (let i = 0; i < x.length; i += channels) {
    for (let c = 0; c < channels; c++) out[i + c] = x[i + c]! * scale[c]! + shift[c]!;
  }
}

/** dx = scale·(dy − mean(dy) − x̂·mean(dy·x̂)) with x̂ = (x − μ)/√(v + ε), as scale·dy − slope·(x − μ) − level. */
function gradientsOf([dy, x, means, variances, weights]: Five, [dx, dweight, dbias]: Three): void {
  const channels = weights.length;
  const count = x.length / channels;
  const { sums, products } = productSums(dy, x, means);
  const scale = scalesOf(variances, weights);
  const slope = new Float64Array(channels);
  const level = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    const spread = variances[c]! + NORM_EPSILON;
    dbias[c] = sums[c]!;
    dweight[c] = products[c]! / Math.sqrt(spread);
    slope[c] = (scale[c]! * products[c]!) / (spread * count);
    level[c] = (scale[c]! * sums[c]!) / count - slope[c]! * means[c]!;
  }
  for (let i = 0; i < x.length; i += channels) {
    for (let c = 0; c < channels; c++) dx[i + c] = dy[i + c]! * scale[c]! - x[i + c]! * slope[c]! - level[c]!;
  }
}

/** Σ dy and Σ dy·(x − μ) of each channel. */
function productSums(dy: Float32Array, x: Float32Array, means: Float32Array) {
  const channels = means.length;
  const sums = new Float64Array(channels);
  const products = new Float64Array(channels);
  for (let i = 0; i < x.length; i += channels) {
    for (let c = 0; c < channels; c++) {
      const g = dy[i + c]!;
      sums[c]! += g;
      products[c]! += g * (x[i + c]! - means[c]!);
    }
  }
  return { sums, products };
}
