import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import { estimateStep } from '../../../src/domain/networks/cost.ts';
import { countParameters, describeParameters } from '../../../src/domain/networks/parameters.ts';
import { decodeSafetensors } from '../../../src/domain/weights/safetensors.ts';
import { checkWeights } from '../../../src/domain/weights/check.ts';
import type { AutoencoderSpec } from '../../../src/domain/experiment/experiment.ts';
import { assert } from '../../support/expect.ts';
import { sharedBytes, skipWithoutShared } from '../../support/shared.ts';

function spec(channels: number, latent: number, coordinates = false): AutoencoderSpec {
  return { kind: 'autoencoder', channels, latent, coordinates };
}

describe('describeAutoencoder', () => {
  it('has the sizes of SPEC §5', () => {
    const { blocks } = describeAutoencoder(spec(8, 3));
    const sizes = [blocks[0]!.map.inSize, ...blocks.map(({ map }) => map.outSize)];
    assert.deepEqual(sizes, [28, 26, 24, 22, 20, 18, 6, 2, 1, 2, 6, 18, 20, 22, 24, 26, 28]);
  });

  it('keeps C channels everywhere but at the input, the latent pixel and the output', () => {
    const { blocks } = describeAutoencoder(spec(8, 3));
    const channels = [blocks[0]!.map.inChannels, ...blocks.map(({ map }) => map.outChannels)];
    assert.deepEqual(channels, [1, 8, 8, 8, 8, 8, 8, 8, 3, 8, 8, 8, 8, 8, 8, 8, 1]);
    blocks.slice(1).forEach(({ map }, i) => {
      assert.equal(map.inChannels, blocks[i]!.map.outChannels);
      assert.equal(map.inSize, blocks[i]!.map.outSize);
    });
  });

  it('ends in a plain sigmoid without BatchNorm, and nowhere else', () => {
    const { blocks } = describeAutoencoder(spec(4, 4));
    assert.deepEqual(
      blocks.map(({ after }) => after),
      [...Array<string>(15).fill('sigma'), 'sigmoid'],
    );
    assert.deepEqual(
      blocks.map(({ norm }) => norm !== null),
      [...Array<boolean>(15).fill(true), false],
    );
  });

  it('appends two coordinate channels on request', () => {
    const plain = describeAutoencoder(spec(4, 4));
    const located = describeAutoencoder(spec(4, 4, true));
    assert.equal(located.blocks[0]!.map.inChannels, 3);
    assert.isTrue(located.coordinates);
    assert.deepEqual(located.blocks.slice(1), plain.blocks.slice(1));
  });

  it('counts the parameters of PyTorch', () => {
    // Counted by PyTorch: sum(p.numel() for p in parameters()).
    assert.equal(countParameters(describeAutoencoder(spec(4, 4))), 2109);
    assert.equal(countParameters(describeAutoencoder(spec(128, 16))), 1_793_585);
  });

  it('names the parameters as the reference files do', async function () {
    await skipWithoutShared(this);
    const weights = decodeSafetensors(await sharedBytes('reference/init-relu-adam.safetensors'));
    const parameters = describeParameters(describeAutoencoder(spec(4, 4)));
    checkWeights(weights, parameters);
    assert.deepEqual(
      [...weights.keys()],
      parameters.map(({ name }) => name),
    );
  });

  it('estimates cost in proportion to the batch', () => {
    const network = describeAutoencoder(spec(8, 8));
    const one = estimateStep(network, 1);
    assert.equal(estimateStep(network, 32).flops, 32 * one.flops);
    assert.isAbove(estimateStep(network, 32).bytes, 16 * one.bytes);
    assert.isBelow(estimateStep(network, 32).bytes, 32 * one.bytes);
  });
});
