import { assert } from '../../support/expect.ts';
import { openPage } from '../../support/frame.ts';

describe('the list of runs', () => {
  it('begins with the newest, whatever the order they come in', async () => {
    const page = await openPage('done');
    const list = page.view.querySelector('sigma-run-list')!;
    const names = (): string[] =>
      [...list.shadowRoot!.querySelectorAll('.name')].map(({ textContent }) => textContent.trim());
    const before = names();
    assert.equal(before[0], 'ReLU, exact');
    page.store.set({ runs: page.store.state.runs.toReversed() });
    await page.settle();
    assert.deepEqual(names(), before);
    page.close();
  });
});
