/** Bounded on one side or both: flat far out. */
import type { Activation } from '../activation.ts';
import { bestOf, STRAIGHT_THROUGH } from '../lies.ts';

export const sigmoid: Activation = {
  id: 'sigmoid',
  label: 'Sigmoid',
  family: 'saturating',
  formula: 'sigmoid(x)',
  parameters: [],
  lies: [STRAIGHT_THROUGH],
  description: 'The logistic function, between 0 and 1; its slope is never more than a quarter.',
  source: {
    text: 'Rumelhart, Hinton & Williams (1986), Learning representations by back-propagating errors',
    url: 'https://doi.org/10.1038/323533a0',
  },
};

export const tanh: Activation = {
  id: 'tanh',
  label: 'Tanh',
  family: 'saturating',
  formula: 'tanh(x)',
  parameters: [],
  lies: [STRAIGHT_THROUGH],
  description: 'Between −1 and 1 with slope 1 at 0.',
  source: { text: 'LeCun, Bottou, Orr & Müller (1998), Efficient BackProp' },
};

export const hardsigmoid: Activation = {
  id: 'hardsigmoid',
  label: 'Hardsigmoid',
  family: 'saturating',
  formula: 'x <= -3 ? 0 : x >= 3 ? 1 : (x + 3)/6',
  parameters: [],
  lies: [
    bestOf(
      'x > -3 ? 1/6 : 0',
      'x < 3 ? 1/6 : 0',
      'Flat on one side only, it could still move back towards the middle.',
    ),
  ],
  description: 'A sigmoid made of three lines.',
  source: { text: 'Courbariaux, Bengio & David (2015), BinaryConnect', url: 'https://arxiv.org/abs/1511.00363' },
};

export const hardtanh: Activation = {
  id: 'hardtanh',
  label: 'Hardtanh',
  family: 'saturating',
  formula: 'x <= -1 ? -1 : x >= 1 ? 1 : x',
  parameters: [],
  lies: [
    bestOf('x > -1 ? 1 : 0', 'x < 1 ? 1 : 0', 'Flat on one side only, it could still move back towards the middle.'),
  ],
  description: 'The identity, cut off at −1 and 1.',
  source: { text: 'Collobert (2004), Large scale machine learning' },
};

export const softsign: Activation = {
  id: 'softsign',
  label: 'Softsign',
  family: 'saturating',
  formula: 'x/(1 + abs(x))',
  parameters: [],
  lies: [],
  description: 'Saturates slowly, like 1/x, where tanh does so exponentially.',
  source: { text: 'Glorot & Bengio (2010), Understanding the difficulty of training deep feedforward neural networks' },
};

export const atan: Activation = {
  id: 'atan',
  label: 'Atan',
  family: 'saturating',
  formula: 'atan(x)',
  parameters: [],
  lies: [],
  description: 'Between −π/2 and π/2, with a slope that falls like 1/x².',
  source: {
    text: 'Costarelli & Spigler (2013), Approximation results for neural network operators activated by sigmoidal functions',
  },
};

export const logSigmoid: Activation = {
  id: 'log_sigmoid',
  label: 'LogSigmoid',
  family: 'saturating',
  formula: '-softplus(-x)',
  parameters: [],
  lies: [],
  description: 'The logarithm of the sigmoid: 0 on the right, x on the left.',
  source: {
    text: 'PyTorch, torch.nn.LogSigmoid',
    url: 'https://pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html',
  },
};
