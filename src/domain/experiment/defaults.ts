/** What an experiment is where nobody says otherwise (SPEC §6), and the limits of its numbers. */
import type {
  ActivationSpec,
  AutoencoderSpec,
  DataSpec,
  DerivativeSpec,
  Experiment,
  NetworkSpec,
  OptimizerSpec,
} from './experiment.ts';

export const DEFAULT_ACTIVATION: ActivationSpec = Object.freeze({ name: 'relu' });

export const DEFAULT_DERIVATIVE: DerivativeSpec = Object.freeze({ rule: 'exact', noise: 0 });

export const DEFAULT_AUTOENCODER: AutoencoderSpec = Object.freeze({
  kind: 'autoencoder',
  channels: 16,
  latent: 16,
  coordinates: false,
});

export const DEFAULT_OPTIMIZER: OptimizerSpec = Object.freeze({
  name: 'adam',
  learningRate: 0.001,
  momentum: 0,
  weightDecay: 0,
  clipNorm: null,
  cautious: false,
});

export const DEFAULT_DATA: DataSpec = Object.freeze({
  source: 'fashion-mnist',
  trainSize: null,
  testSize: null,
  noise: 0,
});

export const DEFAULT_EXPERIMENT: Experiment = Object.freeze({
  network: DEFAULT_AUTOENCODER,
  activation: DEFAULT_ACTIVATION,
  derivative: DEFAULT_DERIVATIVE,
  optimizer: DEFAULT_OPTIMIZER,
  loss: 'mse',
  batchSize: 64,
  epochs: 20,
  steps: null,
  seed: 1,
  shuffle: true,
  data: DEFAULT_DATA,
});

/** Widths of the 2D net's layers where it names none. */
export const DEFAULT_PLANE_WIDTHS: readonly number[] = Object.freeze([8, 8, 1]);
export const DEFAULT_ZOOM = 4;

/** Largest values that are accepted; the smallest are 0 or 1, whichever makes sense. */
export const LIMITS = Object.freeze({
  channels: 512,
  latent: 512,
  batchSize: 4096,
  epochs: 100_000,
  steps: 100_000_000,
  seed: 0xffffffff,
  examples: 10_000_000,
  planeLayers: 8,
  planeWidth: 16,
  zoom: 1000,
  frequencies: 8,
  /** Highest frequency of the plane's oscillators, radians a unit. */
  frequency: 100,
  /** Points set by hand. */
  points: 1000,
  /** Coordinates and values of points set by hand lie in ±this. */
  coordinate: 1000,
  /** Pixels along a picture to learn. */
  imageSide: 64,
  /** Parameters of formulas lie in ±this. */
  parameter: 1e6,
  derivativeWidth: 1000,
  noise: 100,
  localName: 64,
});

/** The data source that a network trains on where none is named. */
export function defaultSource(network: NetworkSpec): string {
  return network.kind === 'plane' ? 'spirals' : DEFAULT_DATA.source;
}
