/**
 * One training step of the 2D net taken apart, for slow motion: forward, loss, backward, update, in numbers. Everything is of the one example that was chosen but
 * `gradient` and the weights, which are the batch's and the net's. Plain data.
 */
import type { PlaneSpec } from '../experiment/experiment.ts';

/** A_k row by row, and b_k. */
export interface LayerNumbers {
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** Which one-sided derivative a σ passed back: for `best` the side it chose, 'none' where neither lowers the loss. */
export type PassedSide = 'left' | 'right' | 'none';

/** Layer k in one step, an entry a neuron unless said otherwise. */
export interface LayerStep {
  /** What the layer reads: a of the layer before, or the point's inputs (an entry a column). */
  readonly input: readonly number[];
  readonly x: readonly number[];
  readonly a: readonly number[];
  /** g = ∂L/∂a of this example's loss. */
  readonly upstream: readonly number[];
  /** What the rule claims on each side of x. */
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly side: readonly PassedSide[];
  /** ∂L/∂x as the rule makes it, annealing and noise included. */
  readonly passed: readonly number[];
  /** Mean gradient over the batch, before clipping. */
  readonly gradient: LayerNumbers;
  /** A_k and b_k before the update and after it. */
  readonly before: LayerNumbers;
  readonly after: LayerNumbers;
}

export interface PlaneStep {
  /** Steps taken with this one. */
  readonly step: number;
  /** The net as the step saw it: σ, rules and frequencies; the numbers stand in `layers`. */
  readonly network: PlaneSpec;
  /** The chosen example: its place in the training set, and in the batch. */
  readonly example: number;
  readonly place: number;
  readonly point: readonly [number, number];
  readonly target: readonly number[];
  /** Places in the training set of all examples of the batch. */
  readonly batch: readonly number[];
  /** Loss of the example, and mean over the batch, before the update. */
  readonly loss: number;
  readonly batchLoss: number;
  readonly layers: readonly LayerStep[];
}
