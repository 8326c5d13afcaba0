import { assert } from '../../support/expect.ts';
import '../../../src/ui/loss-chart/sigma-loss-chart.ts';
import { FakeStore } from '../../support/fake-store.ts';
import { openPage, until, type Framed } from '../../support/frame.ts';

describe('<sigma-loss-chart>', () => {
  let page: Framed;
  afterEach(() => page.close());

  const chart = (): ShadowRoot => page.view.querySelector('sigma-loss-chart')!.shadowRoot!;
  const canvas = (): HTMLCanvasElement => chart().querySelector('canvas')!;
  const showAll = (): Element => chart().querySelector('button[aria-label="Show all"]')!;
  /** Chart.js makes the canvas as large as its frame once it draws. */
  const drawn = (): Promise<void> => until(() => canvas().width > 300 || canvas().style.width !== '', 'a chart');

  it('says what will be there while there is nothing', async () => {
    page = await openPage('idle');
    assert.isTrue(canvas().hidden);
    assert.include(chart().querySelector('.empty')!.textContent, 'on the test set');
  });

  it('zooms with the wheel, stays zoomed while the run goes on, and shows all again', async () => {
    page = await openPage('training');
    await drawn();
    const box = canvas().getBoundingClientRect();
    canvas().dispatchEvent(
      new WheelEvent('wheel', { deltaY: -200, clientX: box.left + 200, clientY: box.top + 100, cancelable: true }),
    );
    await page.settle();
    assert.notInclude(showAll().className, 'out');
    page.store.set({ live: { ...page.store.state.live!, step: 1290 } });
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.notInclude(showAll().className, 'out');
    (showAll() as HTMLElement).click();
    await page.settle();
    assert.include(showAll().className, 'out');
  });

  it('zooms and comes back by keyboard', async () => {
    page = await openPage('training');
    await drawn();
    const press = async (key: string): Promise<void> => {
      chart()
        .querySelector('.frame')!
        .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await page.settle();
    };
    await press('+');
    assert.notInclude(showAll().className, 'out');
    await press('ArrowLeft');
    await press('0');
    assert.include(showAll().className, 'out');
  });

  it('has every epoch in its table', async () => {
    page = await openPage('done');
    const rows = [...chart().querySelectorAll('tbody tr')];
    assert.lengthOf(rows, 20);
    assert.match(rows[19]!.textContent.replace(/\s+/g, ' '), /^ ?20 3,740 0\.0\d+ 0\.0\d+ 4\.3 s ?$/);
  });
});

describe('<sigma-loss-chart> under the pointer', () => {
  it('reads off the nearest point', async () => {
    const { live, runs } = new FakeStore('training').state;
    const element = document.createElement('sigma-loss-chart');
    Object.assign(element, { live, runs });
    Object.assign(element.style, { width: '400px', height: '400px' });
    document.body.append(element);
    const root = (): ShadowRoot => element.shadowRoot!;
    await until(() => (root().querySelector('canvas')?.style.width ?? '') !== '', 'a chart');
    const canvas = root().querySelector('canvas')!;
    const box = canvas.getBoundingClientRect();
    canvas.dispatchEvent(
      new MouseEvent('mousemove', { clientX: box.left + 150, clientY: box.top + 150, bubbles: true }),
    );
    await until(() => root().querySelector('.readout')!.textContent !== '', 'a read-out');
    assert.match(root().querySelector('.readout')!.textContent, /^(train|test) 0\.\d+ at step [\d,]+ of \w+/);
    element.remove();
  });
});
