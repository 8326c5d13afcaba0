/**
 * RMSprop as torch.optim has it, α = 0.99, ε = 1e-8 outside the root: v ← α·v + (1−α)·g², b ← μ·b + g/(√v + ε), p ← p
 * − lr·b.
 */
import { decayedGradient, LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, type Optimizer } from './optimizer.ts';

const ALPHA = 0.99;
const EPSILON = 1e-8;

export const rmsprop: Optimizer = {
  id: 'rmsprop',
  label: 'RMSprop',
  hyperParameters: [LEARNING_RATE, MOMENTUM, WEIGHT_DECAY],
  moments: (spec) => (spec.momentum === 0 ? ['square_avg'] : ['square_avg', 'momentum_buffer']),
  coefficients: ({ learningRate, momentum, weightDecay }) => ({
    learningRate,
    momentum,
    weightDecay,
    alpha: ALPHA,
    oneMinusAlpha: 1 - ALPHA,
    epsilon: EPSILON,
  }),
  update(a, c, spec, element) {
    const gradient = decayedGradient(a, c, spec, element);
    const square = a.add(
      a.mul(c['alpha']!, element.moments['square_avg']!),
      a.mul(c['oneMinusAlpha']!, a.mul(gradient, gradient)),
    );
    const scaled = a.div(gradient, a.add(a.sqrt(square), c['epsilon']!));
    if (spec.momentum === 0)
      return { moments: { square_avg: square }, step: a.mul(c['learningRate']!, scaled), gradient, shrink: null };
    const buffer = a.add(a.mul(c['momentum']!, element.moments['momentum_buffer']!), scaled);
    return {
      moments: { square_avg: square, momentum_buffer: buffer },
      step: a.mul(c['learningRate']!, buffer),
      gradient,
      shrink: null,
    };
  },
};
