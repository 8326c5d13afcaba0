/** What the training loop relies on: same bits, no growth, resuming, exact means, answers in time. */
import * as tf from '@tensorflow/tfjs-core';
import { sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import type { ExperimentInput } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import type { NamedArrays, NetworkDescription } from '../../../src/domain/networks/description.ts';
import { drawWeights } from '../../../src/domain/networks/initial.ts';
import { describeParameters } from '../../../src/domain/networks/parameters.ts';
import { checkWeights } from '../../../src/domain/weights/check.ts';
import type { EngineOptions, Examples } from '../../../workers/engine/engine.ts';
import { TensorEngine } from '../../../workers/engine/tensor-engine.ts';
import { assert } from '../../support/expect.ts';
import { onBackends, relativeError } from '../backends.ts';
import { formulaImages, optionsFor, train } from './trajectories.ts';

const MINUTES = 60_000;

/** A small autoencoder with everything random on: RReLU's slopes and derivative noise. */
function options(input: ExperimentInput = {}): EngineOptions {
  const { experiment } = parseExperiment({
    network: { kind: 'autoencoder', channels: 3, latent: 2 },
    activation: { name: 'rrelu' },
    derivative: { rule: 'exact', noise: 0.1 },
    optimizer: { name: 'adam', learningRate: 0.001 },
    batchSize: 4,
    ...input,
  });
  return optionsFor(experiment, null, formulaImages(0, 16));
}

/** Runs a task on a new engine, and disposes of it. */
async function withEngine<T>(given: EngineOptions, task: (engine: TensorEngine) => Promise<T>): Promise<T> {
  const engine = new TensorEngine(given);
  try {
    return await task(engine);
  } finally {
    engine.dispose();
  }
}

function bits(arrays: NamedArrays): [string, number[]][] {
  return [...arrays].map(([name, { data }]) => [name, [...new Uint32Array(data.slice().buffer)]]);
}

function gpuBytes(): number {
  return (tf.memory() as { numBytesInGPU?: number }).numBytesInGPU ?? 0;
}

onBackends('the tensor engine', (backend) => {
  it('gives the same bits twice', async function () {
    this.timeout(5 * MINUTES);
    const once = () =>
      withEngine(options(), async (engine) => {
        await train(engine, options(), 0, 3);
        const { losses, gradNorms } = await engine.report();
        return [[...losses], [...gradNorms], bits(await engine.weights())];
      });
    assert.deepEqual(await once(), await once());
  });

  it('goes on from a checkpoint with the same bits', async function () {
    this.timeout(5 * MINUTES);
    const given = options({ optimizer: { name: 'rmsprop', learningRate: 0.001, momentum: 0.9 } });
    const straight = await withEngine(given, async (engine) => {
      await train(engine, given, 0, 2);
      const checkpoint = { weights: await engine.weights(), moments: await engine.optimizerState() };
      await engine.report();
      await train(engine, given, 2, 4);
      return { checkpoint, losses: [...(await engine.report()).losses], weights: bits(await engine.weights()) };
    });
    const resumed = await withEngine(given, async (engine) => {
      await train(engine, given, 0, 1);
      await engine.restore(straight.checkpoint.weights, straight.checkpoint.moments, 2);
      assert.equal(engine.step, 2);
      await train(engine, given, 2, 4);
      return { losses: [...(await engine.report()).losses], weights: bits(await engine.weights()) };
    });
    assert.deepEqual(resumed.losses, straight.losses);
    assert.deepEqual(resumed.weights, straight.weights);
  });

  it('holds no more after sixty steps than after ten, and nothing when disposed of', async function () {
    this.timeout(10 * MINUTES);
    const [few, many] = backend === 'webgl' || backend === 'webgpu' ? [2, 6] : [10, 60];
    const given = options({ optimizer: { name: 'adamw', clipNorm: 1, cautious: true } });
    const empty = tf.memory().numTensors;
    await withEngine(given, async (engine) => {
      const held = async (from: number, until: number) => {
        await train(engine, given, from, until);
        await engine.report();
        return [tf.memory().numTensors, tf.memory().numBytes, gpuBytes()];
      };
      const early = await held(0, few);
      assert.deepEqual(await held(few, many), early);
    });
    assert.equal(tf.memory().numTensors, empty);
  });

  it('evaluates to the mean over all elements, whatever the last batch', async function () {
    this.timeout(5 * MINUTES);
    const given = options({ loss: 'bce' });
    await withEngine(given, async (engine) => {
      await train(engine, given, 0, 1);
      const before = tf.memory().numTensors;
      const test = formulaImages(50, 67);
      const outputs = await engine.predict(test);
      const loss = await engine.evaluate(test);
      assert.equal(tf.memory().numTensors, before);
      assert.closeTo(loss, crossEntropy(outputs, test), 1e-5);
    });
  });

  it('changes σ and annealing between steps', async function () {
    this.timeout(5 * MINUTES);
    const given = options({ activation: { name: 'relu' }, derivative: { rule: 'exact' } });
    const derivative = {
      rule: 'exact',
      noise: 0,
      anneal: { to: { rule: 'straight-through' }, from: 0, until: 1 },
    } as const;
    const annealed = {
      program: sigmaProgram({ name: 'relu' }, derivative),
      values: sigmaValues({ name: 'relu' }, derivative),
    };
    const lossAfter = (t: number | null) =>
      withEngine(given, async (engine) => {
        for (const [block, sigma] of given.sigmas.entries())
          if (sigma && t !== null) await engine.setSigma(block, annealed);
        engine.setAnneal(given.network.blocks.map(() => t ?? 0));
        await train(engine, given, 0, 2);
        return (await engine.report()).losses[1]!;
      });
    const plain = await lossAfter(null);
    assert.equal(await lossAfter(0), plain);
    assert.notEqual(await lossAfter(1), plain);
  });
});

onBackends(
  'the tensor engine and its callers',
  () => {
    it('reports every step once, in order, however many', async function () {
      this.timeout(5 * MINUTES);
      const given = plane();
      const all = await withEngine(given, async (engine) => {
        await train(engine, given, 0, 600);
        const first = await engine.report();
        await train(engine, given, 600, 601);
        return { first, second: await engine.report(), third: await engine.report() };
      });
      assert.equal(all.first.losses.length, 600);
      assert.equal(all.first.gradNorms.length, 600);
      assert.equal(all.second.losses.length, 1);
      assert.equal(all.third.losses.length, 0);
      assert.isBelow(all.second.losses[0]!, 0.5 * all.first.losses[0]!);
      assert.isTrue([...all.first.gradNorms].every((norm) => norm > 0));
    });

    it('gives weights and moments in PyTorch’s names and layouts', async () => {
      const given = options();
      await withEngine(given, async (engine) => {
        assert.deepEqual(bits(await engine.weights()), bits(given.weights));
        await train(engine, given, 0, 1);
        checkWeights(await engine.weights(), describeParameters(given.network));
        const moments = await engine.optimizerState();
        assert.deepEqual(moments.get('exp_avg_sq/decoder.0.weight')!.shape, [2, 3, 2, 2]);
      });
    });

    it('refuses weights of another network, and a batch that BatchNorm cannot take', () => {
      const given = options();
      assert.throws(() => new TensorEngine({ ...given, weights: new Map() }), /missing: encoder\.0\.weight/);
      assert.throws(() => new TensorEngine({ ...given, batchSize: 1 }), /batch of at least 2.*encoder\.21/);
    });

    it('gives an evaluation up when told to', async () => {
      await withEngine(options(), async (engine) => {
        let asked = 0;
        const error: unknown = await engine
          .evaluate(formulaImages(0, 200), () => ++asked > 1)
          .catch((reason: unknown) => reason);
        assert.equal((error as Error).name, 'AbortError');
      });
    });

    it('lets messages through while it works', async function () {
      this.timeout(5 * MINUTES);
      const given = options({ network: { kind: 'autoencoder', channels: 8, latent: 8 }, batchSize: 64 });
      await withEngine(given, async (engine) => {
        await train(engine, given, 0, 1);
        const start = performance.now();
        const turns = await turnsDuring(() => train(engine, given, 1, 3));
        // 200 ms are promised of a processor that does nothing else; of a busy one, half as often is enough.
        assert.isAtLeast(turns, (performance.now() - start) / 400);
      });
    });
  },
  ['cpu', 'wasm'],
);

function crossEntropy(outputs: Float32Array, { inputs }: Examples): number {
  const log = (x: number) => Math.max(-100, Math.log(x));
  const sum = outputs.reduce(
    (total, y, i) => total - (inputs[i]! / 255) * log(y) - (1 - inputs[i]! / 255) * log(1 - y),
    0,
  );
  return sum / outputs.length;
}

/** Turns that the event loop gives to others while a task runs. */
async function turnsDuring(task: () => Promise<void>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => turns++, 4);
  await task();
  clearInterval(timer);
  return turns;
}

