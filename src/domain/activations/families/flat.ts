/** Functions whose derivative is 0 almost everywhere: without a lie, nothing is learnt below them. */
import type { Activation } from '../activation.ts';
import { BEST, JUMP_SURROGATES, SOFT_STAIRCASE, STAIR_LIES, STRAIGHT_THROUGH, BLURRED } from '../lies.ts';
import { parameter } from '../parameters.ts';

const CANTOR = {
  text: 'Cantor (1884), De la puissance des ensembles parfaits de points',
  url: 'https://doi.org/10.1007/BF02418423',
};

export const cantor: Activation = {
  id: 'cantor',
  label: 'Cantor',
  family: 'flat',
  formula: 'cantor(x)',
  parameters: [],
  lies: [STRAIGHT_THROUGH, BLURRED, BEST],
  description: 'The devil’s staircase: continuous, rises by 1 in every unit, and is flat almost everywhere.',
  source: CANTOR,
};

export const cantor2: Activation = {
  id: 'cantor2',
  label: 'Cantor, lying',
  family: 'flat',
  formula: 'cantor(x)',
  derivative: '1',
  parameters: [],
  lies: [],
  description: 'The devil’s staircase with a derivative that pretends to be 1.',
  source: CANTOR,
};

export const staircase: Activation = {
  id: 'staircase',
  label: 'Staircase',
  family: 'flat',
  formula: 'floor(x) + clamp((frac(x) - 0.5)/alpha + 0.5, 0, 1)',
  parameters: [parameter('alpha', 0.25, { label: 'w', min: 0.01, alias: 'w' })],
  lies: [SOFT_STAIRCASE, STRAIGHT_THROUGH, BLURRED, BEST],
  description: 'Treads at the whole numbers, joined by ramps of width w.',
  source: { text: 'This playground' },
};

export const round: Activation = {
  id: 'round',
  label: 'Round',
  family: 'flat',
  formula: 'round(x)',
  parameters: [],
  lies: STAIR_LIES,
  description: 'The nearest whole number, halves to the even one: quantisation.',
  source: {
    text: 'Jacob et al. (2018), Quantization and training of neural networks for efficient integer-arithmetic-only inference',
    url: 'https://arxiv.org/abs/1712.05877',
  },
};

export const sign: Activation = {
  id: 'sign',
  label: 'Sign',
  family: 'flat',
  formula: 'sign(x)',
  parameters: [],
  lies: JUMP_SURROGATES,
  description: 'One bit: −1 or 1, and 0 at 0.',
  source: {
    text: 'Hubara, Courbariaux, Soudry, El-Yaniv & Bengio (2016), Binarized neural networks',
    url: 'https://arxiv.org/abs/1602.02830',
  },
};

export const heaviside: Activation = {
  id: 'heaviside',
  label: 'Heaviside',
  family: 'flat',
  formula: 'step(0, x)',
  parameters: [],
  lies: JUMP_SURROGATES,
  description: 'The threshold of the perceptron: 0 below 0, 1 from 0 on.',
  source: {
    text: 'McCulloch & Pitts (1943), A logical calculus of the ideas immanent in nervous activity',
    url: 'https://doi.org/10.1007/BF02478259',
  },
};
