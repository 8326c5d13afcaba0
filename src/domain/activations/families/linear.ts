/** No activation at all. */
import type { Activation } from '../activation.ts';

export const identity: Activation = {
  id: 'identity',
  label: 'Identity',
  family: 'linear',
  formula: 'x',
  parameters: [],
  lies: [],
  description: 'Makes the whole network one linear map: what every other function has to beat.',
  source: {
    text: 'Baldi & Hornik (1989), Neural networks and principal component analysis',
    url: 'https://doi.org/10.1016/0893-6080(89)90014-2',
  },
};
