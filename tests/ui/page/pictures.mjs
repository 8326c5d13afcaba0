/**
 * Photographs the page in its states: `node tests/ui/page/pictures.mjs [state,…] [size,…] [theme,…]` into .cache/pictures, for
 * designers to look at. Starts its own dev server.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumFlags, needChromium } from '../../tools/chromium.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, '.cache', 'pictures');
const SIZES = { wide: [1440, 900], middle: [1024, 768], phone: [390, 844] };
const list = (index, all) => (argv[index] && argv[index] !== 'all' ? argv[index].split(',') : all);
const states = list(2, [
  'idle',
  'training',
  'done',
  'diverged',
  'failed',
  'downloading',
  'download-failed',
  'changed',
  'best',
]);
const sizes = list(3, Object.keys(SIZES));
const themes = list(4, ['light', 'dark']);

mkdirSync(folder, { recursive: true });
const vite = await createServer({
  root,
  configFile: join(root, 'vite.config.ts'),
  cacheDir: join(root, '.cache', 'vite-pictures'),
  logLevel: 'warn',
  server: { port: 0, hmr: false },
});
await vite.listen();
const { port } = vite.httpServer.address();
const browser = await chromium.launch({ executablePath: needChromium(), args: chromiumFlags });
for (const size of sizes) {
  const [width, height] = SIZES[size];
  const page = await browser.newPage({ viewport: { width, height }, hasTouch: size === 'phone' });
  page.on('console', (message) => message.type() === 'error' && console.log('page:', message.text()));
  page.on('pageerror', (error) => console.log('page:', error.message));
  for (const state of states) {
    for (const theme of themes) {
      await page.goto(`http://localhost:${port}/tests/ui/page/?state=${state}&theme=${theme}`);
      await page.waitForSelector('sigma-transport');
      await page.waitForTimeout(1200);
      if (size !== 'phone') await page.screenshot({ path: join(folder, `${state}-${size}-${theme}.png`) });
      else
        for (const pane of ['Settings', 'Images', 'Losses']) {
          await page.getByRole('button', { name: pane, exact: true }).click();
          await page.waitForTimeout(500);
          await page.screenshot({ path: join(folder, `${state}-${size}-${theme}-${pane}.png`) });
        }
    }
  }
  await page.close();
}
await browser.close();
await vite.close();
