import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import type { NetworkDescription } from '../../../src/domain/networks/description.ts';
import { drawWeights } from '../../../src/domain/networks/initial.ts';
import { describeParameters } from '../../../src/domain/networks/parameters.ts';
import { checkWeights } from '../../../src/domain/weights/check.ts';
import { assert } from '../../support/expect.ts';

const network = describeAutoencoder({ kind: 'autoencoder', channels: 8, latent: 3, coordinates: false });

const dense: NetworkDescription = {
  kind: 'plane',
  coordinates: false,
  blocks: [
    {
      name: 'layers.0',
      map: { type: 'dense', kernel: 1, stride: 1, inSize: 1, outSize: 1, inChannels: 2, outChannels: 500 },
      after: 'sigma',
      norm: null,
    },
  ],
};

function extent(values: Float32Array): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Most of ±bound is used, and nothing beyond it. */
function assertUniform(values: Float32Array, bound: number): void {
  const [low, high] = extent(values);
  assert.isAtLeast(low, -bound);
  assert.isAtMost(high, bound);
  assert.isBelow(low, -0.8 * bound);
  assert.isAbove(high, 0.8 * bound);
}

describe('drawWeights', () => {
  const weights = drawWeights(network, 7);

  it('draws every parameter and running statistic', () => {
    checkWeights(weights, describeParameters(network));
  });

  it('is uniform in ±1/√fan_in, counting size(1) of the stored weight', () => {
    assertUniform(weights.get('encoder.3.weight')!.data, 1 / Math.sqrt(8 * 9));
    // Stored (3, 8, 2, 2): the fan-in of PyTorch counts its 8 output channels.
    assertUniform(weights.get('decoder.0.weight')!.data, 1 / Math.sqrt(8 * 4));
    // Stored (3, 8, 2, 2) too, but as (out, in).
    assertUniform(weights.get('encoder.21.weight')!.data, 1 / Math.sqrt(8 * 4));
  });

  it('draws a bias within the bound of its weight', () => {
    const [low, high] = extent(weights.get('encoder.0.bias')!.data);
    assert.isAtLeast(low, -1 / 3);
    assert.isAtMost(high, 1 / 3);
    assertUniform(drawWeights(dense, 1).get('layers.0.bias')!.data, 1 / Math.sqrt(2));
  });

  it('counts the inputs of a dense layer', () => {
    assertUniform(drawWeights(dense, 1).get('layers.0.weight')!.data, 1 / Math.sqrt(2));
  });

  it('starts BatchNorm as the identity', () => {
    assert.deepEqual([...weights.get('encoder.2.weight')!.data], Array<number>(8).fill(1));
    assert.deepEqual([...weights.get('encoder.2.bias')!.data], Array<number>(8).fill(0));
    assert.deepEqual([...weights.get('encoder.2.running_mean')!.data], Array<number>(8).fill(0));
    assert.deepEqual([...weights.get('encoder.2.running_var')!.data], Array<number>(8).fill(1));
  });

  it('gives the same numbers for the same seed, and others for another', () => {
    assert.deepEqual(drawWeights(network, 7), weights);
    assert.notDeepEqual(drawWeights(network, 8).get('encoder.0.weight'), weights.get('encoder.0.weight'));
  });
});
