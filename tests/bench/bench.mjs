/**
 * `npm run bench [-- --only ours-webgpu,torch,figures --cases 8x32,16x64 --rounds 7 --json FILE]`: times training steps of our engines, of stock
 * tfjs, of jax-js and of PyTorch in one run, in turns; then what a visitor waits for the first step, and the figures of single kernels: `evaluation`, `sigma`, `norms`, `atlas`
 * and `live` (what live atlases cost), together `figures`. Only where they are named with `--only`, `kernels` says where a step's time goes and how much of the device's measured
 * peak each kernel reaches, and `products` how products of matrices compare with direct convolutions.
 */
import { chromium } from 'playwright-core';
import { chromiumFlags, needChromium } from '../tools/chromium.mjs';
import { askPage, inBrowser, servePage } from './harness/browser.mjs';
import { EXTRAS, measureExtras, readOptions } from './harness/options.mjs';
import { race } from './harness/race.mjs';
import { report } from './harness/report.mjs';
import { pythonWithTorch, torchContender } from './harness/torch.mjs';
import { trainButton } from './harness/train-button.mjs';

const LATENT = 16;

const python = pythonWithTorch();
if (!python) console.log('PyTorch is not here, and left out.');
const options = readOptions([
  ...['stock', 'jax-webgpu', 'jax-wasm', 'ours-webgpu', 'ours-wasm', 'ours-wasm-threads'],
  ...(python ? ['torch'] : []),
  ...EXTRAS,
]);

const server = await servePage();
const browser = await chromium.launch({ executablePath: needChromium(), args: chromiumFlags });
try {
  const urlOf = (name) => (name === 'ours-wasm-threads' ? server.isolatedUrl : server.url);
  const make = (name) => (name === 'torch' ? torchContender(python, LATENT) : inBrowser(browser, urlOf(name), name));
  const cases = [];
  for (const what of options.cases.filter(({ contenders }) => contenders.length > 0)) {
    console.log(`C=${what.channels}, B=${what.batchSize}: ${what.contenders.join(', ')} …`);
    cases.push(...(await race(what, make, options.rounds)));
  }
  const extras = await measureExtras(options.extras, (name, what) =>
    name === 'train-button' ? trainButton(what) : askPage(browser, server.url, 'figures', name, what),
  );
  const adapter = await askPage(browser, server.url, 'adapter');
  report({ adapter, cases, extras, json: options.json });
} finally {
  await browser.close();
  await server.close();
}
