/** What the σ kernels of all backends have in common: their names in tfjs's registry and what is handed to them. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SigmaProgram, SigmaValues } from '../../../src/domain/derivatives/program.ts';
import type { SigmaContext } from '../../../src/domain/formula/shader/index.ts';

/** Inputs `x`; a = σ(x). */
export const SIGMA_FORWARD = 'SigmaForward';

/** Inputs `x`, the pre-activation, and `g` = ∂L/∂a, of one shape; ∂L/∂x by the program's rule. */
export const SIGMA_BACKWARD = 'SigmaBackward';

/** Attributes of both kernels. */
export interface SigmaCall {
  readonly program: SigmaProgram;
  readonly values: SigmaValues;
  readonly context: SigmaContext;
}

/** Both directions on one backend: one kernel a tensor each way. */
export interface SigmaKernels<Backend> {
  forward(backend: Backend, x: TensorInfo, call: SigmaCall): TensorInfo;
  backward(backend: Backend, g: TensorInfo, x: TensorInfo, call: SigmaCall): TensorInfo;
}

/** Whether this backward pass has noise in it; kernels leave the noise out otherwise. */
export function isNoisy({ values, context }: SigmaCall): boolean {
  return context.training && values.noise !== 0;
}
