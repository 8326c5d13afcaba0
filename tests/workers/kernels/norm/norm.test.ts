import * as tf from '@tensorflow/tfjs-core';
import { Xoshiro128 } from '../../../../src/domain/random/xoshiro.ts';
import { NORM_EPSILON } from '../../../../workers/kernels/norm/kernels.ts';
import { normKernels } from '../../../../workers/kernels/norm/norm.ts';
import { assert } from '../../../support/expect.ts';
import { onBackends, relativeError } from '../../backends.ts';

/** Rows (batch × pixels) and channels; a mean far from 0 shows cancellation. */
const SHAPES = [[3, 1, 0], [5, 3, 0], [33, 4, 1], [64, 16, 0], [65, 17, 30], [1300, 5, 100]] as const; // prettier-ignore

function draw(random: Xoshiro128, length: number, mean = 0): Float32Array {
  return Float32Array.from({ length }, () => mean + random.normal());
}

function channelMeans(values: ArrayLike<number>, channels: number): Float64Array {
  const sums = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) sums[i % channels]! += values[i]!;
  return sums.map((sum) => (sum * channels) / values.length);
}

/** Everything in float64, by the definitions. */
function reference(x: Float32Array, dy: Float32Array, weight: Float32Array, bias: Float32Array) {
  const channels = weight.length;
  const mean = channelMeans(x, channels);
  const variance = channelMeans(
    Float64Array.from(x, (value, i) => (value - mean[i % channels]!) ** 2),
    channels,
  );
  const inverse = variance.map((v) => 1 / Math.sqrt(v + NORM_EPSILON));
  const normal = Float64Array.from(x, (value, i) => (value - mean[i % channels]!) * inverse[i % channels]!);
  const y = normal.map((value, i) => value * weight[i % channels]! + bias[i % channels]!);
  const level = channelMeans(dy, channels);
  const slope = channelMeans(
    normal.map((value, i) => value * dy[i]!),
    channels,
  );
  const dx = Float64Array.from(
    dy,
    (g, i) =>
      weight[i % channels]! * inverse[i % channels]! * (g - level[i % channels]! - normal[i]! * slope[i % channels]!),
  );
  const rows = x.length / channels;
  return {
    mean,
    variance,
    y,
    dx,
    dweight: slope.map((value) => value * rows),
    dbias: level.map((value) => value * rows),
  };
}

onBackends('batch-normalisation kernels', () => {
  for (const [rows, channels, offset] of SHAPES) {
    it(`agree with float64: ${String(rows)} rows of ${String(channels)} around ${String(offset)}`, async () => {
      const random = new Xoshiro128(rows);
      const values = draw(random, rows * channels, offset);
      const gradients = draw(random, rows * channels);
      const weights = draw(random, channels, 1);
      const biases = draw(random, channels);
      const expected = reference(values, gradients, weights, biases);
      const before = tf.memory().numTensors;
      const x = tf.tensor2d(values, [rows, channels]);
      const dy = tf.tensor2d(gradients, [rows, channels]);
      const weight = tf.tensor1d(weights);
      const bias = tf.tensor1d(biases);
      const kernels = normKernels();
      const moments = kernels.moments(x);
      const y = kernels.apply(x, moments, weight, bias);
      const { dx, dweight, dbias } = kernels.gradients(dy, x, moments, weight);
      // float32 knows a mean of 100 to 4e-6 of a deviation.
      const tolerance = 3e-6 * (1 + offset);
      assert.isBelow(relativeError(await moments.mean.data(), expected.mean), 1e-6, 'mean');
      assert.isBelow(relativeError(await moments.variance.data(), expected.variance), 5e-6, 'variance');
      assert.isBelow(relativeError(await y.data(), expected.y), tolerance, 'y');
      assert.isBelow(relativeError(await dx.data(), expected.dx), tolerance, 'dx');
      assert.isBelow(relativeError(await dweight.data(), expected.dweight), tolerance, 'dweight');
      assert.isBelow(relativeError(await dbias.data(), expected.dbias), tolerance, 'dbias');
      tf.dispose([x, dy, weight, bias, moments.mean, moments.variance, y, dx, dweight, dbias]);
      assert.equal(tf.memory().numTensors, before, 'tensors left over');
    });
  }
});
