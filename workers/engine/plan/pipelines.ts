/** Compiled kernels, kept per device and shared by every plan: a second run compiles only what the first didn't need. */
import { DeviceError } from '../../../src/domain/errors.ts';
import type { Binding, Kernel } from '../../kernels/plan/kernel.ts';

export interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

export type Pipelines = ReadonlyMap<string, Compiled>;

const CACHES = new WeakMap<GPUDevice, Map<string, Promise<Compiled>>>();

/** Compiles all kernels at once, in parallel and without blocking; rejects with the compiler's message where one is refused. */
export async function compileKernels(
  device: GPUDevice,
  kernels: Iterable<Kernel>,
  onCompile?: (done: number, total: number) => void,
): Promise<Pipelines> {
  const cache = cacheOf(device);
  const wanted = new Map(Array.from(kernels, (kernel) => [kernel.key, kernel]));
  let done = 0;
  const compiled = await Promise.all(
    Array.from(wanted.values(), async (kernel) => {
      const pipeline = await cached(cache, device, kernel);
      onCompile?.(++done, wanted.size);
      return [kernel.key, pipeline] as const;
    }),
  );
  return new Map(compiled);
}

function cacheOf(device: GPUDevice): Map<string, Promise<Compiled>> {
  let cache = CACHES.get(device);
  if (!cache) {
    cache = new Map<string, Promise<Compiled>>();
    CACHES.set(device, cache);
  }
  return cache;
}

function cached(cache: Map<string, Promise<Compiled>>, device: GPUDevice, kernel: Kernel): Promise<Compiled> {
  let pipeline = cache.get(kernel.key);
  if (!pipeline) {
    pipeline = compile(device, kernel);
    cache.set(kernel.key, pipeline);
    pipeline.catch(() => cache.delete(kernel.key));
  }
  return pipeline;
}

async function compile(device: GPUDevice, { key, code, bindings }: Kernel): Promise<Compiled> {
  const module = device.createShaderModule({ code, label: key });
  // Spelled out, not 'auto': an automatic layout leaves out what the code doesn't use, and then refuses it.
  const types: GPUBufferBindingType[] = [...bindings.map(({ access }) => BUFFER_TYPES[access]), 'uniform'];
  const layout = device.createBindGroupLayout({
    label: key,
    entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
  });
  const description = {
    label: key,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module },
  };
  try {
    return { pipeline: await device.createComputePipelineAsync(description), layout };
  } catch (error) {
    throw new DeviceError(`The graphics device refused the kernel "${key}": ${await complaints(module, error)}`);
  }
}

/** What the compiler said, line by line; what the pipeline said where it said nothing. */
async function complaints(module: GPUShaderModule, error: unknown): Promise<string> {
  const { messages } = await module.getCompilationInfo();
  const errors = messages
    .filter(({ type }) => type === 'error')
    .map(({ lineNum, message }) => `line ${String(lineNum)}: ${message}`);
  return errors.length > 0 ? errors.join('; ') : String(error);
}

const BUFFER_TYPES = { read: 'read-only-storage', read_write: 'storage', uniform: 'uniform' } as const satisfies Record<
  Binding['access'],
  GPUBufferBindingType
>;
