/** Stochastic gradient descent with momentum, dampening 0, as torch.optim.SGD: b ← μ·b + g, p ← p − lr·b. */
import { decayedGradient, LEARNING_RATE, MOMENTUM, WEIGHT_DECAY, type Optimizer } from './optimizer.ts';

export const sgd: Optimizer = {
  id: 'sgd',
  label: 'SGD',
  hyperParameters: [LEARNING_RATE, MOMENTUM, WEIGHT_DECAY],
  moments: (spec) => (spec.momentum === 0 ? [] : ['momentum_buffer']),
  coefficients: ({ learningRate, momentum, weightDecay }) => ({ learningRate, momentum, weightDecay }),
  update(a, c, spec, element) {
    const gradient = decayedGradient(a, c, spec, element);
    if (spec.momentum === 0) return { moments: {}, step: a.mul(c['learningRate']!, gradient), gradient, shrink: null };
    // PyTorch copies the first gradient into the buffer; with dampening 0 that is what a buffer of zeros gives.
    const buffer = a.add(a.mul(c['momentum']!, element.moments['momentum_buffer']!), gradient);
    return { moments: { momentum_buffer: buffer }, step: a.mul(c['learningRate']!, buffer), gradient, shrink: null };
  },
};
