/** The benchmark's page: opens one contender, or measures the figures of our kernels. Driven from outside through `window.bench`. */
import type { Case, Contender } from './contenders/contender.ts';
import { countCalls, measure, type Measured } from './contenders/counts.ts';
import { isSoftwareName } from '../../workers/devices/software.ts';
import type { PlanDevice } from '../../workers/engine/plan/plan-engine.ts';
import type { Figures } from './figures/row.ts';

type Open = (what: Case) => Promise<Contender>;

/** Loaded one by one: some of them would get in each other's way. */
const CONTENDERS: Readonly<Record<string, () => Promise<Open>>> = {
  stock: async () => (await import('./contenders/stock.ts')).stockOnWebGpu,
  'jax-webgpu': async () => (await import('./contenders/jax.ts')).jaxOnWebGpu,
  'jax-wasm': async () => (await import('./contenders/jax.ts')).jaxOnWasm,
  'ours-webgpu': async () => (await import('./contenders/ours.ts')).oursOnWebGpu,
  'ours-wasm': async () => (await import('./contenders/ours.ts')).oursOnWasm,
  'ours-wasm-threads': async () => (await import('./contenders/ours.ts')).oursOnThreads,
};

let contender: Contender | null = null;

async function openAdapter(): Promise<GPUAdapter> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('expected a WebGPU adapter');
  return adapter;
}

const nameOf = ({ info: { vendor, architecture, description } }: GPUAdapter): string =>
  [vendor, architecture, description].filter(Boolean).join(' ');

async function openDevice(): Promise<PlanDevice> {
  const adapter = await openAdapter();
  const name = nameOf(adapter);
  return { device: await adapter.requestDevice(), software: isSoftwareName(name), adapter: name };
}

const bench = {
  /** Milliseconds from asking for the contender to the end of its first step. */
  async open(name: string, what: Case): Promise<number> {
    const open = await CONTENDERS[name]!();
    countCalls();
    const start = performance.now();
    contender = await open(what);
    await contender.step();
    await contender.finish();
    return performance.now() - start;
  },
  run: (steps: number): Promise<Measured> => measure(contender!, steps),
  adapter: async (): Promise<string> => nameOf(await openAdapter()),
  async figures(name: string, what: Case): Promise<Figures> {
    const { figures } = await import('./figures/figures.ts');
    return figures(name, await openDevice(), what);
  },
};

Object.assign(globalThis, { bench });
