/** Which batch-normalisation kernels a backend gets. */
import * as tf from '@tensorflow/tfjs-core';
import { hostNorm } from './host-norm.ts';
import type { NormKernels } from './kernels.ts';
import { stockNorm } from './stock-norm.ts';
import { webgpuNorm } from './webgpu-norm.ts';

const KERNELS: Readonly<Partial<Record<string, NormKernels>>> = { cpu: hostNorm, wasm: hostNorm, webgpu: webgpuNorm };

/** The kernels of the current backend. */
export function normKernels(): NormKernels {
  return KERNELS[tf.getBackend()] ?? stockNorm;
}
