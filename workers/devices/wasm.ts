/** WebAssembly on one thread: threads need cross-origin isolation, and hang in a bundle of tfjs 4.22. */
import * as tf from '@tensorflow/tfjs-core';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { BackendKind } from './backend.ts';
import { useBackend } from './tfjs.ts';

export const wasm: BackendKind = {
  backend: 'wasm',
  label: 'WebAssembly',
  look() {
    if (typeof WebAssembly === 'undefined')
      return Promise.resolve({ present: false, note: 'This browser has no WebAssembly.' });
    return Promise.resolve({ present: true, adapter: 'one thread of the processor, WebAssembly', software: false });
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
  },
};
