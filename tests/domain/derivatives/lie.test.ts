import { expect } from '../../support/expect.ts';
import { lieOf, sigmaProgram, sigmaValues, type DerivativeInput } from '../../../src/domain/derivatives/index.ts';
import type { ActivationSpec } from '../../../src/domain/experiment/experiment.ts';

const RANGE = { from: -4, to: 4 };

function lie(activation: ActivationSpec, derivative: DerivativeInput) {
  const { sigma, pair } = sigmaProgram(activation, derivative);
  return lieOf(sigma, pair.left, RANGE, sigmaValues(activation, derivative).uniforms);
}

describe('the size of a lie', () => {
  it('is nothing for the truth about what is smooth enough', () => {
    for (const name of ['relu', 'gelu', 'sin', 'square', 'leaky_relu'])
      expect(lie({ name }, { rule: 'exact' }).size, name).to.be.below(0.002);
  });

  it('is the mean distance of σ and what really has the slope, both starting from 0', () => {
    // ∫1 = x, which is |x| away from ReLU on the left: 1 on average over −4…4.
    const straight = lie({ name: 'relu' }, { rule: 'straight-through' });
    expect(straight.size).to.be.closeTo(1, 0.005);
    expect(straight.anchor).to.equal(0);
    expect(straight.integral[0]).to.be.closeTo(-4, 1e-9);
    // sin against x: ∫|x − sin x| over 0…4, divided by 4.
    expect(lie({ name: 'sin' }, { rule: 'straight-through' }).size).to.be.closeTo((8 - (1 - Math.cos(4))) / 4, 0.005);
  });

  it('shows that even the true slope of stairs is one', () => {
    expect(lie({ name: 'round' }, { rule: 'exact' }).size).to.be.closeTo(2, 0.01);
  });

  it('starts where σ exists', () => {
    const log = lie({ formula: 'log(x)' }, { rule: 'straight-through' });
    expect(log.anchor).to.be.closeTo(0.01, 1e-9);
    expect(log.size).to.be.within(0, 10);
    expect(lie({ formula: 'log(-1 - x*x)' }, { rule: 'straight-through' }).size).to.be.NaN;
  });
});
