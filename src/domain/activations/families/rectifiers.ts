/** Nearly 0 on the left, nearly x on the right. */
import type { Activation } from '../activation.ts';
import { bestOf, RELU_LIES } from '../lies.ts';
import { parameter } from '../parameters.ts';

export const relu: Activation = {
  id: 'relu',
  label: 'ReLU',
  family: 'rectifiers',
  formula: 'max(0, x)',
  parameters: [],
  pair: { left: 'x > 0 ? 1 : 0', right: '1' },
  lies: RELU_LIES,
  description: 'The positive part: cheap, sparse, and dead for every unit that is never positive.',
  source: { text: 'Nair & Hinton (2010), Rectified linear units improve restricted Boltzmann machines' },
};

export const relu6: Activation = {
  id: 'relu6',
  label: 'ReLU6',
  family: 'rectifiers',
  // Written so that NaN stays NaN, and strict at both bounds as PyTorch's derivative is.
  formula: 'x <= 0 ? 0 : x >= 6 ? 6 : x',
  parameters: [],
  lies: [
    bestOf('x > 0 ? 1 : 0', 'x < 6 ? 1 : 0', 'Flat on one side only, it could still rise or fall towards the other.'),
  ],
  description: 'ReLU that stops at 6, for arithmetic with few bits.',
  source: { text: 'Krizhevsky (2010), Convolutional deep belief networks on CIFAR-10' },
};

export const leakyRelu: Activation = {
  id: 'leaky_relu',
  label: 'Leaky ReLU',
  family: 'rectifiers',
  formula: 'x > 0 ? x : alpha*x',
  parameters: [parameter('alpha', 0.01)],
  lies: [],
  description: 'A small slope on the left keeps every unit alive.',
  source: { text: 'Maas, Hannun & Ng (2013), Rectifier nonlinearities improve neural network acoustic models' },
};

export const elu: Activation = {
  id: 'elu',
  label: 'ELU',
  family: 'rectifiers',
  formula: 'x > 0 ? x : alpha*(exp(x) - 1)',
  parameters: [parameter('alpha', 1, { max: 3, step: 0.05 })],
  lies: [],
  description: 'Bends smoothly towards −α on the left, which centres the activations.',
  source: {
    text: 'Clevert, Unterthiner & Hochreiter (2016), Fast and accurate deep network learning by exponential linear units',
    url: 'https://arxiv.org/abs/1511.07289',
  },
};

export const selu: Activation = {
  id: 'selu',
  label: 'SELU',
  family: 'rectifiers',
  formula: '1.0507009873554804934193349852946*(x > 0 ? x : 1.6732632423543772848170429916717*(exp(x) - 1))',
  parameters: [],
  lies: [],
  description: 'ELU with the two constants that keep mean 0 and variance 1 from layer to layer.',
  source: {
    text: 'Klambauer, Unterthiner, Mayr & Hochreiter (2017), Self-normalizing neural networks',
    url: 'https://arxiv.org/abs/1706.02515',
  },
};

export const celu: Activation = {
  id: 'celu',
  label: 'CELU',
  family: 'rectifiers',
  formula: 'x > 0 ? x : alpha*(exp(x/alpha) - 1)',
  parameters: [parameter('alpha', 1, { min: 0.05, max: 3, step: 0.05 })],
  lies: [],
  description: 'ELU whose slope is continuous for every α.',
  source: {
    text: 'Barron (2017), Continuously differentiable exponential linear units',
    url: 'https://arxiv.org/abs/1704.07483',
  },
};

export const gelu: Activation = {
  id: 'gelu',
  label: 'GELU',
  family: 'rectifiers',
  formula: '0.5*x*(1 + erf(x/sqrt(2)))',
  parameters: [],
  lies: [],
  description: 'x times the probability that a standard normal number is less than x.',
  source: { text: 'Hendrycks & Gimpel (2016), Gaussian error linear units', url: 'https://arxiv.org/abs/1606.08415' },
};

export const geluTanh: Activation = {
  id: 'gelu_tanh',
  label: 'GELU (tanh)',
  family: 'rectifiers',
  formula: '0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))',
  parameters: [],
  lies: [],
  description: 'GELU with its error function approximated by tanh, as language models use it.',
  source: { text: 'Hendrycks & Gimpel (2016), Gaussian error linear units', url: 'https://arxiv.org/abs/1606.08415' },
};

export const silu: Activation = {
  id: 'silu',
  label: 'SiLU',
  family: 'rectifiers',
  formula: 'x*sigmoid(x)',
  parameters: [],
  lies: [],
  description: 'x gated by its own sigmoid, also called swish.',
  source: {
    text: 'Elfwing, Uchibe & Doya (2018), Sigmoid-weighted linear units for neural network function approximation in reinforcement learning',
    url: 'https://arxiv.org/abs/1702.03118',
  },
};

export const mish: Activation = {
  id: 'mish',
  label: 'Mish',
  family: 'rectifiers',
  formula: 'x*tanh(softplus(x))',
  parameters: [],
  lies: [],
  description: 'Like SiLU, with a slightly deeper dip.',
  source: {
    text: 'Misra (2020), Mish: a self regularized non-monotonic activation function',
    url: 'https://arxiv.org/abs/1908.08681',
  },
};

export const softplus: Activation = {
  id: 'softplus',
  label: 'Softplus',
  family: 'rectifiers',
  formula: 'softplus(x)',
  parameters: [],
  lies: [],
  description: 'ReLU with its corner rounded: log(1 + exp x).',
  source: {
    text: 'Dugas, Bengio, Bélisle, Nadeau & Garcia (2001), Incorporating second-order functional knowledge for better option pricing',
  },
};

export const hardswish: Activation = {
  id: 'hardswish',
  label: 'Hardswish',
  family: 'rectifiers',
  formula: 'x < -3 ? 0 : x < 3 ? x*(x + 3)/6 : x',
  parameters: [],
  lies: [],
  description: 'SiLU made of one parabola and two lines.',
  source: { text: 'Howard et al. (2019), Searching for MobileNetV3', url: 'https://arxiv.org/abs/1905.02244' },
};

export const squareplus: Activation = {
  id: 'squareplus',
  label: 'Squareplus',
  family: 'rectifiers',
  formula: '(x + sqrt(x^2 + alpha))/2',
  parameters: [parameter('alpha', 4, { max: 10, step: 0.1, alias: 'b' })],
  lies: [],
  description: 'A rounded ReLU that needs no exponential: a hyperbola.',
  source: {
    text: 'Barron (2021), Squareplus: a softplus-like algebraic rectifier',
    url: 'https://arxiv.org/abs/2112.11687',
  },
};

export const rrelu: Activation = {
  id: 'rrelu',
  label: 'RReLU',
  family: 'rectifiers',
  formula: 'x > 0 ? x : x*mix(alpha, beta, u)',
  parameters: [
    parameter('alpha', 1 / 8, { label: 'lower slope', step: 0.005, alias: 'lower' }),
    parameter('beta', 1 / 3, { label: 'upper slope', step: 0.005, alias: 'upper' }),
  ],
  lies: [],
  description: 'Leaky ReLU whose slope is drawn anew for every element and step, and is the mean slope in evaluation.',
  source: {
    text: 'Xu, Wang, Chen & Li (2015), Empirical evaluation of rectified activations in convolutional network',
    url: 'https://arxiv.org/abs/1505.00853',
  },
};
