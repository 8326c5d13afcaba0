/** How long a visitor waits: from pressing Train to the first step, in the page as it is built, on WebGPU, in a browser that has never seen it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { chromiumFlags, needChromium } from '../../tools/chromium.mjs';
import { serveFolder } from '../../tools/static-server.mjs';
import { median } from './race.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const NAME = 'from Train to the first step, built page, webgpu';
const VISITS = 3;
const PATIENCE_MS = 120_000;

/** Milliseconds of several visits, as a row of the table. */
export async function trainButton({ channels, batchSize }) {
  const outDir = mkdtempSync(join(root, '.cache', 'bench-dist-'));
  try {
    await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
    const server = await serveFolder(outDir, '/');
    const runs = [];
    for (let visit = 0; visit < VISITS; visit++)
      runs.push(await firstStepMs(`${server.url}#v=1&channels=${channels}&batch=${batchSize}&data=garments`));
    await server.close();
    const none = { dispatches: null, submits: null, jsMsPerStep: null };
    return {
      cases: [{ name: NAME, C: channels, B: batchSize, msPerStep: median(runs), ...none, runs }],
      ratios: {},
    };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

async function firstStepMs(url) {
  const browser = await chromium.launch({ executablePath: needChromium(), args: chromiumFlags });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(url);
    await page.waitForFunction(() => window.playground !== undefined);
    await page.evaluate(() => window.playground.device('webgpu'));
    const start = performance.now();
    await page.locator('sigma-transport button.primary').click();
    const stepped = () => document.querySelector('sigma-app').store.state.live?.step >= 1;
    await page.waitForFunction(stepped, undefined, { polling: 20 });
    return performance.now() - start;
  } finally {
    await browser.close();
  }
}
