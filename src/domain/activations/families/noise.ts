/** Random, but fixed, functions. */
import type { Activation } from '../activation.ts';
import { BEST, BLURRED, STRAIGHT_THROUGH } from '../lies.ts';
import { parameter } from '../parameters.ts';

export const perlin: Activation = {
  id: 'perlin',
  label: 'Perlin noise',
  family: 'noise',
  formula: 'perlin(x)',
  parameters: [parameter('resolution', 1, { min: 1, max: 8, step: 1, choices: [1, 2, 4, 8] })],
  lies: [STRAIGHT_THROUGH, BLURRED, BEST],
  description: 'Random heights at regular places, joined smoothly: does it matter at all which function it is?',
  source: {
    text: 'Perlin (1985), An image synthesizer; hash by Jarzynski & Olano (2020)',
    url: 'https://jcgt.org/published/0009/03/02/',
  },
};
