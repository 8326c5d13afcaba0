/** Experiments with a name, to start from. Data, not code: each is what differs from the defaults. */
import type { Experiment, ExperimentInput } from './experiment.ts';
import { parseExperiment } from './parse.ts';

export interface Preset {
  readonly id: string;
  readonly label: string;
  /** What to look for, in a sentence. */
  readonly description: string;
  readonly experiment: Experiment;
}

const preset = (id: string, label: string, description: string, input: ExperimentInput): Preset => ({
  id,
  label,
  description,
  experiment: parseExperiment(input).experiment,
});

/** The named experiments, simplest first. */
export const PRESETS: readonly Preset[] = [
  preset('relu', 'ReLU', 'The usual activation with its true derivative: what the lies are measured against.', {}),
  preset('identity', 'Identity', 'No activation at all: the whole network is linear.', {
    activation: { name: 'identity' },
  }),
  preset(
    'relu-best',
    'ReLU, best direction',
    'Dead units get a gradient exactly when they want to rise; cautious steps keep it safe.',
    {
      derivative: { rule: 'best' },
      optimizer: { cautious: true, clipNorm: 1 },
    },
  ),
  preset(
    'relu-leak',
    'ReLU that leaks backwards',
    'Flat where it is negative, but backpropagation sees a slope of 0.01 there.',
    {
      derivative: { rule: 'formula', formula: 'x > 0 ? 1 : 0.01' },
    },
  ),
  preset(
    'cantor',
    'Cantor, straight through',
    'Flat almost everywhere and still rising; backpropagation is told that the slope is 1.',
    {
      activation: { name: 'cantor' },
      derivative: { rule: 'straight-through' },
    },
  ),
  preset(
    'cantor-true',
    'Cantor, the truth',
    'The same with its true derivative, which is 0: only the last layers can learn.',
    {
      activation: { name: 'cantor' },
    },
  ),
  preset('staircase', 'Staircase', 'Soft steps; backpropagation sees the gentle slope of an even softer staircase.', {
    activation: { formula: 'floor(x) + smoothstep(0, 1, frac(x))' },
    derivative: { rule: 'formula', formula: '1 - 0.9 * cos(2 * pi * x)' },
  }),
  preset('sine', 'Sine with coordinates', 'Two coordinate channels let a periodic activation do a Fourier series.', {
    network: { coordinates: true },
    activation: { name: 'sin' },
  }),
  preset(
    'annealed',
    'Lie at first, then tell the truth',
    'Best direction for five epochs, then by degrees ReLU’s own derivative.',
    {
      derivative: { rule: 'best', anneal: { to: { rule: 'exact' }, from: 5, until: 10 } },
      optimizer: { cautious: true },
    },
  ),
  preset(
    'published',
    'The published experiment',
    '128 channels, 16 numbers in the middle, 200 epochs: hours, even on a good graphics card.',
    {
      network: { channels: 128, latent: 16 },
      epochs: 200,
      data: { source: 'fashion-mnist' },
    },
  ),
];
