import * as tf from '@tensorflow/tfjs-core';
import { Xoshiro128 } from '../../../../src/domain/random/xoshiro.ts';
import { convKernels } from '../../../../workers/kernels/conv/conv.ts';
import type { ConvGeometry } from '../../../../workers/kernels/conv/kernels.ts';
import { channelTotals } from '../../../../workers/kernels/sums.ts';
import { assert } from '../../../support/expect.ts';
import { onBackends, relativeError } from '../../backends.ts';

/** kernel, stride, outSize, inChannels, outChannels, batch */
type Shape = readonly [number, number, number, number, number, number];

const SHAPES: readonly Shape[] = [
  [3, 1, 26, 1, 8, 2],
  [3, 1, 26, 8, 1, 2],
  [3, 1, 5, 8, 8, 3],
  [3, 3, 6, 8, 8, 2],
  [3, 3, 2, 8, 8, 1],
  [2, 1, 1, 8, 3, 5],
  [2, 1, 1, 16, 16, 4],
  [3, 1, 4, 3, 5, 2],
  [3, 3, 2, 5, 3, 2],
  [3, 1, 1, 1, 1, 1],
  [3, 1, 7, 16, 17, 1],
  [3, 1, 7, 17, 16, 1],
  [3, 1, 9, 4, 4, 3],
  [3, 1, 3, 3, 1, 65],
  [2, 2, 4, 4, 8, 2],
  [3, 2, 3, 3, 4, 2],
  [1, 1, 6, 4, 5, 2],
  [5, 1, 3, 4, 8, 1],
];

function geometry([kernel, stride, outSize, inChannels, outChannels]: Shape): ConvGeometry {
  return { kernel, stride, outSize, inSize: (outSize - 1) * stride + kernel, inChannels, outChannels };
}

function draw(random: Xoshiro128, length: number): Float32Array {
  return Float32Array.from({ length }, () => random.normal());
}

/** Calls `visit` for each product of the convolution with the indices into x, filter and y. */
function eachProduct(batch: number, g: ConvGeometry, visit: (x: number, filter: number, y: number) => void): void {
  const { kernel, stride, inSize, outSize, inChannels, outChannels } = g;
  for (let n = 0; n < batch; n++)
    for (let p = 0; p < outSize; p++)
      for (let q = 0; q < outSize; q++)
        for (let u = 0; u < kernel; u++)
          for (let v = 0; v < kernel; v++)
            for (let i = 0; i < inChannels; i++)
              for (let o = 0; o < outChannels; o++)
                visit(
                  ((n * inSize + p * stride + u) * inSize + q * stride + v) * inChannels + i,
                  ((u * kernel + v) * inChannels + i) * outChannels + o,
                  ((n * outSize + p) * outSize + q) * outChannels + o,
                );
}

function setUp(shape: Shape) {
  const g = geometry(shape);
  const batch = shape[5];
  const random = new Xoshiro128(shape.join('').length);
  return {
    g,
    batch,
    x: draw(random, batch * g.inSize ** 2 * g.inChannels),
    filter: draw(random, g.kernel ** 2 * g.inChannels * g.outChannels),
    dy: draw(random, batch * g.outSize ** 2 * g.outChannels),
    outBias: draw(random, g.outChannels),
    inBias: draw(random, g.inChannels),
  };
}

/** float64 results of all four kernels. */
function reference({ g, batch, x, filter, dy, outBias, inBias }: ReturnType<typeof setUp>) {
  const y = Float64Array.from(dy, (_, i) => outBias[i % g.outChannels]!);
  const dx = Float64Array.from(x, (_, i) => inBias[i % g.inChannels]!);
  const dfilter = new Float64Array(filter.length);
  eachProduct(batch, g, (i, f, o) => {
    y[o]! += x[i]! * filter[f]!;
    dx[i]! += dy[o]! * filter[f]!;
    dfilter[f]! += x[i]! * dy[o]!;
  });
  const dbias = new Float64Array(g.outChannels);
  dy.forEach((value, i) => (dbias[i % g.outChannels]! += value));
  return { y, dx, dfilter, dbias };
}

onBackends('convolution kernels', () => {
  for (const shape of SHAPES) {
    it(`agree with float64: k${String(shape[0])} s${String(shape[1])} out ${String(shape[2])}, ${String(shape[3])} to ${String(shape[4])} channels, batch ${String(shape[5])}`, async () => {
      const problem = setUp(shape);
      const { g, batch } = problem;
      const expected = reference(problem);
      const before = tf.memory().numTensors;
      const x = tf.tensor4d(problem.x, [batch, g.inSize, g.inSize, g.inChannels]);
      const filter = tf.tensor4d(problem.filter, [g.kernel, g.kernel, g.inChannels, g.outChannels]);
      const dy = tf.tensor4d(problem.dy, [batch, g.outSize, g.outSize, g.outChannels]);
      const outBias = tf.tensor1d(problem.outBias);
      const inBias = tf.tensor1d(problem.inBias);
      const kernels = convKernels();
      const y = kernels.forward(x, filter, outBias, g);
      const dx = kernels.inputGradient(dy, filter, inBias, g);
      const dfilter = kernels.filterGradient(x, dy, g);
      const dbias = channelTotals(dy);
      const bare = tf.tidy(() => tf.add(kernels.forward(x, filter, null, g), outBias));
      const bareGradient = tf.tidy(() => tf.add(kernels.inputGradient(dy, filter, null, g), inBias));
      assert.deepEqual(y.shape, dy.shape);
      assert.deepEqual(dx.shape, x.shape);
      assert.deepEqual(dfilter.shape, filter.shape);
      assert.isBelow(relativeError(await y.data(), expected.y), 2e-6, 'y');
      assert.isBelow(relativeError(await bare.data(), expected.y), 2e-6, 'y without bias');
      assert.isBelow(relativeError(await dx.data(), expected.dx), 2e-6, 'dx');
      assert.isBelow(relativeError(await bareGradient.data(), expected.dx), 2e-6, 'dx without bias');
      assert.isBelow(relativeError(await dfilter.data(), expected.dfilter), 5e-6, 'dfilter');
      assert.isBelow(relativeError(await dbias.data(), expected.dbias), 5e-6, 'dbias');
      tf.dispose([x, filter, dy, outBias, inBias, y, dx, dfilter, dbias, bare, bareGradient]);
      assert.equal(tf.memory().numTensors, before, 'tensors left over');
    });
  }
});
