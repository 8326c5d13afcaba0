/** Layers as pairs of forward and backward: what the tape makes of them, and what PyTorch and float64 say. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import { EVALUATION } from '../../../src/domain/formula/shader/index.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';
import type { AffineMap, Block } from '../../../src/domain/networks/description.ts';
import { affineOp } from '../../../workers/layers/affine.ts';
import { batchNormOp, momentsOf, nextRunning } from '../../../workers/layers/batch-norm.ts';
import { kernelShape, toKernelLayout, toPyTorchLayout } from '../../../workers/layers/layout.ts';
import { lossOp } from '../../../workers/layers/loss.ts';
import { customGradOf, runNow, type LayerOp } from '../../../workers/layers/op.ts';
import { sigmaLayer } from '../../../workers/layers/sigma.ts';
import { sigmoidOp } from '../../../workers/layers/sigmoid.ts';
import { assert } from '../../support/expect.ts';
import { onBackends, relativeError } from '../backends.ts';

const exact = { rule: 'exact', noise: 0 } as const;
const gelu = { program: sigmaProgram({ name: 'gelu' }, exact), values: sigmaValues({ name: 'gelu' }, exact) };

function map(type: AffineMap['type'], kernel: number, stride: number, inSize: number, outSize: number): AffineMap {
  return { type, kernel, stride, inSize, outSize, inChannels: 3, outChannels: 5 };
}

/** An op, the shapes of x and of its parameters, and the same in tfjs's own differentiable operations where there are some. */
interface Case {
  readonly op: LayerOp;
  readonly x: number[];
  readonly params: number[][];
  readonly stock: ((x: tf.Tensor, ...params: tf.Tensor[]) => tf.Tensor) | null;
}

const CASES: Readonly<Record<string, Case>> = {
  'a convolution': {
    op: affineOp(map('conv', 3, 1, 7, 5)),
    x: [4, 7, 7, 3],
    params: [[3, 3, 3, 5], [5]],
    stock: (x, w, b) => tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid'), b),
  },
  'a strided convolution': {
    op: affineOp(map('conv', 3, 3, 9, 3)),
    x: [4, 9, 9, 3],
    params: [[3, 3, 3, 5], [5]],
    stock: (x, w, b) => tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 3, 'valid'), b),
  },
  'a transposed convolution': {
    op: affineOp(map('conv-transposed', 3, 3, 2, 6)),
    x: [4, 2, 2, 3],
    params: [[3, 3, 5, 3], [5]],
    stock: (x, w, b) => tf.add(tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [4, 6, 6, 5], 3, 'valid'), b),
  },
  'a dense layer': {
    op: affineOp(map('dense', 1, 1, 1, 1)),
    x: [6, 3],
    params: [[3, 5], [5]],
    stock: (x, w, b) => tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b),
  },
  σ: { op: sigmaLayer(gelu, () => EVALUATION), x: [4, 3, 5], params: [], stock: null },
  'the output’s sigmoid': { op: sigmoidOp, x: [4, 7], params: [], stock: (x) => tf.sigmoid(x) },
  'batch normalisation': {
    op: batchNormOp,
    x: [4, 3, 3, 5],
    params: [[5], [5]],
    stock: (x, w, b) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), w), b);
    },
  },
};

function draw(random: Xoshiro128, shape: number[]): tf.Tensor {
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal()),
    shape,
  );
}

/** What the explicit pair makes of it: dx, then the gradients of the parameters. */
function byHand(op: LayerOp, x: tf.Tensor, params: tf.Tensor[], dy: tf.Tensor): tf.Tensor[] {
  const { y, saved } = runNow(op.forward(x, params));
  const { dx, dparams } = runNow(op.backward(dy, saved, true));
  tf.dispose([y, [...saved]]);
  return [dx!, ...dparams];
}

