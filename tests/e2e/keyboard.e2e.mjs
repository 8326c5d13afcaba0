/** The built page of the 2D net by Tab alone: everything that takes the focus has a name and shows that it has it, nothing keeps it, and nothing is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilt, withoutData } from './support.mjs';

/** More stops than the page has. */
const MOST = 250;

/** What has the focus, however deep: its role and name as a screen reader gets them, and whether it shows the focus. */
async function focused(page, devtools) {
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `(() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e === document.body ? null : e; })()`,
  });
  if (result.objectId === undefined) return null;
  const { nodes } = await devtools.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId,
    fetchRelatives: false,
  });
  const { result: shown } = await devtools.send('Runtime.callFunctionOn', {
    objectId: result.objectId,
    returnByValue: true,
    functionDeclaration: `function () {
      const box = this.getBoundingClientRect();
      const rings = (e) => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
      const around = [this, this.parentElement, this.getRootNode().host].filter(Boolean);
      return { tag: this.localName, visible: this.matches(':focus-visible') && around.some(rings), size: box.width * box.height };
    }`,
  });
  return { role: nodes[0].role?.value, name: nodes[0].name?.value ?? '', ...shown.value };
}

/** All stops from the top of the page until the focus leaves it. */
async function tour(page) {
  const devtools = await page.context().newCDPSession(page);
  await page.evaluate(() => document.activeElement?.blur());
  const stops = [];
  for (let i = 0; i < MOST; i++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page, devtools);
    if (stop === null && stops.length > 0) return stops;
    if (stop !== null) stops.push(stop);
  }
  return assert.fail(
    `the focus is still on the page after ${MOST} stops; the last are ${JSON.stringify(stops.slice(-6))}`,
  );
}

/** Of each of these there is a stop, besides whatever else there is. */
const WANTED = [
  /^Train$/, /^Slow step$/, /^Twins$/, /^x 1 of layer 0$/, /^a 1 of layer 1$/, /^A₀ row 1 column 1$/, /^b₁ 2$/, /^One neuron more$/,
  /^Remove this layer$/, /^Move this layer down$/, /^σ₀\(x\) =$/, /^backward/, /^Add a layer$/, /^Cut a line$/, /zoom/i, /^value$/, /^Edit points$/,
]; // prettier-ignore

test('Tab reaches everything in the 2D net, with a name, seen, and out again', async (t) => {
  const { page, problems } = await openBuilt(t, { fragment: '#v=1&net=plane', expected: withoutData });
  await page.waitForFunction(() => window.playground !== undefined);
  await page.locator('sigma-strip canvas').first().waitFor();
  const stops = await tour(page);
  assert.deepEqual(stops.filter(({ name }) => name === ''), [], 'without a name'); // prettier-ignore
  assert.deepEqual(stops.filter(({ visible }) => !visible), [], 'without a visible focus'); // prettier-ignore
  const names = stops.map(({ name }) => name);
  assert.deepEqual(WANTED.filter((wanted) => !names.some((name) => wanted.test(name))), [], names.join(' | ')); // prettier-ignore
  assert.deepEqual(problems, []);
});

test('everything that an atlas does is done by keys', async (t) => {
  const { page, problems } = await openBuilt(t, { fragment: '#v=1&net=plane', expected: withoutData });
  await page.waitForFunction(() => window.playground !== undefined);
  await page.locator('sigma-strip canvas').first().waitFor();
  const look = async () => {
    await page.waitForTimeout(150); // the state is told once a frame
    return page.evaluate(() => {
      const { experiment, plane } = document.querySelector('sigma-app').store.state;
      return { zoom: experiment.network.zoom, ...plane.look };
    });
  };
  const atlas = page.locator('sigma-strip [role=application]').first();
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve()); // prettier-ignore
  await atlas.focus();
  await press('ArrowRight', 'ArrowUp', '+');
  const moved = await look();
  assert.ok(moved.centre[0] > 0 && moved.centre[1] > 0 && moved.zoom < 4, JSON.stringify(moved));
  await press('0', 'Alt+ArrowRight', 'Enter');
  const pinned = await look();
  assert.deepEqual([pinned.zoom, pinned.pins.length], [4, 1]);
  await press('l', 'Alt+Shift+ArrowUp', 'l');
  const { line } = await look();
  assert.notDeepEqual(line.from, line.to);
  await page.locator('sigma-slice').waitFor();
  await press(']');
  const [first, second] = await Promise.all([0, 1].map((j) => page.locator('sigma-strip [role=application]').nth(j).getAttribute('tabindex'))); // prettier-ignore
  assert.deepEqual([first, second], ['-1', '0']);
  await press('o');
  const dialog = page.locator('sigma-atlas-dialog dialog[open]');
  await dialog.waitFor();
  await press('+');
  assert.ok((await look()).zoom < 4, 'the large atlas zooms, too');
  await press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await page.locator('sigma-strip [role=application]').nth(1).evaluate((tile) => tile.matches(':focus')), 'and the focus is back'); // prettier-ignore
  await page.getByRole('spinbutton', { name: 'A₀ row 1 column 2' }).focus();
  await press('d');
  assert.deepEqual((await look()).wrt, { layer: 0, row: 0, column: 1 });
  await press('Control+z');
  assert.deepEqual(problems, []);
});
