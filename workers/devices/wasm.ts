/** WebAssembly on one thread: why not more, docs/performance.md says. */
import * as tf from '@tensorflow/tfjs-core';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { OutOfMemoryError } from '../../src/domain/errors.ts';
import type { BackendKind } from './backend.ts';
import { useBackend } from './tfjs.ts';

/** What is used of tfjs's wasm backend (4.22). */
interface WasmInternals {
  readonly wasm: { _malloc: (bytes: number) => number };
}

const checked = new WeakSet<WasmInternals['wasm']>();

export const wasm: BackendKind = {
  backend: 'wasm',
  label: 'WebAssembly',
  look() {
    if (typeof WebAssembly === 'undefined')
      return Promise.resolve({ present: false, note: 'This browser has no WebAssembly.' });
    return Promise.resolve({ present: true, adapter: 'one thread of the processor', software: false });
  },
  async open() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
    });
    await useBackend('wasm', 'WebAssembly');
    checkAllocations(tf.backend() as unknown as WasmInternals);
  },
};

/** tfjs takes the null pointer of a full heap for a place to write to: that must be an error. */
function checkAllocations({ wasm: heap }: WasmInternals): void {
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
