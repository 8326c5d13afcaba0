/**
 * tfjs's wasm module with threads, started here because tfjs starts it wrongly in a bundle: it hands its threads the text of a
 * function that the bundler has rewritten (4.22). Threads get the address of the file as tfjs ships it instead. Where
 * anything about them fails, or nothing comes within the time limit, they are ended and the promise rejects; nothing of them is left.
 */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import factoryUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?url';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { DeviceError, errorMessage } from '../../src/domain/errors.ts';

/** XNNPACK's own bound, as tfjs configures it. */
const MOST_THREADS = 4;

/** All eight threads of the pool, of which only some are ever used, take 0.1 to 0.3 s on two busy cores. */
const PATIENCE_MS = 4000;

type Wasm = BackendWasm['wasm'];

/** What is used of Emscripten's module that tfjs's types don't mention. */
interface Internals {
  readonly PThread: { readonly unusedWorkers: readonly Worker[]; terminateAllThreads(): void };
  readonly cwrap: (
    name: string,
    returns: 'number' | null,
    takes: readonly 'number'[],
  ) => (...numbers: number[]) => number;
}

type Imports = WebAssembly.Imports & { readonly env: WebAssembly.ModuleImports };

/** How many threads may help, one among them: half of what the processor runs at once, as tfjs has it, but two of two. One where memory cannot be shared. */
export function threadsHere(): number {
  if (!globalThis.crossOriginIsolated || typeof Worker === 'undefined') return 1;
  const cores = navigator.hardwareConcurrency;
  return Math.min(cores, MOST_THREADS, Math.max(2, cores >> 1));
}

/** Starts the module, on one thread as yet. Rejects with DeviceError, in words. */
export async function startThreadedModule(patienceMs = PATIENCE_MS): Promise<Wasm> {
  const [{ default: factory }, { wasmWorkerContents }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'),
    import('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js'),
  ]);
  // As tfjs does: the text has line ends inside strings, which must stay escaped.
  const threadUrl = URL.createObjectURL(
    new Blob([wasmWorkerContents.replaceAll('\n', '\\n')], { type: 'text/javascript' }),
  );
  let fail: (reason: unknown) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => (fail = reject));
  const late = setTimeout(() => fail(new Error(`none of them answered for ${patienceMs / 1000} s`)), patienceMs);
  const module = {
    mainScriptUrlOrBlob: new URL(factoryUrl, self.location.href).href,
    locateFile: () => threadUrl,
    onAbort: fail,
    instantiateWasm(imports: Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) {
      // It takes half of them at most, and would have none but its own thread on two cores.
      const roomy = { ...imports, env: { ...imports.env, emscripten_num_logical_cores: () => 2 * MOST_THREADS } };
      instantiate(roomy).then(({ instance, module }) => receive(instance, module), fail);
      return {};
    },
  };
  try {
    const started = factory(module) as unknown as Promise<Wasm>;
    hearErrors(module, fail);
    return withTfjsFunctions(await Promise.race([started, failure]));
  } catch (error) {
    (module as Partial<Internals>).PThread?.terminateAllThreads();
    throw new DeviceError(`WebAssembly’s threads did not start: ${errorMessage(error)}`);
  } finally {
    clearTimeout(late);
    URL.revokeObjectURL(threadUrl);
  }
}

function instantiate(imports: Imports): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  return WebAssembly.instantiateStreaming(fetch(wasmUrl), imports).catch(async () => {
    // Some hosts send it under another type.
    const bytes = await (await fetch(wasmUrl)).arrayBuffer();
    return WebAssembly.instantiate(bytes, imports);
  });
}

/** Emscripten throws what a thread reports, and would so end this worker. */
function hearErrors(module: object, fail: (reason: unknown) => void): void {
  for (const thread of (module as Internals).PThread.unusedWorkers)
    thread.addEventListener('error', (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      fail(new Error(event.message || 'their script could not be loaded'));
    });
}

/** What tfjs adds to a module of its own. */
function withTfjsFunctions(module: Wasm): Wasm {
  const { cwrap } = module as unknown as Internals;
  return Object.assign(module, {
    tfjs: {
      init: cwrap('init', null, []),
      initWithThreadsCount: cwrap('init_with_threads_count', null, ['number']),
      getThreadsCount: cwrap('get_threads_count', 'number', []),
      registerTensor: cwrap('register_tensor', null, ['number', 'number', 'number']),
      disposeData: cwrap('dispose_data', null, ['number']),
      dispose: cwrap('dispose', null, []),
    },
  });
}

/** How many threads the module computes on. */
export const threadsOf = (module: Wasm): number => module.tfjs.getThreadsCount();

/**
 * Has the module compute on this many threads, its own among them. Each change takes new ones from the pool: where those that are loaded are
 * used up, it stays as it is, because waiting for one that is still to load would last for ever.
 */
export function useThreads(module: Wasm, count: number): void {
  if (threadsOf(module) === count) return;
  if ((module as unknown as Internals).PThread.unusedWorkers.length >= count - 1)
    module.tfjs.initWithThreadsCount(count);
}
