import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { sigmaProgram, sigmaValues } from '../../../../src/domain/derivatives/index.ts';
import { EVALUATION } from '../../../../src/domain/formula/shader/index.ts';
import { hostBackward, hostForward } from '../../../../workers/kernels/sigma/host.ts';
import { sigmaModule } from '../../../../workers/kernels/sigma/wasm-module.ts';
import { assert } from '../../../support/expect.ts';
import { openBackend } from '../../backends.ts';
import { backward, evenly, forward } from './support.ts';

const DERIVATIVE = { rule: 'exact', noise: 0.5 } as const;
const CONTEXT = { ...EVALUATION, training: true, step: 3 };

function callOf(formula: string) {
  return {
    program: sigmaProgram({ formula }, DERIVATIVE),
    values: sigmaValues({ formula }, DERIVATIVE),
    context: CONTEXT,
  };
}

describe('σ as a module in the memory of tfjs', () => {
  let backend: BackendWasm;

  before(async () => {
    await openBackend('wasm');
    backend = tf.backend() as unknown as BackendWasm;
  });

  it('computes what the loops in TypeScript do', async () => {
    const { program, values } = callOf('x*sigmoid(alpha*x) + perlin(x)');
    const call = { program, values, context: CONTEXT };
    const x = Float32Array.from(evenly(5, 5001));
    const [y, dx] = [new Float32Array(x.length), new Float32Array(x.length)];
    hostForward(x, y, call);
    hostBackward(x, x, dx, call);
    const results = [await forward(program, x, values, CONTEXT), await backward(program, x, x, values, CONTEXT)];
    [y, dx].forEach((expected, k) => {
      const fault = expected.findIndex(
        (value, i) => !(Math.abs(results[k]![i]! - value) <= 1e-5 + 1e-5 * Math.abs(value)),
      );
      assert.equal(fault, -1, `element ${fault}: expected ${expected[fault]!}, got ${results[k]![fault]!}`);
    });
  });

  it('is there for ordinary formulas, and made once', () => {
    const call = callOf('tanh(x)');
    const run = sigmaModule(backend, call, true);
    assert.isFunction(run);
    assert.equal(sigmaModule(backend, { ...call, context: { ...CONTEXT, step: 4 } }, true), run);
    assert.notEqual(sigmaModule(backend, call, false), run);
  });

  it('survives growth of the memory', async () => {
    const { program, values } = callOf('x*x');
    const x = Float32Array.of(1, 2, 3, 4, 5);
    await forward(program, x, values);
    const large = tf.zeros([3e7]);
    assert.deepEqual([...(await forward(program, x, values))], [1, 4, 9, 16, 25]);
    large.dispose();
  });
});
