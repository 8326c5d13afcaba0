import { expect } from '../../support/expect.ts';
import { explainer, RULES, type DerivativeInput, type Explanation } from '../../../src/domain/derivatives/index.ts';
import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import type { ActivationSpec } from '../../../src/domain/experiment/experiment.ts';

function explain(activation: ActivationSpec, derivative: DerivativeInput, x: number): Explanation {
  return explainer(activation, derivative)(x);
}

describe('explainer', () => {
  it('says what ReLU with the better side does where it is flat', () => {
    const said = explain({ name: 'relu' }, { rule: 'best' }, -1);
    expect(said).to.deep.include({
      trueSlope: 0,
      left: 0,
      right: 1,
      truth: 'At x = −1 ReLU is flat.',
      claim: 'The rule sees slope 0 on the left, 1 on the right, and takes the better one.',
    });
    expect(said.rising).to.deep.equal({ dx: -1, sentence: 'σ should rise: x moves right by 1·|g|.' });
    expect(said.falling.sentence).to.equal('σ should fall: nothing goes back.');
  });

  it('names the side that is taken', () => {
    const left = explain({ name: 'relu' }, { rule: 'left' }, -1);
    expect(left.claim).to.match(/takes the left one\.$/);
    expect(left.rising.dx).to.equal(-0);
    const right = explain({ name: 'relu' }, { rule: 'right' }, -1);
    expect(right.falling).to.deep.equal({ dx: 1, sentence: 'σ should fall: x moves left by 1·|g|.' });
  });

  it('tells truth from pretence', () => {
    const truth = explain({ name: 'relu' }, { rule: 'exact' }, 2);
    expect(truth).to.deep.include({ truth: 'At x = 2 ReLU rises with slope 1.', claim: 'The rule sees just that.' });
    expect(explain({ name: 'round' }, { rule: 'straight-through' }, 0.3).claim).to.equal(
      'The rule pretends that the slope is 1.',
    );
    expect(explain({ name: 'tanh' }, { rule: 'exact', noise: 0.3 }, 0).claim).to.match(/shaken by 30 %/);
    expect(explain({ formula: 'log(x)' }, { rule: 'exact' }, -1).truth).to.match(/^At x = −1 σ .*slope/);
  });

  it('sees that smooth stairs are flat at their steps, and takes the lie for the slope', () => {
    const stairs = { formula: 'floor(x)+smoothstep(0,1,frac(x))' };
    for (const step of [-2, 0, 1]) expect(explain(stairs, { rule: 'exact' }, step).truth).to.match(/is flat/);
    expect(explain(stairs, { rule: 'exact' }, 0.5).truth).to.match(/rises with slope 1\.5/);
    expect(explain(stairs, { rule: 'formula', formula: '1' }, 1).rising.dx).to.equal(-1);
  });

  it('speaks of one slope where both are the same', () => {
    expect(explain({ name: 'relu' }, { rule: 'best' }, 1).claim).to.equal('The rule sees just that.');
  });

  it('has sentences for every activation and rule', () => {
    for (const { id: name } of ACTIVATIONS) {
      for (const { id: rule } of RULES) {
        const { truth, claim, rising, falling } = explain({ name }, { rule, formula: 'x', noise: 0 }, 0.5);
        expect(truth).to.match(/^At x = 0\.5 .*\.$/);
        for (const sentence of [claim, rising.sentence, falling.sentence]) {
          expect(sentence).to.match(/^.+\.$/);
          expect(sentence).not.to.match(/undefined|NaN/);
        }
      }
    }
  });
});
