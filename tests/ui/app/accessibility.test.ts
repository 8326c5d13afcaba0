import { assert } from '../../support/expect.ts';
import type { FakeState } from '../../support/fake-store.ts';
import { openPage, until, type Size } from '../../support/frame.ts';

const LOOKS: readonly (readonly [FakeState, Size])[] = [
  ['idle', 'wide'],
  ['training', 'wide'],
  ['best', 'wide'],
  ['changed', 'middle'],
  ['download-failed', 'wide'],
  ['diverged', 'phone'],
  ['training', 'phone'],
  ['fell-back', 'phone'],
];

describe('axe has nothing to say', () => {
  for (const theme of ['light', 'dark'] as const)
    for (const [state, size] of LOOKS) {
      it(`${state}, ${size}, ${theme}`, async () => {
        const page = await openPage(state, size, theme);
        assert.deepEqual(await page.violations(), []);
        page.close();
      });
    }

  it('about the device’s popover and the catalogue', async () => {
    const page = await openPage('device-wrong');
    const header = page.app.shadowRoot!.querySelector('sigma-header')!.shadowRoot!;
    header.querySelector('sigma-device')!.shadowRoot!.querySelector<HTMLElement>('#open')!.click();
    await page.settle();
    assert.deepEqual(await page.violations(), []);
    page.close();
  });

  it('about the catalogue', async () => {
    const page = await openPage('best');
    page.store.set({
      own: [{ id: '1', name: 'mine', activation: { formula: 'x*x' }, derivative: { rule: 'exact', noise: 0 } }],
    });
    const panel = page.view.querySelector('sigma-sigma-panel')!.shadowRoot!;
    const picker = panel.querySelector('sigma-picker')!.shadowRoot!;
    picker.querySelector<HTMLElement>('#open')!.click();
    await until(() => Boolean(picker.querySelector('sigma-gallery')?.shadowRoot?.querySelector('.card')));
    await page.settle();
    assert.deepEqual(await page.violations(), []);
    page.close();
  });

  it('about open sections, runs and the table', async () => {
    const page = await openPage('done');
    const root = page.view;
    root.querySelector('sigma-run-list')!.shadowRoot!.querySelectorAll<HTMLElement>('.open')[3]!.click();
    root.querySelector('sigma-loss-chart')!.shadowRoot!.querySelector<HTMLElement>('summary')!.click();
    for (const name of ['sigma-optimizer-panel', 'sigma-training-panel'])
      root.querySelector(name)!.shadowRoot!.querySelector('sigma-section')!.open = true;
    await page.settle();
    assert.deepEqual(await page.violations(), []);
    page.close();
  });
});
