import type { NamedArrays, NetworkDescription } from '../../../../src/domain/networks/description.ts';
import { DEFAULT_OPTIMIZER } from '../../../../src/domain/experiment/defaults.ts';
import { describeAutoencoder } from '../../../../src/domain/networks/autoencoder.ts';
import { drawWeights } from '../../../../src/domain/networks/initial.ts';
import { describePlane, initialPlaneWeights } from '../../../../src/domain/networks/plane.ts';
import { Xoshiro128 } from '../../../../src/domain/random/xoshiro.ts';
import type { BlockSigma, EngineOptions, Examples } from '../../../../workers/engine/engine.ts';
import { footprint, partsWithin, type PlanLimits } from '../../../../workers/engine/plan/memory.ts';
import { inParts, slicedRows, slicedRuns, totalSlices } from '../../../../workers/engine/plan/parts.ts';
import { tuningFor } from '../../../../workers/engine/plan/tuning.ts';
import { assert } from '../../../support/expect.ts';
import { countCalls, measure } from '../../../bench/contenders/counts.ts';
import { onGpu } from '../../kernels/plan/support.ts';
import { assertSame, findings } from './findings.ts';
import { batch, bits, images, sigmaOf, smallOptions, train, withPlan } from './support.ts';

const UNLIMITED: PlanLimits = { bytes: Infinity, examples: Infinity };
/** Sums over the batch are taken in another order; of a bias before a BatchNorm that is all there is. */
const TOLERANCE = 1e-4;