/** A dense net on points of the plane, with targets of its own. */
function plane(): EngineOptions {
  const dense = (inChannels: number, outChannels: number) =>
    ({ type: 'dense', kernel: 1, stride: 1, inSize: 1, outSize: 1, inChannels, outChannels }) as const;
  const network: NetworkDescription = {
    kind: 'plane',
    coordinates: false,
    blocks: [
      { name: 'layers.0', map: dense(2, 8), after: 'sigma', norm: null },
      { name: 'layers.1', map: dense(8, 1), after: 'none', norm: null },
    ],
  };
  const exact = { rule: 'exact', noise: 0 } as const;
  const inputs = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * 2.3));
  const targets = Float32Array.from({ length: 32 }, (_, i) => inputs[2 * i]! * inputs[2 * i + 1]! + 1);
  return {
    network,
    sigmas: [{ program: sigmaProgram({ name: 'tanh' }, exact), values: sigmaValues({ name: 'tanh' }, exact) }, null],
    optimizer: { name: 'adam', learningRate: 0.01, momentum: 0, weightDecay: 0, clipNorm: null, cautious: false },
    loss: 'mse',
    batchSize: 8,
    seed: 1,
    weights: drawWeights(network, 1),
    train: { count: 32, inputLength: 2, inputs, targetLength: 1, targets },
  };
}

