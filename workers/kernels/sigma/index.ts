/**
 * σ and its lie as operations on tensors: one kernel a tensor each way, on every backend, for every formula and rule. The kernels
 * are registered with tfjs under names of their own, so that tensors are tracked and tidied like those of any other operation.
 */
import {
  customGrad,
  engine,
  registerKernel,
  type GradSaveFunc,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { SigmaProgram, SigmaValues } from '../../../src/domain/derivatives/program.ts';
import type { SigmaContext } from '../../../src/domain/formula/shader/index.ts';
import { SIGMA_BACKWARD, SIGMA_FORWARD, type SigmaCall, type SigmaKernels } from './call.ts';
import { CPU_SIGMA } from './cpu.ts';
import { WASM_SIGMA } from './wasm.ts';
import { WEBGL_SIGMA } from './webgl.ts';
import { WEBGPU_SIGMA } from './webgpu.ts';

export { compileSigma } from './webgpu.ts';

function register<Backend>(backendName: string, kernels: SigmaKernels<Backend>): void {
  registerKernel({
    kernelName: SIGMA_FORWARD,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) =>
      kernels.forward(backend as Backend, inputs['x']!, attrs as unknown as SigmaCall),
  });
  registerKernel({
    kernelName: SIGMA_BACKWARD,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) =>
      kernels.backward(backend as Backend, inputs['g']!, inputs['x']!, attrs as unknown as SigmaCall),
  });
}

register('webgpu', WEBGPU_SIGMA);
register('webgl', WEBGL_SIGMA);
register('wasm', WASM_SIGMA);
register('cpu', CPU_SIGMA);

/** σ with its numbers at one moment of a run. */
export interface SigmaOp {
  /** a = σ(x) */
  forward(x: Tensor): Tensor;
  /** ∂L/∂x, given g = ∂L/∂a and the x that went forward. */
  backward(g: Tensor, x: Tensor): Tensor;
}

function runSigma(name: string, inputs: NamedTensorMap, call: SigmaCall): Tensor {
  return engine().runKernel<Tensor>(name, inputs, call as unknown as NamedAttrMap);
}

/** Both directions of σ on the current backend. Kernels are shared by programs of equal `key`; values and context recompile nothing. */
export function sigmaOp(program: SigmaProgram, values: SigmaValues, context: SigmaContext): SigmaOp {
  const call = { program, values, context };
  return {
    forward: (x) => runSigma(SIGMA_FORWARD, { x }, call),
    backward: (g, x) => runSigma(SIGMA_BACKWARD, { g, x }, call),
  };
}

/** σ as a function that tfjs differentiates by the lie. */
export function sigmaCustomGrad(
  program: SigmaProgram,
  values: SigmaValues,
  context: SigmaContext,
): (x: Tensor) => Tensor {
  const op = sigmaOp(program, values, context);
  return customGrad((...args) => {
    const [x, save] = args as unknown as [Tensor, GradSaveFunc];
    save([x]);
    return { value: op.forward(x), gradFunc: (g: Tensor, [saved]: Tensor[]) => op.backward(g, saved!) };
  });
}
