/** Fingers on the built page of the 2D net, as a phone's browser passes them on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilt, withoutData } from './support.mjs';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

async function open(t) {
  const { page } = await openBuilt(t, { fragment: '#v=1&net=plane', context: phone, expected: withoutData });
  await page.waitForFunction(() => window.playground !== undefined, undefined, { timeout: 60_000 });
  await page.locator('sigma-strip [role=application]').first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  const touch = (type, points) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const look = () =>
    page.evaluate(() => {
      const { experiment, plane } = document.querySelector('sigma-app').store.state;
      return { zoom: experiment.network.zoom, ...plane.look, page: window.visualViewport.scale };
    });
  return { page, touch, look };
}

for (const picture of ['sigma-plane-input', 'sigma-strip'])
  test(`two fingers zoom about what lies between them, on ${picture}`, async (t) => {
    const { page, touch, look } = await open(t);
    const tile = page.locator(picture).first().locator('[role=application]').first();
    await tile.scrollIntoViewIfNeeded();
    for (const [right, down] of [
      [1, 0],
      [0, 1],
      [0.7, -0.7],
    ]) {
      // prettier-ignore
      const before = await look();
      const { x, y, width } = await tile.boundingBox();
      const middle = [x + width / 4, y + width / 2]; // half the extent to the left of the centre
      const fingers = (apart) => [-apart, apart].map((d) => [middle[0] + d * right, middle[1] + d * down]);
      await touch('touchStart', fingers(10).slice(0, 1));
      await touch('touchStart', fingers(10));
      for (let apart = 10; apart <= 20; apart++) await touch('touchMove', fingers(apart));
      await touch('touchEnd', []);
      await page.waitForTimeout(300);
      const after = await look();
      assert.ok(Math.abs(after.zoom / before.zoom - 0.5) < 0.01, `twice as far apart: ${before.zoom} to ${after.zoom}`);
      const there = before.centre[0] - before.zoom / 2;
      const off = [after.centre[0] - after.zoom / 2 - there, after.centre[1] - before.centre[1]];
      assert.ok(Math.hypot(...off) < 0.01 * after.zoom, `what lay between the fingers went off by ${off.join(', ')}`);
      assert.deepEqual([after.pins, after.page], [[], 1], 'nothing is pinned, and the page stays as it is');
    }
  });

test('one finger up or down an atlas scrolls the page, and sideways moves the plane', async (t) => {
  const { page, touch, look } = await open(t);
  const tile = page.locator('sigma-strip [role=application]').first();
  await tile.scrollIntoViewIfNeeded();
  const top = async () => (await tile.boundingBox()).y;
  const { x, y, width } = await tile.boundingBox();
  const drag = async (right, down) => {
    await touch('touchStart', [[x + width / 2, y + width / 2]]);
    for (let i = 1; i <= 12; i++) {
      await touch('touchMove', [[x + width / 2 + i * right, y + width / 2 + i * down]]);
      await page.waitForTimeout(16);
    }
    await touch('touchEnd', []);
    await page.waitForTimeout(300);
  };
  await drag(0, -6);
  assert.ok((await top()) < y - 20, 'the page scrolled');
  assert.deepEqual((await look()).centre, [0, 0]);
  await drag(0, 6);
  const place = await top();
  await drag(2, 0);
  assert.equal(await top(), place);
  assert.ok((await look()).centre[0] < 0, 'the plane went along');
});
