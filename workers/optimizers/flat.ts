/**
 * Optimizers over flat tensors: all trainable parameters lie one behind the other in a single rank-1 tensor, and so
 * do the gradients and each moment. A rule then costs a dozen kernels a step whatever the number of layers. State in,
 * state out: nothing here is kept or disposed of but intermediates.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec } from '../../src/domain/experiment/experiment.ts';
import { cautiousMask, cautiousStep, clipFactor, moved } from '../../src/domain/optimizers/modifiers.ts';
import type { Update } from '../../src/domain/optimizers/optimizer.ts';
import { OPTIMIZERS } from '../../src/domain/optimizers/registry.ts';
import { totalOfSquares } from '../kernels/sums.ts';
import { tensors, type TensorOrNumber } from './tensor-arithmetic.ts';

/** Where one parameter lies in the flat tensors. */
export interface Segment {
  readonly offset: number;
  readonly size: number;
}

/** What an optimizer moves, and what it remembers. Owned by whoever holds it. */
export interface FlatState {
  readonly parameters: tf.Tensor1D;
  readonly moments: Readonly<Record<string, tf.Tensor1D>>;
}

export interface FlatUpdate {
  readonly state: FlatState;
  /** Global gradient norm before clipping, a scalar. */
  readonly gradNorm: tf.Scalar;
}

/** Moments of zeros for parameters of this length. */
export function initialMoments(spec: OptimizerSpec, length: number): Record<string, tf.Tensor1D> {
  return Object.fromEntries(OPTIMIZERS[spec.name].moments(spec).map((name) => [name, tf.zeros<tf.Rank.R1>([length])]));
}

/**
 * One optimizer step. `gradients` lies as the parameters do; `step` counts from 1 and enters the bias corrections.
 * Returns new tensors; the old state and the gradients stay the caller's.
 */
export function flatStep(
  spec: OptimizerSpec,
  segments: readonly Segment[],
  state: FlatState,
  gradients: tf.Tensor1D,
  step: number,
): FlatUpdate {
  return tf.tidy(() => {
    const optimizer = OPTIMIZERS[spec.name];
    const gradNorm = globalNorm(gradients);
    const gradient =
      spec.clipNorm === null
        ? gradients
        : tf.mul(gradients, clipFactor<TensorOrNumber>(tensors, gradNorm, spec.clipNorm));
    const element = { parameter: state.parameters, gradient, moments: state.moments };
    const update = optimizer.update<TensorOrNumber>(tensors, optimizer.coefficients(spec, step), spec, element);
    const change = spec.cautious ? cautious(update, segments) : update.step;
    const parameters = moved<TensorOrNumber>(tensors, state.parameters, update.shrink, change) as tf.Tensor1D;
    return { state: { parameters, moments: update.moments as Record<string, tf.Tensor1D> }, gradNorm };
  });
}

/** Norm of the gradient of each segment, a rank-1 tensor. */
export function segmentNorms(gradients: tf.Tensor1D, segments: readonly Segment[]): tf.Tensor1D {
  return tf.tidy(
    () => tf.stack(segments.map(({ offset, size }) => globalNorm(tf.slice1d(gradients, offset, size)))) as tf.Tensor1D,
  );
}

function globalNorm(gradients: tf.Tensor): tf.Scalar {
  return tf.sqrt(totalOfSquares(gradients));
}

/** The paper's code rescales each parameter tensor by its own share of kept components. */
function cautious(update: Update<TensorOrNumber>, segments: readonly Segment[]): tf.Tensor {
  const mask = cautiousMask<TensorOrNumber>(tensors, update) as tf.Tensor1D;
  const shares = segments.map(({ offset, size }) =>
    tf.tile<tf.Tensor1D>(tf.reshape(tf.mean(tf.slice1d(mask, offset, size)), [1]), [size]),
  );
  return cautiousStep<TensorOrNumber>(tensors, update.step, mask, tf.concat1d(shares)) as tf.Tensor;
}
