/** Both views of the page as it is built: the 2D net trains and its run outlives a reload; axe finds nothing in either. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openBuilt, withoutData } from './support.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A job that any machine does in no time. */
const spirals = '#v=1&net=plane&widths=4,4,1&data=spirals&batch=32&epochs=3';

async function open(t, fragment, context) {
  const opened = await openBuilt(t, { fragment, context, expected: withoutData });
  await ready(opened.page);
  return opened;
}

const until = (page, wanted) => page.waitForFunction(wanted, undefined, { timeout: 60_000, polling: 50 });

const ready = (page) => until(page, () => window.playground !== undefined);

const state = (page) => page.evaluate(() => document.querySelector('sigma-app').store.state);

/** Violations in the page as it is now, one line each; the policy holds what a page loads, not what is asked of it from outside. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${JSON.stringify(target)}`));
}

test('the 2D net learns spirals, and after a reload the run is there', async (t) => {
  const { page, problems } = await open(t, spirals);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await until(page, () => document.querySelector('sigma-app').store.state.live?.phase === 'ended');
  await page.waitForFunction(() => document.querySelector('sigma-app').store.state.live?.phase === 'ended');
  const { live } = await state(page);
  assert.equal(live.run.status, 'done');
  assert.equal(live.run.epochs.length, 3);
  await page.reload();
  await ready(page);
  await until(page, () => document.querySelector('sigma-app').store.state.runs.length > 0);
  const { runs, view, experiment } = await state(page);
  assert.equal(view, 'plane');
  assert.deepEqual(experiment.network.widths, live.run.experiment.network.widths);
  assert.equal(runs[0].run.id, live.run.id);
  assert.deepEqual(runs[0].run.epochs, live.run.epochs);
  assert.deepEqual(problems, []);
});

for (const colorScheme of ['light', 'dark'])
  test(`axe finds nothing in either view, ${colorScheme}`, async (t) => {
    const { page, problems } = await open(t, '', { colorScheme });
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: '2D net' }).click();
    await page.locator('sigma-plane canvas').first().waitFor();
    await page.waitForTimeout(1000);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(problems, []);
  });

for (const colorScheme of ['light', 'dark'])
  test(`axe finds nothing about twins, a step that is shown slowly, and dialogs, ${colorScheme}`, async (t) => {
    const { page, problems } = await open(t, spirals.replace('epochs=3', 'epochs=4000'), { colorScheme });
    await page.evaluate(() => window.playground.device('wasm'));
    const press = (name, nth = 0) => page.getByRole('button', { name, exact: true }).nth(nth).click();
    const found = [];
    const look = async (what) => {
      await page.waitForTimeout(400);
      found.push(...(await violations(page)).map((violation) => `${what}: ${violation}`));
    };
    await press('Twins');
    await look('what twins are trained under');
    await press('Train twins');
    await until(page, () => document.querySelector('sigma-app').store.state.twins.every(({ step }) => step > 20));
    await press('Pause');
    await until(page, () =>
      document.querySelector('sigma-app').store.state.twins.every(({ phase }) => phase === 'paused'),
    );
    await press('Slow step');
    await until(page, () => document.querySelector('sigma-app').store.state.twins.every(({ plane }) => plane.slow));
    await look('twins');
    await press('Open its net');
    await look('the net of a twin');
    await press('Film…');
    await page.getByRole('heading', { name: 'Film of the run' }).waitFor();
    await look('the film');
    await page.keyboard.press('Escape');
    await page.locator('sigma-strip [role=application]').first().press('o');
    await page.locator('sigma-atlas-dialog dialog[open]').waitFor();
    await look('the large atlas');
    await page.keyboard.press('Escape');
    assert.deepEqual(found, []);
    assert.deepEqual(problems, []);
  });
