/**
 * `npm run look -- [ACTIONS.mjs] [--built] [--size 390x844] [--theme dark] [--fragment '#v=1&…']`: photographs the page at three sizes in
 * both themes into the git-ignored .cache/look/, so that somebody can look at it. Shows the sources through Vite, or with --built
 * what is in dist/. ACTIONS.mjs has a default export `async (page, { shot, size, theme })` that does things first; `shot('label')`
 * photographs in between. What the page prints and throws is printed here.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumFlags, needChromium } from './chromium.mjs';
import { serveFolder } from './static-server.mjs';

const out = join('.cache', 'look');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    built: { type: 'boolean', default: false },
    size: { type: 'string', multiple: true, default: ['1440x900', '1024x768', '390x844'] },
    theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
    fragment: { type: 'string', default: '' },
  },
});

async function serveSources() {
  const { createServer } = await import('vite');
  const server = await createServer({ logLevel: 'warn', server: { port: 0, hmr: false, watch: null } });
  await server.listen();
  return { url: server.resolvedUrls.local[0], close: () => server.close() };
}

async function loadActions(path) {
  return path ? (await import(pathToFileURL(resolve(path)).href)).default : () => {};
}

function listen(page, name) {
  page.on('console', (message) => {
    if (message.type() !== 'debug') console.log(`[${name}] ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.log(`[${name}] uncaught: ${error.stack ?? error.message}`));
}

async function photograph(browser, url, actions, size, theme) {
  const [width, height] = size.split('x').map(Number);
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  listen(page, `${size} ${theme}`);
  const shot = async (label = '') => {
    const path = join(out, `${[label, size, theme].filter(Boolean).join('-')}.png`);
    await page.screenshot({ path });
    console.log(path);
  };
  await page.goto(url + options.fragment, { waitUntil: 'load' });
  await page.waitForTimeout(2000);
  await actions(page, { shot, size, theme });
  await shot();
  await context.close();
}

mkdirSync(out, { recursive: true });
const actions = await loadActions(positionals[0]);
const server = options.built ? await serveFolder('dist', '/some/sub/path/') : await serveSources();
const browser = await chromium.launch({ executablePath: needChromium(), args: chromiumFlags });
try {
  for (const size of options.size) {
    for (const theme of options.theme) await photograph(browser, server.url, actions, size, theme);
  }
} finally {
  await browser.close();
  await server.close();
}
