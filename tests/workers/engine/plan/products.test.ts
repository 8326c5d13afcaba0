import { describeAutoencoder } from '../../../../src/domain/networks/autoencoder.ts';
import { DEFAULT_OPTIMIZER } from '../../../../src/domain/experiment/defaults.ts';
import { drawWeights } from '../../../../src/domain/networks/initial.ts';
import type { EngineOptions } from '../../../../workers/engine/engine.ts';
import { tuningFor, type Tuning } from '../../../../workers/engine/plan/tuning.ts';
import type { ProductTile } from '../../../../workers/kernels/plan/product.ts';
import { assert } from '../../../support/expect.ts';
import { onGpu, skipWithoutHalf } from '../../kernels/plan/support.ts';
import { assertFollows, follow, formulaImages, ownTrajectories } from '../trajectories.ts';
import { assertSame, findings } from './findings.ts';
import { bits, sigmaOf, train, withPlan } from './support.ts';

const CHANNELS = 17;
/** Products take the terms of a sum in another order than the direct kernels. */
const TOLERANCE = 1e-4;
/** Images of eleven binary digits are rounded otherwise where sums are; the bias before a BatchNorm shows most of it. */
const HALF_TOLERANCE = 2e-2;

/** Tiles that an emulated adapter compiles quickly. */
const SMALL: ProductTile = { rows: 8, columns: 8, threadRows: 4, threadColumns: 4 };
const OTHER: ProductTile = { rows: 16, columns: 8, threadRows: 8, threadColumns: 4 };

/** A real adapter's tuning in which every layer that can be is a product. */
function byProducts(tile: ProductTile): Tuning {
  return { ...tuningFor(false, CHANNELS), products: { large: tile, small: tile, weights: tile } };
}

function autoencoder(): EngineOptions {
  const network = describeAutoencoder({ kind: 'autoencoder', channels: CHANNELS, latent: 5, coordinates: true });
  const sigma = sigmaOf({ name: 'silu' });
  return {
    network,
    sigmas: network.blocks.map(({ after }) => (after === 'sigma' ? sigma : null)),
    optimizer: { ...DEFAULT_OPTIMIZER, name: 'sgd', learningRate: 0.01, momentum: 0.9 },
    loss: 'mse',
    batchSize: 3,
    seed: 6,
    weights: drawWeights(network, 1),
    train: formulaImages(0, 7),
  };
}

onGpu('a plan whose layers are products of matrices', (device) => {
  it('trains as one of direct kernels, in two parts as well', async () => {
    const options = autoencoder();
    const found = (tuning: Tuning, examples: number) =>
      withPlan(options, device(), (engine) => findings(engine, options), false, {
        tuning,
        limits: { bytes: Infinity, examples },
      });
    const direct = await found(tuningFor(false, CHANNELS), Infinity);
    assertSame(await found(byProducts(SMALL), 2), direct, TOLERANCE, 'products in two parts');
  });

  it('trains in half precision as direct kernels do', async function () {
    skipWithoutHalf(this, device());
    const options = { ...autoencoder(), half: true };
    const found = (tuning: Tuning) =>
      withPlan(options, device(), (engine) => findings(engine, options), false, { tuning });
    assertSame(await found(byProducts(SMALL)), await found(tuningFor(false, CHANNELS)), HALF_TOLERANCE, 'products');
  });

  it('trains to the same bits whatever the tile', async () => {
    const options = autoencoder();
    const trained = (tile: ProductTile) =>
      withPlan(
        options,
        device(),
        async (engine) => {
          await train(engine, options, 2);
          return bits(await engine.weights());
        },
        false,
        { tuning: byProducts(tile) },
      );
    assert.deepEqual(await trained(OTHER), await trained(SMALL));
  });

  const trajectory = ownTrajectories().find(({ title }) => title.includes(`${CHANNELS} channels`))!;
  it(`follows PyTorch: ${trajectory.title}`, async () => {
    const outcome = await withPlan(trajectory.options, device(), (engine) => follow(engine, trajectory), false, {
      tuning: byProducts(SMALL),
    });
    assertFollows(outcome, trajectory);
  });
});
