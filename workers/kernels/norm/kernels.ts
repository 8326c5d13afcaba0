/**
 * The arithmetic of batch normalisation (Ioffe & Szegedy 2015) over tensors (…, C), statistics per channel over all
 * else. One definition a backend: loops that sum in float64 where tensors lie in this thread's memory, stock tfjs
 * kernels elsewhere. Variances are biased here; what PyTorch keeps is made of them in `batch-norm.ts`.
 */
import type * as tf from '@tensorflow/tfjs-core';

/** PyTorch's and everyone's: keeps 1/√variance finite. */
export const NORM_EPSILON = 1e-5;

export interface Moments {
  readonly mean: tf.Tensor1D;
  /** Biased: the mean squared distance from the mean. */
  readonly variance: tf.Tensor1D;
}

export interface NormGradients {
  readonly dx: tf.Tensor;
  readonly dweight: tf.Tensor1D;
  readonly dbias: tf.Tensor1D;
}

export interface NormKernels {
  moments(x: tf.Tensor): Moments;
  /** (x − mean)/√(variance + ε)·weight + bias. */
  apply(x: tf.Tensor, moments: Moments, weight: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor;
  /** Gradients of `apply` where the moments are those of x itself. */
  gradients(dy: tf.Tensor, x: tf.Tensor, moments: Moments, weight: tf.Tensor1D): NormGradients;
}
