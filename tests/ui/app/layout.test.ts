import { assert } from '../../support/expect.ts';
import type { FakeState } from '../../support/fake-store.ts';
import { allElements, openPage, SIZES, type Framed, type Size } from '../../support/frame.ts';

const LEAST_TARGET = 44;
const CONTROLS = 'button, input:not([type=file]), select, summary, [role=slider]';

function shown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
}

/** The boxes that make up the page, which must not cover each other. */
function blocks({ app }: Framed): Element[] {
  const names =
    'sigma-header, sigma-notices, .panels, .applies, sigma-transport, sigma-readout, sigma-images, sigma-loss-chart, sigma-run-list, .tabs';
  return allElements(app.shadowRoot!).filter((element) => element.matches(names) && shown(element));
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
}

function nameOf(element: Element): string {
  return `${element.localName}.${element.className} “${(element.ariaLabel ?? element.textContent).trim().slice(0, 20)}”`;
}

describe('the layout', () => {
  for (const size of Object.keys(SIZES) as Size[])
    for (const state of ['idle', 'training', 'download-failed', 'fell-back', 'diverged'] satisfies FakeState[]) {
      it(`has nothing on top of anything, and nothing outside the window: ${state}, ${size}`, async () => {
        const page = await openPage(state, size);
        const [width, height] = SIZES[size];
        const all = blocks(page);
        all.forEach((one, index) => {
          const box = one.getBoundingClientRect();
          assert.isAtMost(box.right, width, nameOf(one));
          for (const other of all.slice(index + 1))
            assert.isFalse(overlap(box, other.getBoundingClientRect()), `${nameOf(one)} over ${nameOf(other)}`);
        });
        assert.isAtMost(page.document.documentElement.scrollWidth, width);
        assert.isAtMost(page.document.documentElement.scrollHeight, height);
        page.close();
      });
    }

  for (const size of Object.keys(SIZES) as Size[])
    it(`keeps the header’s parts apart and inside the window: ${size}`, async () => {
      const page = await openPage('device-wrong', size);
      const header = page.app.shadowRoot!.querySelector('sigma-header')!;
      const parts = allElements(header.shadowRoot!).filter((part) => part.matches('h1, button') && shown(part));
      const boxes = parts
        .filter((part) => part.checkVisibility() && part.closest('wa-popover') === null)
        .map((part) => part.getBoundingClientRect());
      assert.isAtLeast(boxes.length, 5);
      boxes.forEach((box, index) => {
        assert.isAtMost(box.right, SIZES[size][0]);
        for (const other of boxes.slice(index + 1)) assert.isFalse(overlap(box, other));
      });
      page.close();
    });

  for (const size of Object.keys(SIZES) as Size[])
    it(`keeps the images below their heading and inside their place, and large enough to see: ${size}`, async () => {
      const page = await openPage('fell-back', size);
      const images = page.view.querySelector('sigma-images')!;
      const [place, heading, canvas] = [images, ...images.shadowRoot!.querySelectorAll('h2, canvas')].map((part) =>
        part.getBoundingClientRect(),
      );
      assert.isAtMost(heading!.bottom, canvas!.top);
      assert.isAtMost(canvas!.bottom, place!.bottom + 0.5);
      assert.isAtLeast(canvas!.height, 112);
      page.close();
    });

  it('leaves a phone’s screen to the run, also under a notice', async () => {
    const page = await openPage('fell-back', 'phone');
    const notice = page.app.shadowRoot!.querySelector('sigma-notices')!;
    assert.isAtMost(notice.getBoundingClientRect().height, 170);
    page.close();
  });

  it('shows the whole loop at 1440 × 900 without scrolling', async () => {
    const page = await openPage('training', 'wide');
    for (const name of [
      'sigma-picker',
      'sigma-rule',
      'sigma-plot',
      'sigma-transport',
      'sigma-images',
      'sigma-loss-chart',
      'sigma-run-list',
    ]) {
      const element = allElements(page.app.shadowRoot!).find(({ localName }) => localName === name)!;
      assert.isAtMost(element.getBoundingClientRect().bottom, 900, name);
    }
    page.close();
  });

  it('gives thumbs 44 pixels at 390 × 844, in every pane', async () => {
    const page = await openPage('training', 'phone');
    const tabs = [...page.view.querySelectorAll<HTMLElement>('.tabs button')];
    for (const tab of tabs) {
      tab.click();
      await page.settle();
      for (const control of allElements(page.app.shadowRoot!).filter(
        (element) => element.matches(CONTROLS) && shown(element),
      )) {
        // A field is as large as the label that it lies in.
        const { height } = (control.closest('label') ?? control).getBoundingClientRect();
        assert.isAtLeast(height, LEAST_TARGET - 0.5, nameOf(control));
      }
    }
    page.close();
  });

  it('keeps its places while numbers change', async () => {
    const page = await openPage('training', 'wide');
    const before = blocks(page).map((element) => element.getBoundingClientRect().toJSON() as object);
    const live = page.store.state.live!;
    page.store.set({ live: { ...live, step: 3739, stepsPerSecond: 1234.5, secondsLeft: 86_000 } });
    await page.settle();
    assert.deepEqual(
      blocks(page).map((element) => element.getBoundingClientRect().toJSON() as object),
      before,
    );
    page.close();
  });

  it('reaches chart and images on a phone', async () => {
    const page = await openPage('training', 'phone');
    const root = page.view;
    const [settings, images, losses] = [...root.querySelectorAll<HTMLElement>('.tabs button')];
    for (const [tab, name] of [
      [settings, '.panels'],
      [images, 'sigma-images'],
      [losses, 'sigma-loss-chart'],
    ] as const) {
      tab!.click();
      await page.settle();
      assert.isTrue(shown(root.querySelector(name)!), name);
      assert.isTrue(shown(root.querySelector('sigma-transport')!));
    }
    page.close();
  });
});
