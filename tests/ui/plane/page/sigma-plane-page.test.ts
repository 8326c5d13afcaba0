import type { PlaneStep } from '../../../../src/domain/run/plane-step.ts';
import type { AppState, EditedRun, LiveRun } from '../../../../src/state/app-state.ts';
import { START_NET, withNumber } from '../../../../src/state/plane-edits.ts';
import '../../../../src/ui/plane/page/sigma-plane-page.ts';
import type { SigmaPlanePage } from '../../../../src/ui/plane/page/sigma-plane-page.ts';
import { assert } from '../../../support/expect.ts';
import { FakeStore } from '../../../support/fake-store.ts';

const NUMBERS = START_NET.layers.map(({ weights, bias }) => ({ weights, bias }));
const AT = { layer: 0, row: 0, column: 0 } as const;

function live(id: string, state: AppState, change: Partial<LiveRun> = {}): LiveRun {
  const training = new FakeStore('training').state.live!;
  const plane = { numbers: NUMBERS, numbersStep: 5, frames: [], slow: null, edited: null };
  const run = { ...training.run, id, experiment: state.experiment };
  return { ...training, run, phase: 'paused', plane, ...change };
}

describe('<sigma-plane-page>', () => {
  let element: SigmaPlanePage;
  let told: [string, unknown][];

  beforeEach(async () => {
    element = document.createElement('sigma-plane-page');
    told = [];
    for (const name of ['sigma-edit-run', 'sigma-plane-edit', 'sigma-configure', 'sigma-slow-step', 'sigma-seek'])
      element.addEventListener(name, (event) => told.push([name, (event as CustomEvent<unknown>).detail]));
    element.state = new FakeStore('plane').state;
    element.recorded = () => Promise.resolve([]);
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  const $ = <T extends keyof HTMLElementTagNameMap>(tag: T) => element.shadowRoot!.querySelector(tag);

  async function show(change: Partial<AppState>): Promise<void> {
    element.state = { ...element.state!, ...change };
    await element.updateComplete;
  }

  function edit(): void {
    const network = withNumber(START_NET, AT, 9);
    $('sigma-plane')!.dispatchEvent(new CustomEvent('sigma-plane-edit', { detail: { network, key: 'k' }, bubbles: true, composed: true })); // prettier-ignore
  }

  const twins = (change: Partial<LiveRun> = {}): Partial<AppState> => {
    const both = ['a', 'b'].map((id) => live(id, element.state!, change));
    return { live: both[0]!, twins: both };
  };

  it('edits what is configured before there is a run, and the run while one waits', async () => {
    edit();
    assert.deepEqual(told.map(([name]) => name), ['sigma-plane-edit']); // prettier-ignore
    await show({ live: live('a', element.state!) });
    edit();
    assert.deepEqual(told.map(([name]) => name), ['sigma-plane-edit', 'sigma-edit-run']); // prettier-ignore
    assert.deepInclude(told[1]![1] as EditedRun, { runs: ['a'], key: 'k' });
  });

  it('shows twins in rows once they train, and one twin’s net with edits for it alone or for all', async () => {
    assert.isNull($('sigma-twins'));
    await show(twins());
    assert.isNotNull($('sigma-twins'));
    $('sigma-twins')!.dispatchEvent(new CustomEvent('twin-open', { detail: 1 }));
    await element.updateComplete;
    assert.isNull($('sigma-twins'));
    edit();
    $('sigma-twin-choice')!.dispatchEvent(new CustomEvent('twin-choice', { detail: { all: true } }));
    edit();
    assert.deepEqual(told.map(([, detail]) => (detail as EditedRun).runs), [['b'], ['a', 'b']]); // prettier-ignore
    await show({ notices: [] });
    assert.isNull($('sigma-twins'), 'they stay closed');
  });

  it('tells of the twin that still goes on when the first has ended', async () => {
    const [first, second] = [live('a', element.state!, { phase: 'ended' }), live('b', element.state!)];
    await show({ live: first, twins: [first, second] });
    assert.equal($('sigma-transport')!.live!.run.id, 'b');
  });

  it('shows a step slowly under the transport, and of twins in their rows', async () => {
    const slow: PlaneStep = { step: 6, network: START_NET, example: 0, place: 0, point: [0, 0], target: [0], batch: [0], loss: 0, batchLoss: 0, layers: [] }; // prettier-ignore
    const plane = { ...live('a', element.state!).plane!, slow };
    await show({ live: live('a', element.state!, { plane }) });
    assert.isNotNull($('sigma-slow-phases'));
    assert.isNotNull($('sigma-slow-step'));
    await show(twins({ plane }));
    assert.isNull($('sigma-slow-step'));
    await $('sigma-twins')!.updateComplete;
    assert.lengthOf($('sigma-twins')!.shadowRoot!.querySelectorAll('sigma-slow-step'), 2);
  });

  it('has the net learn a picture that is dropped, and says what it can’t use', async () => {
    await element.takeFiles([new File(['{}'], 'a.json', { type: 'application/json' })]);
    await element.updateComplete;
    assert.include(element.shadowRoot!.querySelector('[role=alert]')!.textContent, 'drop an image');
    const canvas = new OffscreenCanvas(40, 20);
    canvas.getContext('2d')!.fillRect(0, 0, 40, 20);
    await element.takeFiles([new File([await canvas.convertToBlob()], 'a.png', { type: 'image/png' })]);
    await element.updateComplete;
    assert.equal(element.shadowRoot!.querySelector('[role=alert]')!.textContent, '');
    const [name, change] = told.at(-1)!;
    assert.equal(name, 'sigma-configure');
    assert.nestedPropertyVal(change, 'data.source', 'image');
    assert.nestedPropertyVal(change, 'data.image.size', 28);
  });
});
