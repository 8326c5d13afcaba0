/** The benchmark in Node, on Dawn: started by `../node.mjs`, which has set up where Vulkan is found. */
import { join } from 'node:path';
import { createServer } from 'vite';
import { create, globals } from 'webgpu';
import { measureExtras, readOptions } from './options.mjs';
import { race } from './race.mjs';
import { report } from './report.mjs';
import { pythonWithTorch, torchContender } from './torch.mjs';

const LATENT = 16;
const root = join(import.meta.dirname, '..', '..', '..');

Object.assign(globalThis, globals);
const gpu = create([]);
Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
// tfjs's WebGPU backend believes itself in a browser.
Object.assign(globalThis, { self: globalThis, location: { href: 'http://localhost/' } });

const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
if (process.argv.includes('--probe')) process.exit(adapter ? 0 : 1);
if (!adapter)
  throw new Error('Expected a WebGPU adapter: Dawn finds no Vulkan driver, and no SwiftShader of a Chromium is here.');

const { vendor, architecture, device: model, description } = adapter.info;
const adapterName = [vendor, architecture, model, description].filter(Boolean).join(' ');

const python = pythonWithTorch();
// Not `live`, which draws on canvases.
const options = readOptions([
  ...['stock', 'ours-webgpu'],
  ...(python ? ['torch'] : []),
  ...['evaluation', 'sigma', 'norms', 'atlas', 'kernels', 'products'],
]);

const vite = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  cacheDir: join(root, '.cache', `vite-bench-${process.pid}`),
  logLevel: 'warn',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true, include: [] },
});

const newDevice = async () => {
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeInvocationsPerWorkgroup } = adapter.limits;
  const wanted = { maxBufferSize, maxStorageBufferBindingSize, maxComputeInvocationsPerWorkgroup };
  const fresh = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  const device = await fresh.requestDevice({ requiredLimits: wanted });
  device.onuncapturederror = ({ error }) => {
    console.error(`the device complains: ${error.message}`);
    process.exitCode = 1;
  };
  return device;
};

const { isSoftwareName } = await vite.ssrLoadModule('/workers/devices/software.ts');

const newPlanDevice = async () => ({
  device: await newDevice(),
  software: isSoftwareName(adapterName),
  adapter: adapterName,
});

/** Our plan, or stock tfjs, in this process. */
function inProcess(name) {
  let contender;
  let counts;
  return {
    async open(what) {
      counts = await vite.ssrLoadModule('/tests/bench/contenders/counts.ts');
      counts.countCalls();
      const start = performance.now();
      contender = await (name === 'stock' ? openStock(what) : openPlan(what));
      await contender.step();
      await contender.finish();
      return performance.now() - start;
    },
    run: (steps) => counts.measure(contender, steps),
    close: () => Promise.resolve(),
  };
}

async function openPlan(what) {
  const { openPlanEngine } = await vite.ssrLoadModule('/workers/engine/plan/plan-engine.ts');
  const { engineContender } = await vite.ssrLoadModule('/tests/bench/contenders/engine.ts');
  const { engineOptions } = await vite.ssrLoadModule('/tests/bench/contenders/options.ts');
  const engine = await openPlanEngine(engineOptions(what), await newPlanDevice());
  return engineContender(engine, what);
}

async function openStock(what) {
  const { stockOnWebGpu } = await vite.ssrLoadModule('/tests/bench/contenders/stock.ts');
  return stockOnWebGpu(what);
}

const make = (name) => (name === 'torch' ? torchContender(python, LATENT) : inProcess(name));
const cases = [];
for (const what of options.cases.filter(({ contenders }) => contenders.length > 0)) {
  console.log(`C=${what.channels}, B=${what.batchSize}: ${what.contenders.join(', ')} …`);
  cases.push(...(await race(what, make, options.rounds)));
}
const { figures } = await vite.ssrLoadModule('/tests/bench/figures/figures.ts');
const extras = await measureExtras(options.extras, async (name, what) => figures(name, await newPlanDevice(), what));
report({ adapter: adapterName, cases, extras, json: options.json });
await vite.close();
// Dawn keeps the process alive.
process.exit();
