import type { DerivativeSpec } from '../../../src/domain/experiment/experiment.ts';
import { annealingSentence, annealingSummary } from '../../../src/ui/annealing/sentence.ts';
import { endingAt, firstAnnealing, startingAt } from '../../../src/ui/annealing/spans.ts';
import '../../../src/ui/annealing/sigma-annealing.ts';
import type { SigmaAnnealing } from '../../../src/ui/annealing/sigma-annealing.ts';
import type { RuleChange } from '../../../src/ui/rule/sigma-rule.ts';
import { assert } from '../../support/expect.ts';

const BEST: DerivativeSpec = { rule: 'best', noise: 0.5 };
const to = { rule: 'exact' } as const;

describe('annealing in words', () => {
  it('says what counts when', () => {
    const anneal = { to, from: 5, until: 10 };
    assert.equal(
      annealingSentence({ ...BEST, anneal }, 20),
      'Lie at first, tell the truth later: “best” until epoch 5, then it gives way by degrees to “exact”, which alone counts from epoch 10 on.',
    );
    assert.match(annealingSentence({ ...BEST, anneal: { ...anneal, from: 0 } }, 20), /From the first step on, “best” gives way by degrees/); // prettier-ignore
    const lie = { to: { rule: 'left' }, from: 1, until: 2 } as const;
    assert.match(annealingSentence({ rule: 'exact', noise: 0, anneal: lie }, null), /^Tell the truth at first, lie later/); // prettier-ignore
    assert.match(annealingSentence({ ...BEST, anneal: lie }, null), /^One lie at first, another later/);
  });

  it('says where it comes to nothing', () => {
    const anneal = { to, from: 5, until: 10 };
    assert.match(annealingSentence({ ...BEST, anneal }, 8), /The run ends after epoch 8, before that is over\.$/);
    assert.match(annealingSentence({ ...BEST, anneal }, 4), /before that begins\.$/);
    assert.match(annealingSentence({ rule: 'exact', noise: 0, anneal }, 20), /same rule/);
  });

  it('keeps the beginning before the end', () => {
    const span = { to, from: 5, until: 10 };
    assert.deepEqual(startingAt(span, 7), { to, from: 7, until: 10 });
    assert.deepEqual(startingAt(span, 12), { to, from: 12, until: 17 });
    assert.deepEqual(endingAt(span, 3), { to, from: 0, until: 3 });
    assert.deepEqual(endingAt(span, 30), { to, from: 5, until: 30 });
    assert.deepEqual(firstAnnealing(BEST, 20), span);
    assert.deepEqual(firstAnnealing({ rule: 'exact', noise: 0 }, 1), { to: { rule: 'straight-through' }, from: 0, until: 1 }); // prettier-ignore
  });
});

describe('an annealing in a few words', () => {
  it('names the rule in the end and the epochs, or says that there is none', () => {
    assert.equal(annealingSummary(BEST), 'none');
    assert.equal(
      annealingSummary({ ...BEST, anneal: { to: { rule: 'exact' }, from: 0.5, until: 10 } }),
      'to exact, epochs 0.5 to 10',
    );
  });
});

describe('<sigma-annealing>', () => {
  it('is switched on and off, and leaves rule and noise alone', async () => {
    const element: SigmaAnnealing = document.createElement('sigma-annealing');
    const made: DerivativeSpec[] = [];
    element.addEventListener('change', (event) => made.push((event as RuleChange).detail.derivative));
    element.derivative = BEST;
    element.epochs = 20;
    document.body.append(element);
    await element.updateComplete;
    const toggle = element.shadowRoot!.querySelector('sigma-switch')!;
    toggle.dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
    element.derivative = made[0]!;
    await element.updateComplete;
    const [from] = element.shadowRoot!.querySelectorAll('sigma-number');
    from!.dispatchEvent(new CustomEvent('change', { detail: { value: 12 } }));
    const rule = element.shadowRoot!.querySelector('sigma-rule')!;
    const blurred = { rule: 'blurred', noise: 0, width: 2 };
    rule.dispatchEvent(new CustomEvent('change', { detail: { derivative: blurred } }));
    toggle.dispatchEvent(new CustomEvent('change', { detail: { checked: false } }));
    element.remove();
    assert.deepEqual(made, [
      { ...BEST, anneal: { to, from: 5, until: 10 } },
      { ...BEST, anneal: { to, from: 12, until: 17 } },
      { ...BEST, anneal: { to: { rule: 'blurred', width: 2 }, from: 5, until: 10 } },
      BEST,
    ]);
  });
});