describe('a batch in parts', () => {
  it('has as few as can be, of about the same length, without a gap', () => {
    for (const [count, most, lengths] of [
      [7, Infinity, [7]],
      [7, 7, [7]],
      [7, 6, [4, 3]],
      [7, 3, [3, 3, 1]],
      [8, 3, [3, 3, 2]],
      [1, 1, [1]],
      [3, 1, [1, 1, 1]],
      [0, 5, []],
    ] as const) {
      const parts = inParts(count, most);
      assert.deepEqual(
        parts.map((part) => part.count),
        [...lengths],
        `${count} by ${most}`,
      );
      parts.forEach(({ first }, i) =>
        assert.equal(
          first,
          lengths.slice(0, i).reduce((a: number, b) => a + b, 0),
        ),
      );
    }
  });

  it('shares slices out, one at least each and none without a row', () => {
    assert.deepEqual(slicedRows([100], 64), [{ slices: 64, firstSlice: 0 }]);
    assert.deepEqual(slicedRows([40, 40, 3], 64), [
      { slices: 22, firstSlice: 0 },
      { slices: 22, firstSlice: 22 },
      { slices: 3, firstSlice: 44 },
    ]);
    assert.deepEqual(slicedRuns([10, 9], 8), [
      { slices: 4, firstSlice: 0, rowsPerSlice: 3 },
      { slices: 3, firstSlice: 4, rowsPerSlice: 3 },
    ]);
    assert.equal(totalSlices(slicedRuns([1, 1, 1], 1)), 3);
  });

  it('comes in one where the limits allow it, in as few as they allow otherwise', () => {
    const options = smallOptions({ batchSize: 1000 });
    const tuning = tuningFor(true, 5);
    const { largest } = footprint(options, inParts(1000, Infinity), tuning, UNLIMITED);
    const counts = (bytes: number, examples = Infinity) =>
      partsWithin(options, tuning, { bytes, examples }).map(({ count }) => count);
    assert.deepEqual(counts(largest), [1000]);
    assert.deepEqual(counts(largest - 1), [500, 500]);
    assert.deepEqual(counts(largest / 2), [500, 500]);
    assert.deepEqual(counts(largest / 2 - 16), [334, 334, 332]);
    assert.deepEqual(counts(largest, 400), [334, 334, 332]);
    for (const bytes of [largest / 3, largest / 4 - 100]) {
      const parts = partsWithin(options, tuning, { bytes, examples: Infinity });
      assert.isAtMost(footprint(options, parts, tuning, { bytes, examples: Infinity }).largest, bytes);
    }
  });

  it('is refused where not even single examples fit', () => {
    const limits = { bytes: 1000, examples: Infinity };
    assert.throws(() => partsWithin(smallOptions(), tuningFor(true, 5), limits), /Even single examples don't/);
  });
});

function pictures(count: number): Examples {
  const random = new Xoshiro128(3);
  const inputs = Uint8Array.from({ length: count * 784 }, () => random.below(256));
  return { count, inputLength: 784, inputs, targetLength: 784, targets: null };
}

/** Options of an autoencoder as SPEC §5 has it. */
function autoencoder(channels: number, batchSize: number, change: Partial<EngineOptions> = {}): EngineOptions {
  const network = describeAutoencoder({ kind: 'autoencoder', channels, latent: 3, coordinates: false });
  return optionsOf(network, drawWeights(network, 1), pictures(batchSize + 4), sigmaOf({ name: 'silu' }), {
    batchSize,
    ...change,
  });
}

/** Options of a 2D net of two layers. */
function plane(width: number, batchSize: number, sigma: BlockSigma, change: Partial<EngineOptions> = {}) {
  const layer = { activation: { name: 'tanh' }, derivative: { rule: 'exact' as const } };
  const spec = { kind: 'plane' as const, layers: [layer, layer].map((one) => ({ ...one, width })), zoom: 4 };
  const random = new Xoshiro128(8);
  const numbers = (length: number) => Float32Array.from({ length }, () => 2 * random.uniform() - 1);
  const count = batchSize + 4;
  const train = { count, inputLength: 2, inputs: numbers(2 * count), targetLength: 1, targets: numbers(count) };
  const network = describePlane(spec as never);
  return optionsOf(network, initialPlaneWeights(spec as never, 3), train, sigma, { batchSize, ...change });
}

function optionsOf(
  network: NetworkDescription,
  weights: NamedArrays,
  examples: Examples,
  sigma: BlockSigma,
  change: Partial<EngineOptions>,
): EngineOptions {
  return {
    network,
    sigmas: network.blocks.map(({ after }) => (after === 'sigma' ? sigma : null)),
    optimizer: { ...DEFAULT_OPTIMIZER, name: 'sgd', learningRate: 0.01, momentum: 0.9 },
    loss: 'mse',
    batchSize: 4,
    seed: 6,
    weights,
    train: examples,
    ...change,
  };
}

const LIES = {
  exact: sigmaOf({ name: 'gelu' }),
  'formula, noisy': sigmaOf({ name: 'staircase' }, { rule: 'formula', formula: '1 - 0.9*cos(2*pi*x)', noise: 0.4 }),
  'straight-through, noisy': sigmaOf({ name: 'tanh' }, { rule: 'straight-through', noise: 0.5 }),
  'blurred, noisy': sigmaOf({ name: 'tanh' }, { rule: 'blurred', width: 0.5, noise: 0.5 }),
  'left, noisy': sigmaOf({ name: 'softplus' }, { rule: 'left', width: 0.5, noise: 0.2 }),
  'right, noisy': sigmaOf({ name: 'softplus' }, { rule: 'right', width: 0.5, noise: 0.2 }),
  'best, noisy': sigmaOf({ name: 'relu' }, { rule: 'best', noise: 0.5 }),
  'rrelu, noisy': sigmaOf({ name: 'rrelu' }, { rule: 'exact', noise: 0.3 }),
};

onGpu('a plan of a batch in parts trains as the same plan of a whole one', (device) => {
  /** The same findings within these limits, as on an emulated adapter and as on a real one. */
  async function assertSameInParts(
    options: EngineOptions,
    limits: PlanLimits,
    adapters: readonly boolean[] = [true, false],
  ): Promise<void> {
    for (const software of adapters) {
      const of = (within: PlanLimits) =>
        withPlan(options, device(), (engine) => findings(engine, options), software, { limits: within });
      assertSame(await of(limits), await of(UNLIMITED), TOLERANCE, `software ${software}`);
    }
  }
  const parts = (examples: number): PlanLimits => ({ bytes: Infinity, examples });

  for (const [channels, batchSize, examples] of [
    [3, 1, 1],
    [3, 7, 3],
    [5, 7, 6],
    [8, 32, 12],
    [16, 7, 4],
  ] as const)
    it(`${channels} channels, batches of ${batchSize} by ${examples}`, () =>
      assertSameInParts(autoencoder(channels, batchSize), parts(examples)));

  it('16 channels, batches of 32, in buffers of at most 700 kB', () =>
    assertSameInParts(autoencoder(16, 32), { bytes: 700e3, examples: Infinity }, [true]));

  it('with coordinates, cross-entropy, clipping and a cautious Adam', () =>
    assertSameInParts(
      smallOptions({
        coordinates: true,
        loss: 'bce',
        batchSize: 7,
        optimizer: { ...DEFAULT_OPTIMIZER, learningRate: 1e-4, clipNorm: 0.1, cautious: true },
      }),
      parts(2),
    ));

  for (const [name, sigma] of Object.entries(LIES)) {
    it(`σ and rule: ${name}`, () => assertSameInParts(smallOptions({ sigma, batchSize: 7 }), parts(3)));
    it(`σ and rule of a 2D net: ${name}`, () => assertSameInParts(plane(5, 7, sigma), parts(3)));
  }

  it('a 2D net of three numbers a layer, cross-entropy, batches of 33', () =>
    assertSameInParts(plane(3, 33, sigmaOf({ name: 'tanh' }), { loss: 'bce' }), parts(10)));

  it('evaluates and predicts any number of examples', async () => {
    const options = smallOptions({ batchSize: 7 });
    const shown = (limits: PlanLimits) =>
      withPlan(
        options,
        device(),
        async (engine) => {
          await train(engine, options, 2);
          const found = [];
          for (const count of [1, 3, 4, 7, 9, 20]) {
            const examples = images(count, 9);
            found.push([await engine.evaluate(examples)], await engine.predict(examples));
          }
          return new Map(found.map((values, i) => [i === 0 ? 'losses' : `${i}`, values]));
        },
        true,
        { limits },
      );
    assertSame(await shown(parts(3)), await shown(UNLIMITED), TOLERANCE, 'in parts of three');
  });

  it('is one submit, with the dispatches of a whole batch where there is one part', async () => {
    const options = autoencoder(3, 4);
    countCalls();
    const counted = (limits: PlanLimits) =>
      withPlan(
        options,
        device(),
        async (engine) => {
          const step = () => engine.trainStep(batch(options, 0));
          const finish = async () => (await engine.report()).losses[0]!;
          const { dispatches, submits } = await measure({ step, finish }, 1);
          return { dispatches, submits };
        },
        true,
        { limits },
      );
    assert.deepEqual(await counted(UNLIMITED), { dispatches: 159, submits: 1 });
    const { dispatches, submits } = await counted(parts(2));
    assert.equal(submits, 1);
    assert.isBelow(dispatches, 2 * 159);
  });

  it('two runs give the same bits', async () => {
    const options = smallOptions({ batchSize: 7, sigma: LIES['rrelu, noisy'] });
    const once = () =>
      withPlan(
        options,
        device(),
        async (engine) => {
          await train(engine, options, 3);
          return bits(await engine.weights());
        },
        true,
        { limits: parts(3) },
      );
    assert.deepEqual(await once(), await once());
  });
});