onBackends('the tensor engine on the plane', () => {
  it('trains a dense net by the gradient of its own loss', async function () {
    this.timeout(5 * MINUTES);
    const given = { ...plane(), optimizer: { ...plane().optimizer, name: 'sgd', learningRate: 1 } as const };
    await withEngine(given, async (engine) => {
      await train(engine, given, 0, 1);
      const after = await engine.weights();
      const expected = finiteDifferences(given);
      const step = [...given.weights].flatMap(([name, { data }]) =>
        [...data].map((value, i) => value - after.get(name)!.data[i]!),
      );
      assert.isBelow(relativeError(step, expected), 1e-3);
    });
  });
});

/** ∂loss/∂parameter over the first batch, in float64, by central differences. */
function finiteDifferences({ weights, train: { inputs, targets }, batchSize }: EngineOptions): number[] {
  const values = new Map([...weights].map(([name, { data }]) => [name, Float64Array.from(data)]));
  const loss = () => {
    const [w0, b0, w1, b1] = [...values.values()] as [Float64Array, Float64Array, Float64Array, Float64Array];
    let sum = 0;
    for (let n = 0; n < batchSize; n++) {
      let y = b1[0]!;
      for (let j = 0; j < 8; j++)
        y += w1[j]! * Math.tanh(b0[j]! + w0[2 * j]! * inputs[2 * n]! + w0[2 * j + 1]! * inputs[2 * n + 1]!);
      sum += (y - targets![n]!) ** 2;
    }
    return sum / batchSize;
  };
  return [...values.values()].flatMap((data) =>
    Array.from(data, (value, i) => {
      const at = (shift: number) => {
        data[i] = value + shift;
        const result = loss();
        data[i] = value;
        return result;
      };
      return (at(1e-5) - at(-1e-5)) / 2e-5;
    }),
  );
}
