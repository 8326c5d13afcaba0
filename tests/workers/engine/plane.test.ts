/** The 2D net makes PyTorch's numbers: on tensors, and as a plan; from the experiment to the weights after the last step. */
import { sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import type { Experiment, PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { inputCount, planeInputs } from '../../../src/domain/networks/plane-inputs.ts';
import { describePlane, initialPlaneWeights } from '../../../src/domain/networks/plane.ts';
import type { Engine, EngineOptions, Examples } from '../../../workers/engine/engine.ts';
import { planSupports } from '../../../workers/engine/plan/plan-engine.ts';
import { TensorEngine } from '../../../workers/engine/tensor-engine.ts';
import { Schedule } from '../../../workers/session/schedule.ts';
import { blockAnnealings, blockSigmas } from '../../../workers/session/sigmas.ts';
import { assert } from '../../support/expect.ts';
import cases from '../../fixtures/plane/plane.json';
import { onBackends } from '../backends.ts';
import { onGpu } from '../kernels/plan/support.ts';
import { bits, withPlan } from './plan/support.ts';
import { assertFollows, batchInOrder } from './trajectories.ts';

const MINUTE = 60_000;

interface Case {
  readonly title: string;
  readonly experiment: Experiment;
  readonly network: PlaneSpec;
  readonly options: EngineOptions;
  readonly test: Examples;
  readonly tolerance: readonly number[];
  readonly expected: {
    readonly losses: number[];
    readonly testLoss: number;
    readonly gradNorms: Record<string, number>;
    readonly weights: Record<string, number[]>;
  };
}

const CASES: readonly Case[] = cases.map(({ title, experiment: input, data, tolerance, ...expected }) => {
  const { experiment, warnings } = parseExperiment(input);
  assert.deepEqual(warnings, []);
  const network = experiment.network as PlaneSpec;
  const description = describePlane(network);
  const sigmas = blockSigmas(description, experiment, {}, (activation, derivative) => ({
    program: sigmaProgram(activation, derivative),
    values: sigmaValues(activation, derivative),
  }));
  const { optimizer, loss, batchSize, seed } = experiment;
  const weights = initialPlaneWeights(network, seed);
  const train = examplesOf(network, data.train as unknown as Part);
  const options = { network: description, sigmas, optimizer, loss, batchSize, seed, weights, train };
  const plain = Object.fromEntries(Object.entries(expected.weights)) as Record<string, number[]>;
  const norms = expected.gradNorms as unknown as Record<string, number>;
  const test = examplesOf(network, data.test as unknown as Part);
  return {
    title,
    experiment,
    network,
    options,
    test,
    tolerance,
    expected: { ...expected, weights: plain, gradNorms: norms },
  };
});

type Part = readonly [points: number[][], targets: number[][]];

function examplesOf(network: PlaneSpec, [points, targets]: Part): Examples {
  return {
    count: points.length,
    inputLength: inputCount(network),
    inputs: Float32Array.from(points.flatMap(([x, y]) => planeInputs(network, x!, y!))),
    targetLength: targets[0]!.length,
    targets: Float32Array.from(targets.flat()),
  };
}

async function train(engine: Engine, { experiment, options }: Case, from: number, until: number): Promise<void> {
  const schedule = new Schedule(experiment, Math.floor(options.train.count / experiment.batchSize));
  const annealings = blockAnnealings(options.network, experiment, {});
  for (let step = from; step < until; step++) {
    engine.setAnneal(annealings.map((annealing) => schedule.annealAt(step, annealing)));
    await engine.trainStep(batchInOrder(step, experiment.batchSize, options.train.count));
  }
}

async function assertTorch(engine: Engine, one: Case): Promise<void> {
  const { expected, options, test, tolerance } = one;
  await train(engine, one, 0, 1);
  const gradNorms = await engine.parameterGradNorms();
  await train(engine, one, 1, one.experiment.steps!);
  const { losses } = await engine.report();
  const testLoss = await engine.evaluate(test);
  const steps = one.experiment.steps!;
  assertFollows({ losses: [...losses], gradNorms, testLoss }, { expected, tolerance, options, steps, test } as never);
  for (const [name, { data }] of await engine.weights())
    data.forEach((value, i) =>
      assert.closeTo(
        value,
        expected.weights[name]![i]!,
        2e-3 * Math.abs(expected.weights[name]![i]!) + 3e-4,
        `${name}[${i}]`,
      ),
    );
  const output = await engine.predict(test);
  assert.equal(output.length, test.count * one.network.layers.at(-1)!.width);
  assert.isTrue(output.every(Number.isFinite));
}

/** Taken up by another engine after three steps: the same bits. */
async function assertResumes(open: (one: Case) => Promise<Engine>, one: Case): Promise<void> {
  const [whole, first] = [await open(one), await open(one)];
  await train(whole, one, 0, 6);
  await train(first, one, 0, 3);
  const [weights, moments] = [await first.weights(), await first.optimizerState()];
  const second = await open(one);
  await second.restore(weights, moments, 3);
  await train(second, one, 3, 6);
  assert.deepEqual(bits(await second.weights()), bits(await whole.weights()));
  for (const engine of [whole, first, second]) engine.dispose();
}

onBackends(
  'the 2D net on tensors',
  () => {
    for (const one of CASES)
      it(`follows PyTorch: ${one.title}`, async function () {
        this.timeout(MINUTE);
        const engine = new TensorEngine(one.options);
        await assertTorch(engine, one).finally(() => engine.dispose());
      });
    it('goes on with the same bits', () =>
      assertResumes((one) => Promise.resolve(new TensorEngine(one.options)), CASES[2]!));
  },
  ['wasm', 'webgpu', 'cpu'],
);

onGpu('the 2D net as a plan', (device) => {
  for (const [i, one] of CASES.entries())
    it(`follows PyTorch: ${one.title}`, async function () {
      this.timeout(MINUTE);
      assert.isTrue(planSupports(one.options));
      await withPlan(one.options, device(), (engine) => assertTorch(engine, one), i % 3 > 0);
    });
});
