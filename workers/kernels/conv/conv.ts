/** Which convolution kernels a backend gets. */
import * as tf from '@tensorflow/tfjs-core';
import { hostConv } from './host-conv.ts';
import type { ConvKernels } from './kernels.ts';
import { stockConv } from './stock-conv.ts';
import { wasmConv } from './wasm-conv.ts';
import { webgpuConv } from './webgpu-conv.ts';

const KERNELS: Readonly<Partial<Record<string, ConvKernels>>> = { cpu: hostConv, wasm: wasmConv, webgpu: webgpuConv };

/** The kernels of the current backend. */
export function convKernels(): ConvKernels {
  return KERNELS[tf.getBackend()] ?? stockConv;
}
