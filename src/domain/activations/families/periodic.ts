/** Waves. */
import type { Activation } from '../activation.ts';
import { parameter } from '../parameters.ts';

const SITZMANN = {
  text: 'Sitzmann, Martel, Bergman, Lindell & Wetzstein (2020), Implicit neural representations with periodic activation functions',
  url: 'https://arxiv.org/abs/2006.09661',
};

export const sin: Activation = {
  id: 'sin',
  label: 'Sine',
  family: 'periodic',
  formula: 'sin(x)',
  parameters: [],
  lies: [],
  description: 'Can build any picture from waves, if it is told where it is.',
  source: SITZMANN,
};

export const cos: Activation = {
  id: 'cos',
  label: 'Cosine',
  family: 'periodic',
  formula: 'cos(x)',
  parameters: [],
  lies: [],
  description: 'A sine that is flat at 0, so that nothing distinguishes left from right there.',
  source: { text: 'Rahimi & Recht (2007), Random features for large-scale kernel machines' },
};

export const sinc: Activation = {
  id: 'sinc',
  label: 'Sinc',
  family: 'periodic',
  formula: 'x == 0 ? 1 : sin(pi*x)/(pi*x)',
  // Near 0 the quotient rule subtracts two nearly equal numbers; there, the series −z/3 + z³/30 − z⁵/840 in z = πx.
  derivative: 'abs(x) < 0.02 ? -pi^2*x/3*(1 - (pi*x)^2/10 + (pi*x)^4/280) : (cos(pi*x) - sin(pi*x)/(pi*x))/x',
  parameters: [],
  lies: [],
  description: 'Sine over its argument, sin πx / πx: a wave that dies out, the kernel of band-limited functions.',
  source: { text: 'PyTorch, torch.sinc', url: 'https://pytorch.org/docs/stable/generated/torch.sinc.html' },
};

export const snake: Activation = {
  id: 'snake',
  label: 'Snake',
  family: 'periodic',
  formula: 'x + sin(alpha*x)^2/alpha',
  parameters: [parameter('alpha', 1, { min: 0.1, max: 10, step: 0.1 })],
  lies: [],
  description: 'The identity with a ripple: learns periods and still extrapolates upwards.',
  source: {
    text: 'Ziyin, Hartwig & Ueda (2020), Neural networks fail to learn periodic functions and how to fix it',
    url: 'https://arxiv.org/abs/2006.08195',
  },
};

export const triangle: Activation = {
  id: 'triangle',
  label: 'Triangle wave',
  family: 'periodic',
  formula: 'abs(4*frac((x - 1)/4) - 2) - 1',
  parameters: [],
  lies: [],
  description: 'A sine made of lines: period 4, between −1 and 1, slope 1 or −1 everywhere.',
  source: SITZMANN,
};
