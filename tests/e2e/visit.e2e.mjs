/** What outlives a tab, in the page as it is built: links, runs that were cut off, data. No network but the page's own host. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilt, withoutData } from './support.mjs';

/** A network that any machine trains in no time, slow enough to be caught in the middle of its 200 epochs. */
const small = '#v=1&channels=2&latent=2&batch=32&epochs=200&data=garments&train=256&test=32';

const state = (page) => page.evaluate(() => window.stateNow());

/** Resolves with the state once `wanted`, which runs in the page, says so; it finds the state by `window.stateNow()`. */
async function until(page, wanted, given) {
  await page.waitForFunction(wanted, given, { timeout: 120_000, polling: 50 });
  return state(page);
}

async function open(t, fragment) {
  const opened = await openBuilt(t, { fragment, expected: withoutData });
  const { page } = opened;
  const define = () => {
    window.stateNow = () => document.querySelector('sigma-app')?.store?.state;
  };
  await page.evaluate(define);
  await page.addInitScript(define); // for when it is reloaded
  await page.waitForFunction(() => window.playground !== undefined, undefined, { timeout: 60_000 });
  await page.evaluate(() => window.playground.device('wasm'));
  return opened;
}

test('a link shows exactly its configuration in a fresh profile, and the address keeps it', async (t) => {
  const fragment = '#v=1&channels=8&activation=gelu&rule=best&lr=0.01&cautious=1&seed=7&data=garments&train=500';
  const { page, url, problems } = await open(t, fragment);
  const { experiment, notices } = await state(page);
  assert.deepEqual(notices, []);
  const parsed = await page.evaluate((link) => window.playground.parse(link), url + fragment);
  assert.deepEqual(experiment, parsed.experiment);
  assert.equal(await page.evaluate((given) => window.playground.link(given), experiment), url + fragment);
  await page.waitForTimeout(1000);
  assert.equal(page.url(), url + fragment);
  const entries = await page.evaluate(() => window.history.length);
  await page.evaluate(() => document.querySelector('sigma-app').store.actions.configure({ seed: 8 }));
  await page.waitForURL(/seed=8/);
  assert.equal(await page.evaluate(() => window.history.length), entries);
  assert.deepEqual(problems, []);
});

test('a run that a reload cuts off goes on from its checkpoint', async (t) => {
  const { page } = await open(t, small);
  await page.evaluate(() => void document.querySelector('sigma-app').store.actions.train());
  await until(page, () => window.stateNow().live?.run.epochs.length >= 1 && window.stateNow().live.saved);
  await page.waitForTimeout(1500);
  const before = await state(page);
  await page.reload();
  const cut = await until(page, () => window.stateNow()?.notices.some(({ id }) => id === 'interrupted'));
  assert.equal(cut.runs[0].run.status, 'interrupted');
  assert.equal(cut.runs[0].resumable, true);
  await page.evaluate(() => document.querySelector('sigma-app').store.actions.act('interrupted', 'continue'));
  const known = before.live.run.epochs.length;
  const after = await until(page, (length) => window.stateNow().live?.run.epochs.length > length, known);
  assert.deepEqual(after.live.run.epochs.slice(0, known).map(strip), before.live.run.epochs.map(strip));
  assert.deepEqual(
    after.live.run.steps.map(({ step }) => step),
    after.live.run.steps.map((_, i) => i + 1),
  );
  assert.deepEqual(after.live.run.steps.slice(0, before.live.run.steps.length), before.live.run.steps);
});

/** An epoch without its time, which is never twice the same. */
const strip = ({ seconds, ...epoch }) => ({ ...epoch, timed: seconds > 0 });

test('with no network at all, Train works, on the built-in data, and says so', async (t) => {
  const { page } = await open(t, '');
  await page.evaluate(() => {
    const { store } = document.querySelector('sigma-app');
    const { network, data } = store.state.experiment;
    store.actions.configure({
      network: { ...network, channels: 2, latent: 2 },
      steps: 2,
      batchSize: 32,
      data: { ...data, trainSize: 64, testSize: 16 },
    });
    void store.actions.train();
  });
  const { live, notices, data } = await until(page, () => window.stateNow().live?.phase === 'ended');
  assert.equal(live.run.status, 'done');
  assert.deepEqual(live.run.data, { source: 'garments', synthetic: true, trainCount: 64, testCount: 16 });
  assert.equal(data.fellBack, true);
  const notice = notices.find(({ id }) => id === 'data');
  assert.match(notice.message, /synthetic/);
  assert.deepEqual(
    notice.actions.map(({ id }) => id),
    ['retry', 'choose', 'keep'],
  );
});

test('where the browser refuses storage, training goes on, and a banner says that nothing is saved', async (t) => {
  const { page } = await open(t, '');
  await page.addInitScript(() => {
    window.IDBFactory.prototype.open = () => {
      throw new window.DOMException('Access is denied for this document.', 'SecurityError');
    };
  });
  await page.reload();
  await page.waitForFunction(() => window.playground !== undefined);
  const run = await page.evaluate(async () => {
    await window.playground.device('wasm');
    return window.playground.train({
      network: { channels: 2, latent: 2 },
      steps: 2,
      batchSize: 16,
      data: { source: 'garments', trainSize: 32, testSize: 8 },
    });
  });
  assert.equal(run.status, 'done');
  const { live, notices } = await state(page);
  assert.equal(live.saved, false);
  assert.match(notices.find(({ id }) => id === 'storage').message, /Not saved/);
  const exported = JSON.parse(await page.evaluate((id) => window.playground.runs.export([id]), run.id));
  assert.equal(exported.runs[0].steps.length, 2);
  assert.ok(exported.runs[0].weights.length > 100);
});
