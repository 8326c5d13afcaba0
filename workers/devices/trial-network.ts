/** Small networks on which devices show what they can. */
import { DEFAULT_ACTIVATION, DEFAULT_DERIVATIVE, DEFAULT_OPTIMIZER } from '../../src/domain/experiment/defaults.ts';
import type { ActivationSpec } from '../../src/domain/experiment/experiment.ts';
import { sigmaProgram, sigmaValues } from '../../src/domain/derivatives/index.ts';
import type { AffineMap, Block, NetworkDescription } from '../../src/domain/networks/description.ts';
import { drawWeights } from '../../src/domain/networks/initial.ts';
import { Xoshiro128 } from '../../src/domain/random/xoshiro.ts';
import type { BlockSigma, EngineOptions, Examples } from '../engine/engine.ts';

type Step = readonly [type: AffineMap['type'], kernel: number, stride: number, outChannels: number];

/** An autoencoder of these maps on images of one channel; σ and BatchNorm behind each but the last, which has the sigmoid. */
export function trialNetwork(size: number, steps: readonly Step[]): NetworkDescription {
  let inSize = size;
  let inChannels = 1;
  const blocks = steps.map(([type, kernel, stride, outChannels], i): Block => {
    const outSize = type === 'conv' ? (inSize - kernel) / stride + 1 : (inSize - 1) * stride + kernel;
    const map: AffineMap = { type, kernel, stride, inSize, outSize, inChannels, outChannels };
    inSize = outSize;
    inChannels = outChannels;
    const last = i === steps.length - 1;
    return { name: `trial.${3 * i}`, map, after: last ? 'sigmoid' : 'sigma', norm: last ? null : `trial.${3 * i + 2}` };
  });
  return { kind: 'autoencoder', coordinates: false, blocks };
}

/** What an engine needs to train a network on noise. */
export function trialOptions(
  network: NetworkDescription,
  batchSize: number,
  activation: ActivationSpec = DEFAULT_ACTIVATION,
): EngineOptions {
  const sigma: BlockSigma = {
    program: sigmaProgram(activation, DEFAULT_DERIVATIVE),
    values: sigmaValues(activation, DEFAULT_DERIVATIVE),
  };
  return {
    network,
    sigmas: network.blocks.map(({ after }) => (after === 'sigma' ? sigma : null)),
    optimizer: DEFAULT_OPTIMIZER,
    loss: 'mse',
    batchSize,
    seed: 1,
    weights: drawWeights(network, 1),
    train: noise(batchSize, network.blocks[0]!.map.inSize ** 2),
  };
}

function noise(count: number, length: number): Examples {
  const random = new Xoshiro128(7);
  const inputs = Uint8Array.from({ length: count * length }, () => random.below(256));
  return { count, inputLength: length, inputs, targetLength: length, targets: null };
}
