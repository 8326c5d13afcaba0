/**
 * σ on tfjs's wasm backend: a module of its own in the backend's memory, or, where that cannot be, the loops of `host.ts` over views
 * of it; nothing is copied. Outputs are made before views are taken, because growing the memory detaches them.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import type { SigmaCall, SigmaKernels } from './call.ts';
import { hostBackward, hostForward } from './host.ts';
import { sigmaModule } from './wasm-module.ts';

/** The module takes four elements at a time. */
const LEAST = 4;

function view(backend: BackendWasm, info: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

/** Runs a module over the arrays and says whether there was one. */
function ranInModule(
  backend: BackendWasm,
  [x, g, out]: readonly [TensorInfo, TensorInfo, TensorInfo],
  backward: boolean,
  call: SigmaCall,
): boolean {
  const count = util.sizeFromShape(x.shape);
  const run = count < LEAST ? null : sigmaModule(backend, call, backward);
  const at = ({ dataId }: TensorInfo): number => backend.getMemoryOffset(dataId);
  run?.(at(x), at(g), at(out), count);
  return run !== null;
}

export const WASM_SIGMA: SigmaKernels<BackendWasm> = {
  forward(backend, x, call) {
    const out = backend.makeOutput(x.shape, 'float32');
    if (!ranInModule(backend, [x, x, out], false, call)) hostForward(view(backend, x), view(backend, out), call);
    return out;
  },
  backward(backend, g, x, call) {
    const out = backend.makeOutput(x.shape, 'float32');
    if (!ranInModule(backend, [x, g, out], true, call)) {
      hostBackward(view(backend, g), view(backend, x), view(backend, out), call);
    }
    return out;
  },
};
