import * as tf from '@tensorflow/tfjs-core';
import {
  referenceSigma,
  sigmaProgram,
  sigmaValues,
  type DerivativeInput,
} from '../../../../src/domain/derivatives/index.ts';
import { variable } from '../../../../src/domain/formula/index.ts';
import type { SigmaContext } from '../../../../src/domain/formula/shader/index.ts';
import { fillNormal, fillUniform } from '../../../../src/domain/random/counter.ts';
import { sigmaOp } from '../../../../workers/kernels/sigma/index.ts';
import { assert } from '../../../support/expect.ts';
import { onBackends } from '../../backends.ts';
import { backward, evenly, forward, PLAIN_VALUES, programOf } from './support.ts';

const TRAINING: SigmaContext = { seed: 4294967295, step: 12345, layer: 3, training: true, anneal: 0 };
/** A multiple of four, and not. */
const SIZES = [1028, 1027];
const U = programOf(variable('u'));

function drawn(fill: typeof fillUniform, size: number, key = TRAINING): Float64Array {
  const numbers = new Float64Array(size);
  fill(numbers, key);
  return numbers;
}

const points = (size: number): Float32Array => Float32Array.from(evenly(3, size));

/** ∂L/∂x of the definition, with the random numbers of the context. */
function expectedGradient(
  derivative: DerivativeInput,
  activation: { name: string },
  x: Float32Array,
  context: SigmaContext,
): number[] {
  const definition = referenceSigma(sigmaProgram(activation, derivative));
  const values = sigmaValues(activation, derivative);
  const [u, n] = [drawn(fillUniform, x.length, context), drawn(fillNormal, x.length, context)];
  return Array.from(
    x,
    (v, i) => definition({ x: v, g: 1 - v, u: u[i]!, n: n[i]!, anneal: context.anneal, ...values }).dx,
  );
}

async function assertGradient(
  derivative: DerivativeInput,
  activation: { name: string },
  size: number,
  context = TRAINING,
): Promise<void> {
  const x = points(size);
  const [program, values] = [sigmaProgram(activation, derivative), sigmaValues(activation, derivative)];
  const got = await backward(
    program,
    x.map((v) => 1 - v),
    x,
    values,
    context,
  );
  const expected = expectedGradient(derivative, activation, x, context);
  const fault = expected.findIndex((value, i) => !(Math.abs(got[i]! - value) <= 2e-6 + 1e-5 * Math.abs(value)));
  assert.equal(fault, -1, `element ${fault}: expected ${expected[fault]!}, got ${got[fault]!}`);
}

onBackends('random numbers in σ', () => {
  it('are the same bits everywhere', async () => {
    for (const size of SIZES) {
      const got = await forward(U, points(size), PLAIN_VALUES, TRAINING);
      assert.deepEqual([...got], [...drawn(fillUniform, size)]);
    }
  });

  it('are the same in packed tensors and in those of higher rank', async () => {
    const results = tf.tidy(() => {
      const packed = tf.matMul(tf.ones([5, 7]), tf.ones([7, 9]));
      const op = sigmaOp(U, PLAIN_VALUES, TRAINING);
      return [op.forward(packed), op.forward(tf.reshape(tf.mul(packed, 2), [3, 1, 3, 5]))];
    });
    for (const result of results) assert.deepEqual([...(await result.data<'float32'>())], [...drawn(fillUniform, 45)]);
    tf.dispose(results);
  });

  it('change with seed, step and layer, and are ½ in evaluation', async () => {
    const x = points(64);
    const draw = async (change: Partial<SigmaContext>): Promise<string> =>
      (await forward(U, x, PLAIN_VALUES, { ...TRAINING, ...change })).join();
    const all = await Promise.all([draw({}), draw({ seed: 1 }), draw({ step: 1 }), draw({ layer: 1 })]);
    assert.equal(new Set(all).size, 4);
    assert.deepEqual(
      [...(await forward(U, x, PLAIN_VALUES, { ...TRAINING, training: false }))],
      Array<number>(64).fill(0.5),
    );
  });

  it('go forward and back as one slope an element', async () => {
    for (const size of SIZES) await assertGradient({ rule: 'exact' }, { name: 'rrelu' }, size);
  });

  it('make noise on top of any rule', async () => {
    for (const size of SIZES) {
      await assertGradient({ rule: 'exact', noise: 0.5 }, { name: 'tanh' }, size);
      await assertGradient({ rule: 'best', noise: 2 }, { name: 'relu' }, size);
      await assertGradient({ rule: 'straight-through', noise: 1 }, { name: 'rrelu' }, size);
    }
  });

  it('make no noise in evaluation', async () => {
    const x = points(8);
    const values = { ...PLAIN_VALUES, noise: 5 };
    const got = await backward(programOf(variable('x')), x, x, values, { ...TRAINING, training: false });
    assert.deepEqual([...got], [...x.map((v) => v * v)]);
  });
});

onBackends('annealing', () => {
  const ANNEALED: DerivativeInput = { rule: 'best', anneal: { to: { rule: 'exact' }, from: 0, until: 1 }, noise: 0.25 };

  for (const anneal of [0, 0.25, 1]) {
    it(`mixes two rules at t = ${anneal}`, async () => {
      for (const size of SIZES) await assertGradient(ANNEALED, { name: 'relu' }, size, { ...TRAINING, anneal });
    });
  }

  it('keeps to one rule at the ends, whatever the other says', async () => {
    const derivative: DerivativeInput = {
      rule: 'formula',
      formula: '1/0 - 1/0',
      anneal: { to: { rule: 'straight-through' }, from: 0, until: 1 },
    };
    const [program, values] = [sigmaProgram({ name: 'relu' }, derivative), sigmaValues({ name: 'relu' }, derivative)];
    const x = points(8);
    assert.deepEqual([...(await backward(program, x, x, values, { ...TRAINING, anneal: 1 }))], [...x]);
    assert.isTrue((await backward(program, x, x, values, { ...TRAINING, anneal: 0.5 })).every(Number.isNaN));
  });
});
