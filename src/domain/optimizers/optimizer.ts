/**
 * What an optimizer is: a pure rule from (parameter, gradient, moments) to the next of each, element by element, in
 * the style of optax: state in, state out. Owns no tensors and no loop. To add one, write a file like `adam.ts` and
 * name it in `registry.ts`.
 */
import type { OptimizerName, OptimizerSpec } from '../experiment/experiment.ts';
import type { Arithmetic } from './arithmetic.ts';

/** A number a person may set, for menus and validation. */
export interface HyperParameter {
  readonly key: 'learningRate' | 'momentum' | 'weightDecay';
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
}

/** Numbers of one step, the same for every element: uniforms of a kernel. */
export type Coefficients = Readonly<Record<string, number>>;

/** One element (or all of them, in one T) before the step. */
export interface Element<T> {
  readonly parameter: T;
  readonly gradient: T;
  readonly moments: Readonly<Record<string, T>>;
}

/** What a rule makes of it: parameter ← shrink·parameter − step. */
export interface Update<T> {
  readonly moments: Readonly<Record<string, T>>;
  readonly step: T;
  /**
   * What `cautious` compares the step with: the gradient of everything the optimizer minimises, coupled weight decay
   * included.
   */
  readonly gradient: T;
  /** Factor of decoupled weight decay; null for none. */
  readonly shrink: T | null;
}

export interface Optimizer {
  readonly id: OptimizerName;
  readonly label: string;
  readonly hyperParameters: readonly HyperParameter[];
  /** Names of the moments kept per parameter, PyTorch's; all start at 0. */
  moments(spec: OptimizerSpec): readonly string[];
  /** The numbers of step `step`, counted from 1. */
  coefficients(spec: OptimizerSpec, step: number): Coefficients;
  /** The rule. `spec` only decides which terms there are; every number comes from the coefficients. */
  update<T>(
    arithmetic: Arithmetic<T>,
    coefficients: Readonly<Record<string, T>>,
    spec: OptimizerSpec,
    element: Element<T>,
  ): Update<T>;
}

export const LEARNING_RATE: HyperParameter = {
  key: 'learningRate',
  label: 'Learning rate',
  min: 0,
  max: 10,
  scale: 'log',
};
export const WEIGHT_DECAY: HyperParameter = { key: 'weightDecay', label: 'Weight decay', min: 0, max: 1, scale: 'log' };
export const MOMENTUM: HyperParameter = { key: 'momentum', label: 'Momentum', min: 0, max: 0.9999, scale: 'linear' };

/** The gradient of loss + ½·weightDecay·‖parameter‖², as torch.optim's coupled weight decay has it. */
export function decayedGradient<T>(
  a: Arithmetic<T>,
  c: Readonly<Record<string, T>>,
  spec: OptimizerSpec,
  element: Element<T>,
): T {
  if (spec.weightDecay === 0) return element.gradient;
  return a.add(element.gradient, a.mul(c['weightDecay']!, element.parameter));
}
