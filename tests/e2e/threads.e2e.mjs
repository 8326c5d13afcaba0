/** Threads of WebAssembly in the page as it is built: where the host isolates it from other origins, and where it doesn't. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBuilt } from './support.mjs';

const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const experiment = {
  network: { kind: 'autoencoder', channels: 5, latent: 2, coordinates: false },
  activation: { name: 'silu' },
  data: { source: 'garments', trainSize: 64, testSize: 16 },
  batchSize: 16,
  steps: 3,
};

/** Trains on WebAssembly; resolves to the device's name, the losses, what was kept of times, and what went wrong. */
async function train(t, headers) {
  const { page, problems } = await openBuilt(t, { headers });
  await page.waitForFunction(() => window.playground !== undefined, undefined, { timeout: 60_000 });
  const { adapter } = await page.evaluate(() => window.playground.device('wasm'));
  const run = await page.evaluate((given) => window.playground.train(given, { save: false }), experiment);
  const losses = [...run.steps.map(({ trainLoss }) => trainLoss), run.epochs.at(-1).testLoss];
  const times = await page.evaluate(async () => {
    const cache = await window.caches.open('sigma-playground-devices');
    const requests = await cache.keys();
    const entries = requests.map(async (request) => {
      const response = await cache.match(request);
      return [decodeURIComponent(new URL(request.url).pathname.split('/').at(-1)), await response.json()];
    });
    return Object.fromEntries(await Promise.all(entries));
  });
  return { adapter, losses, times, problems, isolated: await page.evaluate(() => window.crossOriginIsolated) };
}

test('where the host isolates the page, threads start, are measured, and compute the same', async (t) => {
  const alone = await train(t, {});
  assert.equal(alone.isolated, false);
  assert.equal(alone.adapter, 'one thread of the processor');
  assert.deepEqual(alone.problems, []);

  const isolated = await train(t, isolation);
  assert.equal(isolated.isolated, true);
  assert.match(isolated.adapter, /^(one thread|[234] threads) of the processor$/);
  assert.deepEqual(isolated.problems, []);
  assert.deepEqual(isolated.losses, alone.losses);
  const [, many] = Object.entries(isolated.times).find(([name]) => /^wasm, \d threads$/.test(name));
  assert.ok(many.ms > 0, 'threads that started have a time');
  assert.ok(isolated.times['wasm, one thread'].ms > 0);
});
