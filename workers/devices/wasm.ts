/**
 * WebAssembly: with SIMD, and on several threads where the page is isolated from other origins and they were measured to be faster. tfjs knows one
 * module of it at a time; the one with threads computes on one as well, so that both are measured in it. Where threads are known not to help, or do
 * not start, it is the module without.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { OutOfMemoryError } from '../../src/domain/errors.ts';
import type { BackendKind } from './backend.ts';
import { keptTimes } from './kept-times.ts';
import { useBackend } from './tfjs.ts';
import { chooseThreads, type Threads } from './thread-choice.ts';
import { startThreadedModule, threadsHere, useThreads } from './wasm-threads.ts';

type Wasm = BackendWasm['wasm'];

/** The choice of a module and of threads, made once in a worker's life. */
let opening: Promise<void> | null = null;
let threads: number | null = null;

export const wasm: BackendKind = {
  backend: 'wasm',
  label: 'WebAssembly',
  look() {
    if (typeof WebAssembly === 'undefined')
      return Promise.resolve({ present: false, note: 'This browser has no WebAssembly.' });
    const most = threadsHere();
    const adapter = `${most > 1 ? 'up to ' : ''}${ofTheProcessor(most)}`;
    return Promise.resolve({ present: true, adapter, software: false });
  },
  adapter: () => (threads === null ? null : ofTheProcessor(threads)),
  async open() {
    opening ??= openFastest();
    await opening.catch((error: unknown) => {
      opening = null;
      throw error;
    });
    await useBackend('wasm', 'WebAssembly');
    checkAllocations(moduleInUse() as unknown as Heap);
  },
};

const ofTheProcessor = (count: number): string => `${count === 1 ? 'one thread' : `${count} threads`} of the processor`;

async function openFastest(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
  const most = threadsHere();
  threads = most > 1 ? await chooseThreads(most, severalThreads, keptTimes) : 1;
}

/** Opens the module with threads in the place of tfjs's own. */
export const severalThreads: Threads = {
  async start() {
    const { BackendWasm, setThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
    const module = await startThreadedModule();
    setThreadsCount(1);
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', () => new BackendWasm(module));
    await useBackend('wasm', 'WebAssembly');
  },
  use: (count) => useThreads(moduleInUse(), count),
};

const moduleInUse = (): Wasm => (tf.backend() as BackendWasm).wasm;

/** What is used of Emscripten's module that tfjs's types don't mention here. */
interface Heap {
  _malloc: (bytes: number) => number;
}

const checked = new WeakSet<Heap>();

/** tfjs takes the null pointer of a full heap for a place to write to: that must be an error. */
function checkAllocations(heap: Heap): void {
  if (checked.has(heap)) return;
  checked.add(heap);
  // Emscripten puts the real function there when it is first called.
  heap._malloc(1);
  const allocate = heap._malloc;
  heap._malloc = (bytes) => {
    const pointer = allocate(bytes);
    if (pointer !== 0 || bytes === 0) return pointer;
    throw new OutOfMemoryError('WebAssembly’s 4 GB of memory are full. Fewer channels or smaller batches need less.');
  };
}
