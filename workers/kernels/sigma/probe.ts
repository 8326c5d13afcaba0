/**
 * Values of an activation and of what backpropagation sees instead of its derivative, through the very kernels that training uses, as
 * in evaluation (u = ½, no noise). A slope is what comes back for g = 1 under a rule that takes one side only.
 */
import { tensor1d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import {
  sigmaProgram,
  sigmaValues,
  type DerivativeInput,
  type SigmaProgram,
} from '../../../src/domain/derivatives/index.ts';
import type { ActivationSpec } from '../../../src/domain/experiment/experiment.ts';
import { EVALUATION } from '../../../src/domain/formula/shader/index.ts';
import type { ProbeResult } from '../../../src/protocol/training.ts';
import { sigmaOp } from './index.ts';

/** The program whose ∂L/∂x is g times the slope on one side. */
function oneSide(program: SigmaProgram, side: 'left' | 'right'): SigmaProgram {
  const slope = program.pair[side];
  return {
    ...program,
    key: `${side} of ${program.key}`,
    pair: { left: slope, right: slope, combine: 'left' },
    then: null,
  };
}

/** σ(x) and both slopes as plain numbers, float32, from the current backend. Throws FormulaError or ExperimentError. */
export async function probe(
  activation: ActivationSpec,
  derivative: DerivativeInput,
  x: readonly number[],
): Promise<ProbeResult> {
  if (x.length === 0) return { y: [], left: [], right: [] };
  const program = sigmaProgram(activation, derivative);
  const values = sigmaValues(activation, derivative);
  const op = (of: SigmaProgram) => sigmaOp(of, values, EVALUATION);
  const tensors = tidy(() => {
    const points = tensor1d([...x], 'float32');
    const ones = tensor1d(
      x.map(() => 1),
      'float32',
    );
    return {
      y: op(program).forward(points),
      left: op(oneSide(program, 'left')).backward(ones, points),
      right: op(oneSide(program, 'right')).backward(ones, points),
    };
  });
  return { y: await take(tensors.y), left: await take(tensors.left), right: await take(tensors.right) };
}

async function take(tensor: Tensor): Promise<number[]> {
  const numbers = Array.from(await tensor.data<'float32'>());
  tensor.dispose();
  return numbers;
}
