/** Derivatives worth trying, shared by the families that suggest them. */
import type { Lie, Source } from './activation.ts';

const BENGIO: Source = {
  text: 'Bengio, Léonard & Courville (2013), Estimating or propagating gradients through stochastic neurons',
  url: 'https://arxiv.org/abs/1308.3432',
};
const HUBARA: Source = {
  text: 'Hubara, Courbariaux, Soudry, El-Yaniv & Bengio (2016), Binarized neural networks',
  url: 'https://arxiv.org/abs/1602.02830',
};
const FANG: Source = {
  text: 'Fang, Yu, Chen, Masquelier, Huang & Tian (2021), Incorporating learnable membrane time constant to enhance learning of spiking neural networks',
  url: 'https://arxiv.org/abs/2007.05785',
};
const ZENKE: Source = {
  text: 'Zenke & Ganguli (2018), SuperSpike: supervised learning in multilayer spiking neural networks',
  url: 'https://arxiv.org/abs/1705.11146',
};
const NEFTCI: Source = {
  text: 'Neftci, Mostafa & Zenke (2019), Surrogate gradient learning in spiking neural networks',
  url: 'https://arxiv.org/abs/1901.09948',
};
const ESSER: Source = {
  text: 'Esser et al. (2016), Convolutional networks for fast, energy-efficient neuromorphic computing',
  url: 'https://arxiv.org/abs/1603.08270',
};
const SUGAR: Source = {
  text: 'Horuz, Kasenbacher, Higuchi, Kairat, Stoltz, Pesl, Moser, Linse, Martinetz & Otte (2025), The resurrection of the ReLU',
  url: 'https://arxiv.org/abs/2505.22074',
};
const HERE: Source = { text: 'This playground' };

export const STRAIGHT_THROUGH: Lie = {
  label: 'Straight-through',
  derivative: { rule: 'straight-through' },
  sentence: 'Pretends that σ is the identity: the gradient passes as it is.',
  source: BENGIO,
};

export const CLIPPED_STRAIGHT_THROUGH: Lie = {
  label: 'Clipped straight-through',
  derivative: { rule: 'formula', formula: 'abs(x) <= 1 ? 1 : 0' },
  sentence: 'Pretends that σ is the identity near 0 and flat further out, so that x doesn’t run away.',
  source: HUBARA,
};

const ATAN: Lie = {
  label: 'Slope of atan',
  derivative: { rule: 'formula', formula: '1/(1 + (pi*x)^2)' },
  sentence: 'Pretends that the jump at 0 is an arctangent, whose slope has long tails.',
  source: FANG,
};

const FAST_SIGMOID: Lie = {
  label: 'Slope of the fast sigmoid',
  derivative: { rule: 'formula', formula: '1/(1 + 10*abs(x))^2' },
  sentence: 'Pretends that the jump at 0 is a softsign ten times as steep.',
  source: ZENKE,
};

const STEEP_SIGMOID: Lie = {
  label: 'Slope of a steep sigmoid',
  derivative: { rule: 'formula', formula: '4*sigmoid(4*x)*(1 - sigmoid(4*x))' },
  sentence: 'Pretends that the jump at 0 is a sigmoid four times as steep.',
  source: NEFTCI,
};

const TRIANGLE: Lie = {
  label: 'Triangle',
  derivative: { rule: 'formula', formula: 'max(0, 1 - abs(x))' },
  sentence: 'A slope of 1 at the jump that falls to 0 at a distance of 1.',
  source: ESSER,
};

/** What the literature puts in place of the derivative of one jump at 0. */
export const JUMP_SURROGATES: readonly Lie[] = [
  STRAIGHT_THROUGH,
  CLIPPED_STRAIGHT_THROUGH,
  ATAN,
  FAST_SIGMOID,
  STEEP_SIGMOID,
  TRIANGLE,
];

/** The slope of a staircase with rounded steps, for stairs that rise at the halves. */
export const SOFT_STAIRCASE: Lie = {
  label: 'Slope of a soft staircase',
  derivative: { rule: 'formula', formula: '1 - 0.9*cos(2*pi*x)' },
  sentence: 'Pretends that the steps are rounded: steep where σ rises, nearly flat on the treads, never 0.',
  source: HERE,
};

export const BLURRED: Lie = {
  label: 'Blurred',
  derivative: { rule: 'blurred', width: 0.5 },
  sentence: 'The mean slope of σ within a half on either side, which sees the steps beside the flat.',
  source: HERE,
};

const NOISY: Lie = {
  label: 'Noisy derivative',
  derivative: { rule: 'exact', noise: 0.3 },
  sentence: 'The true derivative, shaken by 30 %: does noise there do any harm?',
  source: HERE,
};

/** Difference quotients, the better of the two. */
export const BEST: Lie = {
  label: 'Best direction',
  derivative: { rule: 'best' },
  sentence: 'Looks one step to the left and one to the right and goes where the loss falls more.',
  source: HERE,
};

/** A two-sided pair that σ doesn't declare, for functions that are flat in some regions. */
export function bestOf(left: string, right: string, sentence: string): Lie {
  return { label: 'Best direction', derivative: { rule: 'best', left, right }, sentence, source: HERE };
}

/** For functions without slope almost everywhere whose steps are everywhere. */
export const STAIR_LIES: readonly Lie[] = [STRAIGHT_THROUGH, SOFT_STAIRCASE, BLURRED, BEST];

/** For functions that suggest none of their own, typed ones among them. */
export const ANY_LIES: readonly Lie[] = [STRAIGHT_THROUGH, BLURRED, BEST, NOISY];

export const RELU_LIES: readonly Lie[] = [
  {
    label: 'Best direction',
    derivative: { rule: 'best' },
    sentence:
      'Where ReLU is flat it could still rise to the right: a dead unit gets a gradient exactly when it wants to rise.',
    source: HERE,
  },
  {
    label: 'Slope of SiLU',
    derivative: { rule: 'formula', formula: 'sigmoid(x)*(1 + x*(1 - sigmoid(x)))' },
    sentence: 'Trains ReLU as if it were its smooth cousin.',
    source: SUGAR,
  },
  {
    label: 'Leaky, backward only',
    derivative: { rule: 'formula', formula: 'x > 0 ? 1 : 0.01' },
    sentence: 'The function stays flat; only its derivative leaks.',
    source: HERE,
  },
  {
    label: 'Slope of B-SiLU',
    derivative: { rule: 'formula', formula: 'sigmoid(x) + (x + 1.67)*sigmoid(x)*(1 - sigmoid(x))' },
    sentence: 'The slope of (x + 1.67)·sigmoid(x) − 0.835: more than 1 at 0, and a tail to the left.',
    source: SUGAR,
  },
  {
    label: 'Slope of NeLU',
    derivative: { rule: 'formula', formula: 'x > 0 ? 1 : 0.05*2*x/(1 + x^2)^2' },
    sentence: 'A small negative slope left of 0 that dies out quickly.',
    source: SUGAR,
  },
  NOISY,
];
