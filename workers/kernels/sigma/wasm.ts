/**
 * σ on tfjs's wasm backend: the loops of `host.ts` over views of its heap, nothing copied. Outputs are made before views are taken,
 * because growing the heap detaches them.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { hostBackward, hostForward } from './host.ts';
import type { SigmaKernels } from './call.ts';

function view(backend: BackendWasm, info: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

export const WASM_SIGMA: SigmaKernels<BackendWasm> = {
  forward(backend, x, call) {
    const result = backend.makeOutput(x.shape, 'float32');
    hostForward(view(backend, x), view(backend, result), call);
    return result;
  },
  backward(backend, g, x, call) {
    const result = backend.makeOutput(x.shape, 'float32');
    hostBackward(view(backend, g), view(backend, x), view(backend, result), call);
    return result;
  },
};
