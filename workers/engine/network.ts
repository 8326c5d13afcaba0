/**
 * A network's blocks as layer ops, forward and backward, one kernel at a time. Owns no parameters: they come in with
 * each call, and gradients go out by the parameters' names.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Block, NetworkDescription } from '../../src/domain/networks/description.ts';
import { affineOp } from '../layers/affine.ts';
import { batchNormOp, momentsOf, normalise } from '../layers/batch-norm.ts';
import type { LayerOp, Work } from '../layers/op.ts';
import { sigmoidOp } from '../layers/sigmoid.ts';
import type { Moments } from '../kernels/norm/kernels.ts';

/** The tensors of one block; the last three only where it has a BatchNorm. */
export interface BlockTensors {
  readonly weight: tf.Tensor;
  readonly bias: tf.Tensor1D;
  readonly normWeight?: tf.Tensor1D;
  readonly normBias?: tf.Tensor1D;
  readonly running?: Moments;
}

/** What backward needs of one block. */
interface SavedBlock {
  readonly affine: readonly tf.Tensor[];
  readonly after: readonly tf.Tensor[];
  readonly norm: readonly tf.Tensor[];
}

/** A forward pass in training, waiting for its backward. */
export interface Pass {
  readonly output: tf.Tensor;
  readonly saved: readonly SavedBlock[];
}

export class TensorNetwork {
  private readonly affine: readonly LayerOp[];
  private readonly after: (LayerOp | null)[];
  private readonly blocks: readonly Block[];

  /**
   * `sigmas` has one op for each block with σ. `openEnded` leaves off the output's sigmoid, which the loss then
   * includes.
   */
  constructor(network: NetworkDescription, sigmas: readonly (LayerOp | null)[], openEnded: boolean) {
    this.blocks = network.blocks;
    this.affine = this.blocks.map(({ map }) => affineOp(map));
    this.after = this.blocks.map(({ after }, i) =>
      after === 'sigma' ? sigmas[i]! : after === 'sigmoid' && !openEnded ? sigmoidOp : null,
    );
  }

  setSigma(block: number, op: LayerOp): void {
    this.after[block] = op;
  }

  /** Forward in training. Takes x over. */
  *forward(x: tf.Tensor, parameters: readonly BlockTensors[]): Work<Pass> {
    const saved: SavedBlock[] = [];
    let value = x;
    for (const i of this.blocks.keys()) {
      const [affine, after, norm] = yield* this.forwardBlock(i, value, parameters[i]!);
      saved.push({ affine: affine.saved, after: after.saved, norm: norm.saved });
      value = norm.y;
    }
    return { output: value, saved };
  }

  /**
   * Backward from the gradient at the output, which it takes over along with the pass. Gradients in the order of
   * `describeParameters`' trainable ones.
   */
  *backward(gradient: tf.Tensor, pass: Pass, parameters: readonly BlockTensors[]): Work<tf.Tensor[]> {
    let dy = gradient;
    const gradients: tf.Tensor[] = [];
    for (let i = this.blocks.length - 1; i >= 0; i--) {
      const saved = pass.saved[i]!;
      const norm = yield* passBack(parameters[i]!.normWeight ? batchNormOp : null, dy, saved.norm, true);
      const after = yield* passBack(this.after[i]!, norm.dx!, saved.after, true);
      const affine = yield* passBack(this.affine[i]!, after.dx!, saved.affine, i > 0);
      gradients.unshift(...affine.dparams, ...norm.dparams);
      dy = affine.dx!;
    }
    pass.output.dispose();
    return gradients;
  }

  /** Forward in evaluation: running statistics, nothing saved. Takes x over. */
  *evaluate(x: tf.Tensor, parameters: readonly BlockTensors[]): Work<tf.Tensor> {
    let value = x;
    for (const i of this.blocks.keys()) {
      const { weight, bias, normWeight, normBias, running } = parameters[i]!;
      const affine = yield* passOn(this.affine[i]!, value, [weight, bias]);
      const after = yield* passOn(this.after[i]!, affine.y, []);
      tf.dispose([...affine.saved, ...after.saved]);
      yield;
      value = running ? normalise(after.y, running, normWeight!, normBias!) : after.y;
      if (value !== after.y) after.y.dispose();
    }
    return value;
  }

  private *forwardBlock(i: number, x: tf.Tensor, { weight, bias, normWeight, normBias }: BlockTensors) {
    const affine = yield* passOn(this.affine[i]!, x, [weight, bias]);
    const after = yield* passOn(this.after[i]!, affine.y, []);
    const norm = yield* passOn(normWeight ? batchNormOp : null, after.y, [normWeight!, normBias!]);
    return [affine, after, norm] as const;
  }
}

/** The moments of the batch that each block's BatchNorm saw, or null. Still owned by the pass. */
export function batchMoments(pass: Pass): (Moments | null)[] {
  return pass.saved.map(({ norm }) => (norm.length > 0 ? momentsOf(norm) : null));
}

/** Forward through an op, or through none, disposing of x. */
function* passOn(op: LayerOp | null, x: tf.Tensor, params: readonly tf.Tensor[]) {
  if (op === null) return { y: x, saved: [] };
  const result = yield* op.forward(x, params);
  x.dispose();
  return result;
}

/** Backward through an op, or through none, disposing of dy and what was saved. */
function* passBack(op: LayerOp | null, dy: tf.Tensor, saved: readonly tf.Tensor[], wantsInput: boolean) {
  if (op === null) return { dx: dy, dparams: [] };
  const result = yield* op.backward(dy, saved, wantsInput);
  tf.dispose([dy, ...saved]);
  return result;
}