/** What tfjs's tape makes of a function. */
function byTape(f: (...args: tf.Tensor[]) => tf.Tensor, args: tf.Tensor[], dy: tf.Tensor): tf.Tensor[] {
  return tf.grads(f)(args, dy);
}

async function assertSame(actual: tf.Tensor[], expected: tf.Tensor[], tolerance: number): Promise<void> {
  assert.equal(actual.length, expected.length);
  for (const [i, tensor] of actual.entries()) {
    assert.deepEqual(tensor.shape, expected[i]!.shape);
    assert.isAtMost(relativeError(await tensor.data(), await expected[i]!.data()), tolerance, `gradient ${String(i)}`);
  }
}

onBackends('layers', () => {
  for (const [title, { op, x: shape, params: shapes, stock }] of Object.entries(CASES)) {
    it(`give ${title} the same gradients by hand and on the tape, and keep nothing`, async () => {
      const before = tf.memory().numTensors;
      const random = new Xoshiro128(5);
      const args = [shape, ...shapes].map((side) => draw(random, side));
      const [x, ...params] = args as [tf.Tensor, ...tf.Tensor[]];
      const { y, saved } = runNow(op.forward(x, params));
      const dy = draw(random, y.shape);
      const hand = byHand(op, x, params, dy);
      const tape = byTape(customGradOf(op), args, dy);
      await assertSame(tape, hand, 0);
      tf.dispose([args, y, [...saved], dy, hand, tape]);
      assert.equal(tf.memory().numTensors, before);
    });

    if (stock)
      it(`give ${title} the gradients that tfjs derives by itself`, async function () {
        // tfjs has no filter gradient there.
        if (tf.getBackend() === 'wasm' && title.includes('convolution')) this.skip();
        const random = new Xoshiro128(6);
        const args = [shape, ...shapes].map((side) => draw(random, side));
        const dy = tf.tidy(() => draw(random, stock(...(args as [tf.Tensor])).shape));
        const hand = byHand(op, args[0]!, args.slice(1), dy);
        const derived = byTape(stock, args, dy);
        await assertSame(hand, derived, 2e-5);
        tf.dispose([args, dy, hand, derived]);
      });
  }

  it('leave out the input’s gradient where nobody wants it', () => {
    const { op, x: shape, params: shapes } = CASES['a convolution']!;
    const [x, ...params] = [shape, ...shapes].map((side) => draw(new Xoshiro128(7), side)) as [
      tf.Tensor,
      ...tf.Tensor[],
    ];
    const { y, saved } = runNow(op.forward(x, params));
    assert.isNull(runNow(op.backward(y, saved, false)).dx);
  });

  it('remember unbiased variances, as PyTorch does', async () => {
    // nn.BatchNorm1d(1) in training, given [1, 2, 4, 9]: running_mean 0.4, running_var 0.9 + 0.1·38/3.
    const one = (value: number): tf.Tensor1D => tf.tensor1d([value]);
    const { saved } = runNow(batchNormOp.forward(tf.tensor2d([1, 2, 4, 9], [4, 1]), [one(1), one(0)]));
    const next = nextRunning({ mean: one(0), variance: one(1) }, momentsOf(saved), 4);
    assert.closeTo((await next.mean.data())[0]!, 0.4, 1e-6);
    assert.closeTo((await next.variance.data())[0]!, 0.9 + 3.8 / 3, 1e-6);
  });
});

const last = (after: Block['after']): Block => ({ name: 'last', map: map('dense', 1, 1, 1, 1), after, norm: null });

/** −t·log σ(z) − (1−t)·log(1−σ(z)) in float64. */
function crossEntropy(z: number, t: number): number {
  const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  return t * Math.min(100, softplus(-z)) + (1 - t) * Math.min(100, softplus(z));
}

