/** The benchmark's network as our engines want it. */
import { sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import { DEFAULT_OPTIMIZER } from '../../../src/domain/experiment/defaults.ts';
import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import { drawWeights } from '../../../src/domain/networks/initial.ts';
import type { EngineOptions } from '../../../workers/engine/engine.ts';
import { imageBytes, LATENT, type Case } from './contender.ts';

export function engineOptions({ channels, batchSize }: Case): EngineOptions {
  const network = describeAutoencoder({ kind: 'autoencoder', channels, latent: LATENT, coordinates: false });
  const [activation, derivative] = [{ name: 'relu' }, { rule: 'exact' as const }];
  const sigma = { program: sigmaProgram(activation, derivative), values: sigmaValues(activation, derivative) };
  return {
    network,
    sigmas: network.blocks.map(({ after }) => (after === 'sigma' ? sigma : null)),
    optimizer: DEFAULT_OPTIMIZER,
    loss: 'mse',
    batchSize,
    seed: 1,
    weights: drawWeights(network, 1),
    train: { count: batchSize, inputLength: 784, inputs: imageBytes(batchSize), targetLength: 784, targets: null },
  };
}
