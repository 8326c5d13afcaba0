import * as tf from '@tensorflow/tfjs-core';
import type { ActivationSpec, DerivativeSpec } from '../../../../src/domain/experiment/experiment.ts';
import { referenceSigma, sigmaProgram, sigmaValues } from '../../../../src/domain/derivatives/index.ts';
import { probe } from '../../../../workers/kernels/sigma/probe.ts';
import { assert } from '../../../support/expect.ts';
import { sharedJson, skipWithoutShared } from '../../../support/shared.ts';
import { onBackends } from '../../backends.ts';

interface ReferenceFunction {
  readonly activation: ActivationSpec;
  readonly derivative: DerivativeSpec;
  readonly y: number[];
  readonly left: number[];
  readonly right: number[];
}

interface Reference {
  readonly x: number[];
  readonly functions: Record<string, ReferenceFunction>;
}

const RELATIVE = 1e-5;
const ABSOLUTE = 1e-6;

type Part = 'y' | 'left' | 'right';

/** How much a value changes because a kernel gets x rounded to float32. */
function byRounding({ activation, derivative }: ReferenceFunction, part: Part): (x: number) => number {
  const definition = referenceSigma(sigmaProgram(activation, derivative));
  const { uniforms } = sigmaValues(activation, derivative);
  const at = (x: number): number => definition({ x, uniforms })[part];
  return (x) => Math.abs(at(x) - at(Math.fround(x)));
}

/** The first value that is farther from what was expected than allowed. */
function firstFault(
  x: readonly number[],
  values: readonly number[],
  expected: readonly number[],
  slack: (x: number) => number,
): string | null {
  const excess = values.map(
    (value, i) => Math.abs(value - expected[i]!) / (ABSOLUTE + RELATIVE * Math.abs(expected[i]!) + slack(x[i]!)),
  );
  const i = excess.findIndex((e) => !(e <= 1));
  return i < 0
    ? null
    : `at x = ${x[i]!}: expected ${expected[i]!}, got ${values[i]!} (${excess[i]!.toFixed(1)} times what is allowed)`;
}

onBackends('probe', (backend) => {
  before(function () {
    return skipWithoutShared(this);
  });

  it('gives the numbers of PyTorch', async () => {
    const { x, functions } = (await sharedJson('reference/activations.json')) as Reference;
    const wrong: string[] = [];
    for (const [name, expected] of Object.entries(functions)) {
      const result = await probe(expected.activation, expected.derivative, x);
      for (const part of ['y', 'left', 'right'] as const) {
        const fault = firstFault(x, result[part], expected[part], byRounding(expected, part));
        if (fault) wrong.push(`${name} ${part} on ${backend}: ${fault}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await probe({ name: 'gelu' }, { rule: 'exact' }, [0, 1, 2]);
    assert.equal(tf.memory().numTensors, before);
  });
});