onBackends('losses', () => {
  const outputs = [0.1, 0.5, 0.9, 0.3];
  const targets = [0, 1, 0.25, 0.3];

  it('are squares of differences', async () => {
    const loss = lossOp('mse', last('sigmoid'));
    assert.isFalse(loss.includesSigmoid);
    const [y, t] = [tf.tensor1d(outputs), tf.tensor1d(targets)];
    assert.isBelow(
      relativeError(
        await loss.elements(y, t).data(),
        outputs.map((v, i) => (v - targets[i]!) ** 2),
      ),
      1e-6,
    );
    assert.isBelow(
      relativeError(
        await loss.slopes(y, t).data(),
        outputs.map((v, i) => 2 * (v - targets[i]!)),
      ),
      1e-6,
    );
  });

  it('are cross-entropies of log-odds where no sigmoid is at the output', async () => {
    const loss = lossOp('bce', last('sigma'));
    assert.isFalse(loss.includesSigmoid);
    const z = [-200, -3, 0, 0.5, 200];
    const t = [0, 1, 0.25, 1, 0];
    const expected = z.map((x, i) => Math.max(x, 0) - x * t[i]! + Math.log1p(Math.exp(-Math.abs(x))));
    assert.isBelow(relativeError(await loss.elements(tf.tensor1d(z), tf.tensor1d(t)).data(), expected), 1e-6);
    const slopes = z.map((x, i) => 1 / (1 + Math.exp(-x)) - t[i]!);
    assert.isBelow(relativeError(await loss.slopes(tf.tensor1d(z), tf.tensor1d(t)).data(), slopes), 1e-5);
  });

  it('keep their digits and, as long as PyTorch’s float64 does, their gradients behind a sigmoid', async () => {
    const loss = lossOp('bce', last('sigmoid'));
    assert.isTrue(loss.includesSigmoid);
    const z = [-150, -30, -25, -12, -1, 0, 0.5, 13, 20, 25, 29, 40, 150, 150];
    const t = [0.5, 1, 1, 0, 0.25, 0.5, 1, 0, 0, 0.25, 0, 1, 0, 1];
    const values = await loss.elements(tf.tensor1d(z), tf.tensor1d(t)).data();
    z.forEach((value, i) => {
      const expected = crossEntropy(value, t[i]!);
      assert.closeTo(values[i]!, expected, 1e-6 + 1e-5 * expected, `loss at ${String(value)}`);
    });
    // (p − t)/max(p·(1 − p), 1e-12)·p·(1 − p)
    const slopes = z.map((value, i) => {
      const [p, q] = [1 / (1 + Math.exp(-value)), 1 / (1 + Math.exp(value))];
      return (p - t[i]!) * Math.min(1, p * q * 1e12);
    });
    assert.isBelow(relativeError(await loss.slopes(tf.tensor1d(z), tf.tensor1d(t)).data(), slopes), 1e-5);
  });
});

describe('layouts', () => {
  const info = (shape: number[]) => ({ name: 'w', role: 'weight', shape, block: 0, trainable: true }) as const;

  it('turn (a, b, k, k) into (k, k, b, a)', () => {
    const weight = info([2, 3, 2, 2]);
    const values = Float32Array.from({ length: 24 }, (_, i) => i);
    assert.deepEqual(kernelShape(weight), [2, 2, 3, 2]);
    // Element [u=0, v=1, b=2, a=1] comes from [1, 2, 0, 1].
    assert.equal(toKernelLayout(weight, values)[((0 * 2 + 1) * 3 + 2) * 2 + 1], ((1 * 3 + 2) * 2 + 0) * 2 + 1);
  });

  it('turn (out, in) into (in, out)', () => {
    assert.deepEqual([...toKernelLayout(info([2, 3]), Float32Array.of(1, 2, 3, 4, 5, 6))], [1, 4, 2, 5, 3, 6]);
  });

  for (const shape of [[7], [2, 3], [2, 3, 3, 3], [4, 1, 2, 2]]) {
    it(`turn [${shape.join(', ')}] there and back`, () => {
      const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i);
      assert.deepEqual(toPyTorchLayout(info(shape), toKernelLayout(info(shape), values)), values);
    });
  }
});
