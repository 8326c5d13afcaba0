import { expect } from '../../support/expect.ts';
import { explain, RULES } from '../../../src/domain/derivatives/index.ts';
import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';

describe('explain', () => {
  it('says what ReLU with the better side does where it is flat', () => {
    const up = explain({ name: 'relu' }, { rule: 'best' }, -1, -1);
    expect(up).to.deep.include({ trueSlope: 0, left: 0, right: 1, dx: -1 });
    expect(up.sentence).to.equal(
      'At x = −1 ReLU is flat. The loss falls if the activation rises (g < 0). ' +
        'The rule takes the slope to be 0 on the left and 1 on the right, and compares: ' +
        '−1·|g| goes back: a step of descent moves x to the right.',
    );
    expect(explain({ name: 'relu' }, { rule: 'best' }, -1, 1).sentence).to.match(/nothing goes back/);
  });

  it('tells truth from pretence', () => {
    expect(explain({ name: 'relu' }, { rule: 'exact' }, 2, 1).sentence).to.match(
      /rises with slope 1\..*sees just that/,
    );
    expect(explain({ name: 'round' }, { rule: 'straight-through' }, 0.3, 1).sentence).to.match(
      /pretends that the slope is 1/,
    );
    expect(explain({ formula: 'log(x)' }, { rule: 'exact' }, -1, 1).sentence).to.match(/slope/);
  });

  it('has a sentence for every activation and rule', () => {
    for (const { id: name } of ACTIVATIONS) {
      for (const { id: rule } of RULES) {
        const { sentence } = explain({ name }, { rule, formula: 'x', noise: 0 }, 0.5, -1);
        expect(sentence).to.match(/^At x = 0\.5 .*\.$/);
        expect(sentence).not.to.match(/undefined|NaN/);
      }
    }
  });
});
