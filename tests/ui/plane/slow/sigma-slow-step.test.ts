import type { PlaneStep } from '../../../../src/domain/run/plane-step.ts';
import { START_NET } from '../../../../src/state/plane-edits.ts';
import type { Phase } from '../../../../src/ui/plane/slow/phases.ts';
import '../../../../src/ui/plane/slow/sigma-slow-phases.ts';
import type { PhaseChange } from '../../../../src/ui/plane/slow/sigma-slow-phases.ts';
import '../../../../src/ui/plane/slow/sigma-slow-step.ts';
import type { SigmaSlowStep } from '../../../../src/ui/plane/slow/sigma-slow-step.ts';
import { assert } from '../../../support/expect.ts';

const numbers = (value: number) => ({ weights: [[value, 0]], bias: [0] });
const STEP: PlaneStep = {
  step: 3,
  network: START_NET,
  example: 4,
  place: 0,
  point: [1, -2],
  target: [1],
  batch: [4, 5],
  loss: 0.25,
  batchLoss: 0.5,
  layers: [
    {
      input: [1, -2],
      x: [0.5, -1],
      a: [0.5, 0],
      upstream: [-1, 2],
      left: [0, 0],
      right: [1, 1],
      side: ['right', 'none'],
      passed: [-1, 0],
      gradient: numbers(1),
      before: numbers(1),
      after: numbers(0.9),
    },
  ],
};

describe('<sigma-slow-step>', () => {
  let element: SigmaSlowStep;

  beforeEach(async () => {
    element = document.createElement('sigma-slow-step');
    element.step = STEP;
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  async function at(phase: Phase): Promise<string> {
    element.phase = phase;
    await element.updateComplete;
    return element.shadowRoot!.textContent.replace(/\s+/g, ' ');
  }

  it('tells each phase with its numbers', async () => {
    assert.include(await at('forward'), 'The point (1, −2) goes in');
    assert.include(await at('loss'), 'the target is 1: a loss of 0.25, and 0.5 on average over the batch of 2');
    assert.include(await at('update'), 'A −0.1');
  });

  it('shows which slope each σ passed back, in its colour', async () => {
    assert.include(await at('backward'), 'right −1');
    const spans = [...element.shadowRoot!.querySelectorAll('dd span')];
    assert.deepEqual(
      spans.map(({ className }) => className),
      ['right', 'none'],
    );
  });
});

describe('<sigma-slow-phases>', () => {
  it('begin each step at its first phase, and go where a person says', async () => {
    const element = document.createElement('sigma-slow-phases');
    const told: Phase[] = [];
    element.addEventListener('phase', (event) => told.push((event as PhaseChange).detail.phase));
    element.step = 1;
    document.body.append(element);
    await element.updateComplete;
    assert.isEmpty(told, 'it shows the first already');
    const choice = element.shadowRoot!.querySelector('sigma-segmented')!;
    choice.dispatchEvent(new CustomEvent('change', { detail: { value: 'update' } }));
    element.phase = 'update';
    element.step = 2;
    await element.updateComplete;
    assert.deepEqual(told, ['update', 'forward']);
    element.remove();
  });
});
