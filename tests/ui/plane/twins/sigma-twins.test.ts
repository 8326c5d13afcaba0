import type { LiveRun } from '../../../../src/state/app-state.ts';
import { INITIAL_LOOK } from '../../../../src/state/plane-look.ts';
import { START_NET } from '../../../../src/state/plane-edits.ts';
import { netOfTwin, partedAt } from '../../../../src/ui/plane/twins/nets.ts';
import '../../../../src/ui/plane/twins/sigma-twins.ts';
import type { SigmaTwins } from '../../../../src/ui/plane/twins/sigma-twins.ts';
import { assert } from '../../../support/expect.ts';
import { FakeStore } from '../../../support/fake-store.ts';

function twin(id: string, parted?: number | null): LiveRun {
  const { state } = new FakeStore('plane');
  const live = new FakeStore('training').state.live!;
  const run = { ...live.run, id, experiment: state.experiment, ...(parted !== undefined && { parted }) };
  const numbers = START_NET.layers.map(({ weights, bias }) => ({ weights, bias }));
  return { ...live, run, plane: { numbers, numbersStep: 1, frames: [], slow: null, edited: null } };
}

describe('twins', () => {
  it('part where the first of them does', () => {
    assert.isNull(partedAt([twin('a'), twin('b', null)]));
    assert.equal(partedAt([twin('a'), twin('b', 7), twin('c', 3)]), 3);
  });

  it('are drawn from the run while it trains, and from their numbers after', () => {
    const training = netOfTwin(twin('a'), START_NET)!;
    assert.deepEqual(training.weights, { from: 'run', runId: 'a' });
    assert.isUndefined(training.network.layers[0]!.weights);
    const ended = netOfTwin({ ...twin('a'), phase: 'ended' }, START_NET)!;
    assert.deepEqual(ended.weights, { from: 'experiment' });
    assert.deepEqual(ended.network.layers[0]!.weights, START_NET.layers[0]!.weights);
  });
});

describe('<sigma-twins>', () => {
  let element: SigmaTwins;
  const buttons = (): HTMLButtonElement[] => [
    ...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.acts button'),
  ];

  beforeEach(async () => {
    element = document.createElement('sigma-twins');
    element.network = START_NET;
    element.look = INITIAL_LOOK;
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  it('begin with what is configured and a staircase that lies, and train on request', async () => {
    let sent: unknown = null;
    element.addEventListener('sigma-train-twins', (event) => (sent = (event as CustomEvent<unknown>).detail));
    let chosen: unknown = null;
    element.addEventListener('sigma-choose-twins', (event) => (chosen = (event as CustomEvent<unknown>).detail));
    buttons()[1]!.click();
    await element.updateComplete;
    buttons()[0]!.click();
    assert.lengthOf(sent as object[], 3);
    assert.equal(chosen, sent, 'which is kept');
    assert.nestedPropertyVal(sent, '[1].activation.name', 'staircase');
    assert.nestedPropertyVal(sent, '[1].derivative.rule', 'formula');
  });

  it('say where they part, with a row each and one for the difference', async () => {
    element.twins = [twin('a'), twin('b', 2)];
    await element.updateComplete;
    assert.include(element.shadowRoot!.textContent.replace(/\s+/g, ' '), 'They part at step 2');
    assert.lengthOf(element.shadowRoot!.querySelectorAll('sigma-twin-row'), 3);
    assert.isTrue(buttons()[0]!.disabled, 'they go on already');
  });
});
