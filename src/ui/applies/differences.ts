/** What two experiments differ in, in the words of the panels. Pure. */
import type { Experiment } from '../../domain/experiment/experiment.ts';

const NAMES: Readonly<Record<string, string>> = {
  'network.channels': 'channels',
  'network.latent': 'latent',
  'network.coordinates': 'coordinates',
  'network.layers': 'single layers',
  'network.frequencies': 'oscillators',
  activation: 'σ',
  derivative: 'derivative rule',
  'optimizer.name': 'optimizer',
  'optimizer.learningRate': 'learning rate',
  'optimizer.momentum': 'momentum',
  'optimizer.weightDecay': 'weight decay',
  'optimizer.clipNorm': 'clip norm',
  'optimizer.cautious': 'cautious',
  loss: 'loss',
  batchSize: 'batch',
  epochs: 'epochs',
  steps: 'steps',
  seed: 'seed',
  shuffle: 'shuffle',
  precision: 'precision',
  'data.source': 'data set',
  'data.trainSize': 'train',
  'data.testSize': 'test',
  'data.noise': 'noise',
  'data.formula': 'formula',
  'data.image': 'picture',
  'data.points': 'points',
};

/** Names of the settings in which `next` differs from `now`. */
export function differences(now: Experiment, next: Experiment): string[] {
  if (now === next) return [];
  return Object.keys(NAMES)
    .filter((path) => JSON.stringify(at(now, path)) !== JSON.stringify(at(next, path)))
    .map((path) => NAMES[path]!);
}

function at(experiment: Experiment, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], experiment);
}
