/** σ as a layer: what the σ kernels compute, in the form in which engines run layers. No parameters. */
import type { SigmaContext } from '../../src/domain/formula/shader/index.ts';
import type { BlockSigma } from '../engine/engine.ts';
import { sigmaOp } from '../kernels/sigma/index.ts';
import type { LayerOp } from './op.ts';

/** The op of a block's σ; `context` is asked on each pass, for what changes from step to step. */
export function sigmaLayer({ program, values }: BlockSigma, context: () => SigmaContext): LayerOp {
  return {
    *forward(x) {
      yield;
      return { y: sigmaOp(program, values, context()).forward(x), saved: [x.clone()] };
    },
    *backward(dy, [x]) {
      yield;
      return { dx: sigmaOp(program, values, context()).backward(dy, x!), dparams: [] };
    },
  };
}
