import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { RULE_NAMES, type OptimizerSpec } from '../../../src/domain/experiment/experiment.ts';
import { cautionMatters } from '../../../src/domain/optimizers/caution.ts';
import { assert } from '../../support/expect.ts';

function optimizer(name: OptimizerSpec['name'], momentum = 0): OptimizerSpec {
  return { ...DEFAULT_EXPERIMENT.optimizer, name, momentum };
}

describe('caution matters', () => {
  it('with one-sided rules only', () => {
    const told = RULE_NAMES.filter((rule) => cautionMatters({ rule, noise: 0 }, optimizer('adam')));
    assert.deepEqual(told, ['left', 'right', 'best']);
    const anneal = { to: { rule: 'best' }, from: 0, until: 2 } as const;
    assert.isTrue(cautionMatters({ rule: 'exact', noise: 0, anneal }, optimizer('adam')));
  });

  it('with optimizers that remember a direction only', () => {
    const best = { rule: 'best', noise: 0 } as const;
    assert.isTrue(cautionMatters(best, optimizer('adamw')));
    for (const name of ['sgd', 'rmsprop'] as const) {
      assert.isFalse(cautionMatters(best, optimizer(name)));
      assert.isTrue(cautionMatters(best, optimizer(name, 0.9)));
    }
  });
});
