/** Contenders and figures that live in a browser, each on a page of its own; pages wait while it isn't their turn. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '..', '..', '..');
const html = '<!doctype html><script type="module" src="/tests/bench/page.ts"></script>';

/** What a host sends for threads of WebAssembly. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Serves the sources, and one page that has the contenders, as a static host does and isolated; resolves to the addresses and a way to stop. */
export async function servePage() {
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
    // What is loaded by name, too: a dependency met later would reload the page.
    optimizeDeps: { entries: ['tests/bench/**/*.ts', 'workers/**/*.ts'] },
    plugins: [
      {
        name: 'bench-page',
        configureServer: (server) => {
          const answer = (_, response) => response.setHeader('Content-Type', 'text/html').end(html);
          server.middlewares.use('/bench', answer);
          server.middlewares.use('/isolated', (request, response) => {
            for (const [name, value] of Object.entries(isolation)) response.setHeader(name, value);
            answer(request, response);
          });
        },
      },
    ],
  });
  await vite.listen();
  const origin = `http://localhost:${vite.httpServer.address().port}`;
  return { url: `${origin}/bench`, isolatedUrl: `${origin}/isolated`, close: () => vite.close() };
}

async function openPage(browser, url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => console.error(`on the page: ${error.message}`));
  await page.goto(url);
  await page.waitForFunction('window.bench');
  return page;
}

/** A contender of this name on a page of its own. */
export function inBrowser(browser, url, name) {
  let page;
  return {
    async open(what) {
      page = await openPage(browser, url);
      return page.evaluate(([name, what]) => window.bench.open(name, what), [name, what]);
    },
    run: (steps) => page.evaluate((steps) => window.bench.run(steps), steps),
    close: async () => page?.close(),
  };
}

/** What the page finds out about itself: its `adapter`, or `figures` of a name. */
export async function askPage(browser, url, question, ...args) {
  const page = await openPage(browser, url);
  try {
    return await page.evaluate(([question, args]) => window.bench[question](...args), [question, args]);
  } finally {
    await page.close();
  }
}
