import '../../../../src/ui/plane/timeline/sigma-timeline.ts';
import type { SigmaTimeline } from '../../../../src/ui/plane/timeline/sigma-timeline.ts';
import { assert } from '../../../support/expect.ts';
import { FakeStore } from '../../../support/fake-store.ts';

describe('<sigma-timeline>', () => {
  let element: SigmaTimeline;
  let sought: unknown[];

  beforeEach(async () => {
    const { state } = new FakeStore('paused');
    element = document.createElement('sigma-timeline');
    element.live = state.live;
    element.plane = { ...state.plane, snapshots: [0, 8, 16] };
    element.owner = 'run';
    sought = [];
    element.addEventListener('sigma-seek', (event) => sought.push((event as CustomEvent).detail));
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  const slider = (): HTMLInputElement => element.shadowRoot!.querySelector('input')!;

  it('stands at now, and goes to recorded steps and back', () => {
    assert.equal(slider().value, '2');
    for (const value of ['0', '1', '2']) {
      slider().value = value;
      slider().dispatchEvent(new Event('input'));
    }
    assert.deepEqual(sought, [0, 8, null]);
  });

  it('plays from the first to the last', async () => {
    element.shadowRoot!.querySelector<HTMLElement>('[aria-label="Play the film"]')!.click();
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.deepEqual(sought, [0, 8, null]);
  });

  it('says what an edit would do', async () => {
    assert.include(element.shadowRoot!.textContent, 'take effect in this run');
    element.owner = 'snapshot';
    await element.updateComplete;
    assert.include(element.shadowRoot!.textContent, 'the run itself stands where it is');
  });

  it('waits while nothing is recorded', async () => {
    element.plane = { ...element.plane, snapshots: [] };
    await element.updateComplete;
    assert.isTrue(slider().disabled);
  });
});
