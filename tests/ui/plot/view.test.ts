import { curvesOf } from '../../../src/ui/plot/curves-of.ts';
import { agreeAt, deadAt, type Curves } from '../../../src/ui/plot/curves.ts';
import { fitY, ticks, tickStep, zoomed } from '../../../src/ui/plot/view.ts';
import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import { RULES } from '../../../src/domain/derivatives/index.ts';
import { assert } from '../../support/expect.ts';

const X = { from: -4, to: 4 };

function curves(name: string, rule: 'exact' | 'best' | 'left' | 'right'): Curves {
  return curvesOf({ name }, { rule, noise: 0 })!;
}

describe('what a plot shows', () => {
  it('holds σ and its slopes, without following what shoots off', () => {
    const relu = fitY(curves('relu', 'exact'), X);
    assert.isAtMost(relu.from, 0);
    assert.isAtLeast(relu.to, 4);
    assert.isBelow(fitY(curves('cube', 'exact'), X).to, 8);
  });

  it('has round ticks', () => {
    assert.deepEqual(ticks(X, tickStep(8, 4)), [-4, -2, 0, 2, 4]);
    assert.deepEqual(ticks({ from: 0, to: 0.3 }, 0.1), [0, 0.1, 0.2, 0.3]);
  });

  it('zooms about a point, and not for ever', () => {
    const closer = zoomed(X, 0.5, 2);
    assert.deepEqual(closer, { from: -1, to: 3 });
    let range = X;
    for (let i = 0; i < 100; i++) range = zoomed(range, 0.5, 0);
    assert.isAbove(range.to - range.from, 0.01);
  });

  it('knows where ReLU is dead, and that looking both ways revives it', () => {
    assert.isTrue(deadAt(curves('relu', 'exact'), -1));
    assert.isTrue(deadAt(curves('relu', 'left'), -1));
    assert.isFalse(deadAt(curves('relu', 'right'), -1));
    assert.isFalse(deadAt(curves('relu', 'best'), -1));
    assert.isFalse(agreeAt(curves('relu', 'best'), -1));
    assert.isTrue(agreeAt(curves('relu', 'best'), 1));
  });

  it('can draw every entry of the catalogue under every rule', () => {
    for (const { id } of ACTIVATIONS)
      for (const rule of RULES) {
        const drawn = curvesOf(
          { name: id },
          { rule: rule.id, noise: 0, ...(rule.id === 'formula' ? { formula: '1' } : {}) },
        );
        assert.isNotNull(drawn, `${id}, ${rule.id}`);
        const { from, to } = fitY(drawn, X);
        assert.isTrue(Number.isFinite(from) && to > from, `${id}, ${rule.id}`);
      }
  });

  it('is nothing where the formula has a mistake', () => {
    assert.isNull(curvesOf({ formula: 'max(0' }, { rule: 'exact', noise: 0 }));
  });
});
