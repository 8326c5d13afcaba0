/** σ on tfjs's cpu backend: new arrays, filled by the loops of `host.ts`. */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { hostBackward, hostForward } from './host.ts';
import type { SigmaKernels } from './call.ts';

function read(backend: MathBackendCPU, { dataId }: TensorInfo): Float32Array {
  return backend.readSync(dataId) as Float32Array;
}

export const CPU_SIGMA: SigmaKernels<MathBackendCPU> = {
  forward(backend, x, call) {
    const values = read(backend, x);
    const out = new Float32Array(values.length);
    hostForward(values, out, call);
    return backend.makeTensorInfo(x.shape, 'float32', out);
  },
  backward(backend, g, x, call) {
    const values = read(backend, x);
    const out = new Float32Array(values.length);
    hostBackward(read(backend, g), values, out, call);
    return backend.makeTensorInfo(x.shape, 'float32', out);
  },
};
