/** Small inputs become 0. */
import type { Activation } from '../activation.ts';
import { STRAIGHT_THROUGH } from '../lies.ts';
import { parameter } from '../parameters.ts';

const threshold = parameter('alpha', 0.5, { label: 'λ', max: 3, step: 0.05, alias: 'lambda' });

export const hardshrink: Activation = {
  id: 'hardshrink',
  label: 'Hardshrink',
  family: 'shrinking',
  formula: 'abs(x) <= alpha ? 0 : x',
  parameters: [threshold],
  lies: [STRAIGHT_THROUGH],
  description: 'Sets everything within λ of 0 to 0 and leaves the rest.',
  source: {
    text: 'Donoho & Johnstone (1994), Ideal spatial adaptation by wavelet shrinkage',
    url: 'https://doi.org/10.1093/biomet/81.3.425',
  },
};

export const softshrink: Activation = {
  id: 'softshrink',
  label: 'Softshrink',
  family: 'shrinking',
  formula: 'abs(x) <= alpha ? 0 : x - alpha*sign(x)',
  parameters: [threshold],
  lies: [STRAIGHT_THROUGH],
  description: 'Moves everything by λ towards 0, and to 0 what is nearer than that.',
  source: {
    text: 'Donoho & Johnstone (1994), Ideal spatial adaptation by wavelet shrinkage',
    url: 'https://doi.org/10.1093/biomet/81.3.425',
  },
};

export const tanhshrink: Activation = {
  id: 'tanhshrink',
  label: 'Tanhshrink',
  family: 'shrinking',
  formula: 'x - tanh(x)',
  parameters: [],
  lies: [STRAIGHT_THROUGH],
  description: 'What tanh leaves over: flat at 0, nearly the identity far out.',
  source: {
    text: 'PyTorch, torch.nn.Tanhshrink',
    url: 'https://pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html',
  },
};
