import { parseVariants } from '../../../src/domain/experiment/twins.ts';
import { expect } from '../../support/expect.ts';

const kept = [
  { activation: { name: 'relu' }, derivative: { rule: 'best', noise: 0 } },
  { activation: { formula: 'floor(x)' }, derivative: { rule: 'formula', formula: '1', noise: 0.5 } },
];

describe('what twins are trained under', () => {
  it('is read as it was kept', () => {
    expect(parseVariants(structuredClone(kept))).to.deep.equal(kept);
  });

  for (const [what, damaged] of Object.entries({
    nothing: undefined,
    'no list': Object.fromEntries(kept.entries()),
    'too few': kept.slice(1),
    'too many': [...kept, ...kept, ...kept],
    'no objects': [1, 'x'],
    'a rule that is missing': [kept[0], { activation: { name: 'relu' } }],
    'a name that is none': [kept[0], { ...kept[1], activation: { name: 'nonsense' } }],
    'a formula that is none': [kept[0], { ...kept[1], activation: { formula: 'alert(1)' } }],
  }))
    it(`is forgotten where there is ${what}`, () => expect(parseVariants(damaged)).to.equal(null));
});
