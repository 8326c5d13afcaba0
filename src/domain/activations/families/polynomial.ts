/** Powers of x. */
import type { Activation } from '../activation.ts';
import { parameter } from '../parameters.ts';

const coefficient = { min: -2, max: 2, step: 0.05 };

export const square: Activation = {
  id: 'square',
  label: 'Square',
  family: 'polynomial',
  formula: 'x^2',
  parameters: [],
  lies: [],
  description: 'The simplest function that is not linear; deep stacks of it are polynomials.',
  source: {
    text: 'Livni, Shalev-Shwartz & Shamir (2014), On the computational efficiency of training neural networks',
    url: 'https://arxiv.org/abs/1410.1141',
  },
};

export const cube: Activation = {
  id: 'cube',
  label: 'Cube',
  family: 'polynomial',
  formula: 'x^3',
  parameters: [],
  lies: [],
  description: 'Keeps the sign, is flat at 0, and explodes far out.',
  source: { text: 'Chen & Manning (2014), A fast and accurate dependency parser using neural networks' },
};

export const polynomial: Activation = {
  id: 'polynomial',
  label: 'Cubic polynomial',
  family: 'polynomial',
  formula: 'alpha + beta*x + gamma*x^2 + delta*x^3',
  parameters: [
    parameter('alpha', 0, coefficient),
    parameter('beta', 0.5, coefficient),
    parameter('gamma', 0.5, coefficient),
    parameter('delta', 0, coefficient),
  ],
  lies: [],
  description: 'Any polynomial of degree three: move the sliders from line to parabola to cubic.',
  source: {
    text: 'Kileel, Trager & Bruna (2019), On the expressive power of deep polynomial neural networks',
    url: 'https://arxiv.org/abs/1905.12207',
  },
};
