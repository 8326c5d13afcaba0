import { expect } from '../../support/expect.ts';
import {
  chooseSlope,
  combine,
  RULES,
  ruleByName,
  sigmaProgram,
  sigmaValues,
} from '../../../src/domain/derivatives/index.ts';
import { RULE_NAMES, type RuleName } from '../../../src/domain/experiment/experiment.ts';

describe('derivative rules', () => {
  it('are those of the specification', () => {
    expect(RULES.map(({ id }) => id)).to.deep.equal([...RULE_NAMES]);
  });

  const slopes = (name: string, rule: RuleName, x: number, more = {}): readonly number[] => {
    const derivative = { rule, ...more };
    const { uniforms } = sigmaValues({ name }, derivative);
    const { left, right } = combine(sigmaProgram({ name }, derivative), { x, uniforms });
    return [left, right];
  };

  it('exact is the derivative on both sides', () => {
    expect(slopes('square', 'exact', 3)).to.deep.equal([6, 6]);
    expect(slopes('relu', 'exact', 0)).to.deep.equal([0, 0]);
  });

  it('formula and straight-through claim what they are told', () => {
    expect(slopes('relu', 'formula', 3, { formula: '2*x' })).to.deep.equal([6, 6]);
    expect(slopes('round', 'straight-through', 3)).to.deep.equal([1, 1]);
  });

  it('blurred is the mean slope within its width', () => {
    expect(slopes('square', 'blurred', 3, { width: 0.5 })).to.deep.equal([6, 6]);
    expect(slopes('sign', 'blurred', 0.5, { width: 2 })).to.deep.equal([0.5, 0.5]);
    expect(slopes('sign', 'blurred', 0.5)).to.deep.equal([1, 1]);
  });

  it('takes the pair that ReLU declares', () => {
    for (const rule of ['left', 'right', 'best'] as const) {
      expect(slopes('relu', rule, 2)).to.deep.equal([1, 1]);
      expect(slopes('relu', rule, 0)).to.deep.equal([0, 1]);
      expect(slopes('relu', rule, -2)).to.deep.equal([0, 1]);
    }
  });

  it('takes difference quotients where nobody declared a pair', () => {
    expect(slopes('square', 'best', 3)).to.deep.equal([5, 7]);
    expect(slopes('square', 'left', 3, { width: 0.5 })).to.deep.equal([5.5, 6.5]);
    expect(slopes('round', 'best', 0.4)).to.deep.equal([1, 1]);
  });

  it('prefers the person’s own pair, side by side', () => {
    expect(slopes('relu', 'best', -2, { left: '3', right: 'x' })).to.deep.equal([3, -2]);
    expect(slopes('relu', 'best', -2, { left: '3' })).to.deep.equal([3, 1]);
    expect(slopes('square', 'right', 3, { right: '0' })).to.deep.equal([5, 0]);
  });

  it('refuses what makes no sense, by name', () => {
    expect(() => ruleByName('wrong' as RuleName))
      .to.throw(/straight-through/)
      .with.property('name', 'ExperimentError');
    expect(() => sigmaProgram({ name: 'relu' }, { rule: 'formula' }))
      .to.throw(/formula/)
      .with.property('name', 'ExperimentError');
    expect(() => sigmaProgram({ name: 'relu' }, { rule: 'formula', formula: '1 +' }))
      .to.throw()
      .with.property('name', 'FormulaError');
    for (const width of [0, -1, NaN, Infinity]) {
      expect(() => sigmaValues({ name: 'relu' }, { rule: 'blurred', width }))
        .to.throw(/width/)
        .with.property('name', 'ExperimentError');
    }
  });
});

describe('best', () => {
  it('goes where the loss falls more, and nowhere if it falls on neither side', () => {
    // A dead ReLU unit: it can only rise.
    expect(chooseSlope('best', -1, 0, 1)).to.equal(1);
    expect(chooseSlope('best', 1, 0, 1)).to.equal(0);
    // A local minimum of σ: left and right both raise it.
    expect(chooseSlope('best', -1, -1, 2)).to.equal(2);
    expect(chooseSlope('best', -1, -3, 2)).to.equal(-3);
    expect(chooseSlope('best', 1, -1, 2)).to.equal(0);
    // A smooth point is neither better nor worse than the truth.
    for (const g of [-2, 3]) expect(chooseSlope('best', g, 0.5, 0.5)).to.equal(0.5);
    // Ties go right.
    expect(chooseSlope('best', -1, -2, 2)).to.equal(2);
    expect(chooseSlope('best', 0, 1, 1)).to.equal(0);
    expect(chooseSlope('best', -1, NaN, 1)).to.equal(0);
  });

  it('multiplies by the gradient', () => {
    const program = sigmaProgram({ name: 'relu' }, { rule: 'best' });
    expect(combine(program, { x: -1, g: -0.5 }).dx).to.equal(-0.5);
    expect(combine(program, { x: -1, g: 0.5 }).dx).to.equal(0);
    expect(combine(program, { x: 1, g: 0.5 }).dx).to.equal(0.5);
  });
});

describe('noise and annealing', () => {
  it('multiplies the derivative by 1 + s·n', () => {
    const program = sigmaProgram({ name: 'identity' }, { rule: 'exact' });
    expect(combine(program, { x: 1, g: 2, n: -0.5, noise: 0.5 }).dx).to.equal(1.5);
    expect(combine(program, { x: 1, g: 2, n: -0.5 }).dx).to.equal(2);
  });

  it('moves from one rule to the other, each with its own width', () => {
    const derivative = {
      rule: 'blurred',
      width: 2,
      anneal: { to: { rule: 'left', width: 0.5 }, from: 0, until: 1 },
    } as const;
    const program = sigmaProgram({ name: 'square' }, derivative);
    const { uniforms } = sigmaValues({ name: 'square' }, derivative);
    const dx = (anneal: number): number => combine(program, { x: 3, g: 1, anneal, uniforms }).dx;
    expect([dx(0), dx(1), dx(0.5)]).to.deep.equal([6, 5.5, 5.75]);
  });
});

describe('keys of programs', () => {
  const key = (
    activation: Parameters<typeof sigmaProgram>[0],
    derivative: Parameters<typeof sigmaProgram>[1],
  ): string => sigmaProgram(activation, derivative).key;

  it('do not depend on the values of uniforms', () => {
    const celu = (alpha: number) => ({ name: 'celu', alpha });
    expect(key(celu(1), { rule: 'blurred', width: 1 })).to.equal(key(celu(2), { rule: 'blurred', width: 3, noise: 1 }));
  });

  it('do not depend on who wrote the formula', () => {
    expect(key({ name: 'silu' }, { rule: 'exact' })).to.equal(key({ formula: ' x * sigmoid( x )' }, { rule: 'exact' }));
  });

  it('differ where kernels differ', () => {
    const keys = RULE_NAMES.map((rule) => key({ name: 'square' }, { rule, formula: 'x' }));
    const annealed = key({ name: 'square' }, { rule: 'left', anneal: { to: { rule: 'exact' }, from: 0, until: 1 } });
    const all = [...keys, annealed, key({ name: 'cube' }, { rule: 'exact' })];
    expect(new Set(all)).to.have.lengthOf(all.length);
  });

  it('say whether σ is random', () => {
    expect(sigmaProgram({ name: 'rrelu' }, { rule: 'straight-through' }).random).to.equal(true);
    expect(sigmaProgram({ name: 'relu' }, { rule: 'best' }).random).to.equal(false);
  });
});
