/**
 * `npm run bench [-- --only ours-webgpu,torch --cases 8x32,16x64 --rounds 7 --no-figures --json FILE]`: times training steps of our engines, of stock
 * tfjs, of jax-js and of PyTorch in one run, in turns. Each contender in the browser has a page of its own; pages wait while it isn't their turn.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumFlags, needChromium } from '../tools/chromium.mjs';
import { readOptions } from './harness/options.mjs';
import { race } from './harness/race.mjs';
import { report } from './harness/report.mjs';
import { pythonWithTorch, torchContender } from './harness/torch.mjs';

const LATENT = 16;
const root = join(import.meta.dirname, '..', '..');
const IN_BROWSER = ['stock', 'jax-webgpu', 'jax-wasm', 'ours-webgpu', 'ours-wasm'];

const python = pythonWithTorch();
if (!python) console.log('PyTorch is not here, and left out.');
const options = readOptions([...IN_BROWSER, ...(python ? ['torch'] : [])]);

const page = '<!doctype html><script type="module" src="/tests/bench/page.ts"></script>';

/** Serves the sources, and one page that has the contenders. */
async function serve() {
  const cacheDir = join(root, '.cache', `vite-bench-${process.pid}`);
  mkdirSync(cacheDir, { recursive: true });
  process.once('exit', () => rmSync(cacheDir, { recursive: true, force: true }));
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    cacheDir,
    logLevel: 'warn',
    server: { port: 0, hmr: false, ws: false, watch: null },
    optimizeDeps: { entries: ['tests/bench/**/*.ts'] },
    plugins: [
      {
        name: 'bench-page',
        configureServer: (server) => {
          server.middlewares.use('/bench', (_, response) => response.setHeader('Content-Type', 'text/html').end(page));
        },
      },
    ],
  });
  await vite.listen();
  return { url: `http://localhost:${vite.httpServer.address().port}/bench`, close: () => vite.close() };
}

async function newPage(browser, url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => console.error(`on the page: ${error.message}`));
  await page.goto(url);
  await page.waitForFunction('window.bench');
  return page;
}

function inBrowser(browser, url, name) {
  let page;
  return {
    async open(what) {
      page = await newPage(browser, url);
      return page.evaluate(([name, what]) => window.bench.open(name, what), [name, what]);
    },
    run: (steps) => page.evaluate((steps) => window.bench.run(steps), steps),
    close: () => page?.close(),
  };
}

async function adapterName(page) {
  return page.evaluate(async () => {
    const { vendor, architecture, description } = (await navigator.gpu.requestAdapter()).info;
    return [vendor, architecture, description].filter(Boolean).join(' ');
  });
}

const server = await serve();
const browser = await chromium.launch({ executablePath: needChromium(), args: chromiumFlags });
try {
  const make = (name) => (name === 'torch' ? torchContender(python, LATENT) : inBrowser(browser, server.url, name));
  const cases = [];
  for (const what of options.cases) {
    console.log(`C=${what.channels}, B=${what.batchSize}: ${what.contenders.join(', ')} …`);
    cases.push(...(await race(what, make, options.rounds)));
  }
  const page = await newPage(browser, server.url);
  const { channels, batchSize } = options.cases[0];
  const figures = options.figures
    ? await page.evaluate((what) => window.bench.figures(what), { channels, batchSize })
    : {};
  report({ adapter: await adapterName(page), cases, figures, json: options.json });
} finally {
  await browser.close();
  await server.close();
}
