import { expect } from '../../support/expect.ts';
import { sharedJson, skipWithoutShared } from '../../support/shared.ts';
import { referenceSigma, sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import type { ActivationSpec, RuleSpec } from '../../../src/domain/experiment/experiment.ts';

interface Reference {
  readonly x: readonly number[];
  readonly functions: Record<
    string,
    { activation: ActivationSpec; derivative: RuleSpec; y: number[]; left: number[]; right: number[] }
  >;
}

describe('the catalogue against PyTorch', () => {
  before(function () {
    return skipWithoutShared(this);
  });

  it('agrees in value and slopes at every point of every function', async () => {
    const { x, functions } = (await sharedJson('reference/activations.json')) as Reference;
    expect(Object.keys(functions)).to.have.length.above(30);
    for (const [name, { activation, derivative, ...expected }] of Object.entries(functions)) {
      const sigma = referenceSigma(sigmaProgram(activation, derivative));
      const { uniforms } = sigmaValues(activation, derivative);
      // PyTorch 1.13 divides by 6 in float32 in the derivative of hardsigmoid.
      const tolerance = name === 'hardsigmoid' ? 1e-8 : 1e-9;
      x.forEach((at, i) => {
        const got = sigma({ x: at, uniforms });
        for (const part of ['y', 'left', 'right'] as const) {
          expect(got[part], `${part} of ${name} at ${at}`).to.be.closeTo(expected[part][i]!, tolerance);
        }
      });
    }
  });
});
