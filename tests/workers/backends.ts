/**
 * Opens tfjs's backends for tests of tensor code, one after the other, and closes over what they need to run in a
 * test page.
 */
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import wasmThreadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { Backend } from '../../src/domain/run/run.ts';
import { assert } from '../support/expect.ts';

export const BACKENDS: readonly Backend[] = ['cpu', 'wasm', 'webgl', 'webgpu'];

setWasmPaths({
  'tfjs-backend-wasm.wasm': wasmUrl,
  'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': wasmThreadedUrl,
});

let gpuErrors: string[] = [];

/** Makes a backend the current one. On WebGPU, errors that nobody caught are collected for `assertNoGpuErrors`. */
export async function openBackend(backend: Backend): Promise<void> {
  assert.isTrue(await tf.setBackend(backend), `backend ${backend}`);
  await tf.ready();
  if (backend === 'webgpu') watchDevice();
}

/** A suite of the same tests on each backend; errors of the GPU that nobody caught fail them. */
export function onBackends(
  title: string,
  tests: (backend: Backend) => void,
  backends: readonly Backend[] = BACKENDS,
): void {
  for (const backend of backends) {
    describe(`${title} on ${backend}`, () => {
      before(() => openBackend(backend));
      afterEach(() => {
        const errors = gpuErrors;
        gpuErrors = [];
        assert.deepEqual(errors, []);
      });
      tests(backend);
    });
  }
}

function watchDevice(): void {
  const { device } = tf.backend() as unknown as {
    device: { onuncapturederror: ((event: { error: Error }) => void) | null };
  };
  device.onuncapturederror = ({ error }) => gpuErrors.push(error.message);
}

/** Largest |a − b| over the largest |b|. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  assert.equal(a.length, b.length);
  let worst = 0;
  let scale = 0;
  for (let i = 0; i < b.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= worst)) worst = difference;
    scale = Math.max(scale, Math.abs(b[i]!));
  }
  return scale === 0 ? worst : worst / scale;
}
