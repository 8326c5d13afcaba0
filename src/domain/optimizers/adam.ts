/**
 * Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019) as torch.optim has them, β = (0.9, 0.999), ε = 1e-8:
 * m ← β₁·m + (1−β₁)·g, v ← β₂·v + (1−β₂)·g², p ← p − lr/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε).
 * They differ in weight decay: Adam adds it to g, AdamW first shrinks p by 1 − lr·weightDecay.
 */
import type { OptimizerSpec } from '../experiment/experiment.ts';
import type { Arithmetic } from './arithmetic.ts';
import {
  decayedGradient,
  LEARNING_RATE,
  WEIGHT_DECAY,
  type Element,
  type Optimizer,
  type Update,
} from './optimizer.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export const adam: Optimizer = {
  id: 'adam',
  label: 'Adam',
  hyperParameters: [LEARNING_RATE, WEIGHT_DECAY],
  moments: () => ['exp_avg', 'exp_avg_sq'],
  coefficients: adamCoefficients,
  update(a, c, spec, element) {
    return { ...adamUpdate(a, c, element, decayedGradient(a, c, spec, element)), shrink: null };
  },
};

export const adamw: Optimizer = {
  ...adam,
  id: 'adamw',
  label: 'AdamW',
  update(a, c, spec, element) {
    return { ...adamUpdate(a, c, element, element.gradient), shrink: spec.weightDecay === 0 ? null : c['shrink']! };
  },
};

function adamCoefficients({ learningRate, weightDecay }: OptimizerSpec, step: number) {
  return {
    weightDecay,
    beta1: BETA1,
    oneMinusBeta1: 1 - BETA1,
    beta2: BETA2,
    oneMinusBeta2: 1 - BETA2,
    stepSize: learningRate / (1 - BETA1 ** step),
    rootCorrection: Math.sqrt(1 - BETA2 ** step),
    epsilon: EPSILON,
    shrink: 1 - learningRate * weightDecay,
  };
}

function adamUpdate<T>(
  a: Arithmetic<T>,
  c: Readonly<Record<string, T>>,
  { moments }: Element<T>,
  gradient: T,
): Omit<Update<T>, 'shrink'> {
  const mean = a.add(a.mul(c['beta1']!, moments['exp_avg']!), a.mul(c['oneMinusBeta1']!, gradient));
  const square = a.add(
    a.mul(c['beta2']!, moments['exp_avg_sq']!),
    a.mul(c['oneMinusBeta2']!, a.mul(gradient, gradient)),
  );
  const denominator = a.add(a.div(a.sqrt(square), c['rootCorrection']!), c['epsilon']!);
  return {
    moments: { exp_avg: mean, exp_avg_sq: square },
    step: a.mul(c['stepSize']!, a.div(mean, denominator)),
    gradient,
  };
}
