import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import { drawWeights } from '../../../src/domain/networks/initial.ts';
import { describeParameters } from '../../../src/domain/networks/parameters.ts';
import { checkWeights } from '../../../src/domain/weights/check.ts';
import { assert } from '../../support/expect.ts';

const network = describeAutoencoder({ kind: 'autoencoder', channels: 2, latent: 2, coordinates: false });
const parameters = describeParameters(network);

describe('checkWeights', () => {
  it('accepts the arrays of the network', () => {
    checkWeights(drawWeights(network, 1), parameters);
  });

  it('names what is missing, extra and mis-shaped', () => {
    const weights = drawWeights(network, 1);
    weights.delete('encoder.0.bias');
    weights.set('classifier.weight', { shape: [1], data: new Float32Array(1) });
    weights.set('encoder.3.weight', { shape: [2, 2, 9], data: new Float32Array(36) });
    assert.throws(() => {
      checkWeights(weights, parameters);
    }, /missing: encoder\.0\.bias; not part of it: classifier\.weight; of another shape: encoder\.3\.weight \(expected \[2, 2, 3, 3\], got \[2, 2, 9\]\)/);
  });

  it('names only the first few of many', () => {
    assert.throws(() => {
      checkWeights(new Map(), parameters);
    }, /missing: encoder\.0\.weight, .* and 87 more/);
  });
});
