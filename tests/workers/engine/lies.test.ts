/** Layers with σ and rules of their own, and rules that give way to others, make PyTorch's numbers; and the same bits after a pause. */
import { sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import type { Experiment } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import type { Engine, EngineOptions } from '../../../workers/engine/engine.ts';
import { TensorEngine } from '../../../workers/engine/tensor-engine.ts';
import { Schedule } from '../../../workers/session/schedule.ts';
import { blockAnnealings, blockSigmas } from '../../../workers/session/sigmas.ts';
import { assert } from '../../support/expect.ts';
import lies from '../../fixtures/lies/lies.json';
import { onBackends } from '../backends.ts';
import { onGpu } from '../kernels/plan/support.ts';
import { withPlan } from './plan/support.ts';
import { assertFollows, batchInOrder, formulaImages, optionsFor, type Outcome } from './trajectories.ts';

const MINUTE = 60_000;
const TRAIN = formulaImages(0, 13);
const TEST = formulaImages(100, 11);

interface Lie {
  readonly title: string;
  readonly experiment: Experiment;
  readonly expected: Outcome;
  readonly tolerance: readonly number[];
}

const LIES: readonly Lie[] = lies.map(({ title, experiment: input, tolerance, ...expected }) => {
  const { experiment, warnings } = parseExperiment(input);
  assert.deepEqual(warnings, []);
  return { title, experiment, expected, tolerance };
});

function optionsOf({ experiment }: Lie): EngineOptions {
  const options = optionsFor(experiment, null, TRAIN);
  const sigmas = blockSigmas(options.network, experiment, {}, (activation, derivative) => ({
    program: sigmaProgram(activation, derivative),
    values: sigmaValues(activation, derivative),
  }));
  return { ...options, sigmas };
}

/** Steps `from` … `until` − 1, as the training loop takes them. */
async function train(engine: Engine, { experiment }: Lie, from: number, until: number): Promise<void> {
  const { batchSize } = experiment;
  const schedule = new Schedule(experiment, Math.floor(TRAIN.count / batchSize));
  const annealings = blockAnnealings(optionsFor(experiment, null, TRAIN).network, experiment, {});
  for (let step = from; step < until; step++) {
    engine.setAnneal(annealings.map((annealing) => schedule.annealAt(step, annealing)));
    await engine.trainStep(batchInOrder(step, batchSize, TRAIN.count));
  }
}

async function follow(engine: Engine, lie: Lie): Promise<Outcome> {
  await train(engine, lie, 0, 1);
  const gradNorms = await engine.parameterGradNorms();
  await train(engine, lie, 1, lie.experiment.steps!);
  const { losses } = await engine.report();
  return { losses: [...losses], gradNorms, testLoss: await engine.evaluate(TEST) };
}

/** The losses of a training that is taken up by another engine after five steps. */
async function interrupted(open: <T>(use: (engine: Engine) => Promise<T>) => Promise<T>, lie: Lie): Promise<number[]> {
  const [before, weights, moments] = await open(async (engine) => {
    await train(engine, lie, 0, 5);
    return [await engine.report(), await engine.weights(), await engine.optimizerState()] as const;
  });
  const after = await open(async (engine) => {
    await engine.restore(weights, moments, 5);
    await train(engine, lie, 5, lie.experiment.steps!);
    return engine.report();
  });
  return [...before.losses, ...after.losses];
}

function check(open: (lie: Lie) => <T>(use: (engine: Engine) => Promise<T>) => Promise<T>): void {
  for (const lie of LIES)
    it(lie.title, async function () {
      this.timeout(MINUTE);
      const outcome = await open(lie)((engine) => follow(engine, lie));
      assertFollows(outcome, { ...lie, steps: lie.experiment.steps!, options: optionsOf(lie), test: TEST });
    });
  it('with the same bits after a pause in the middle of annealing', async function () {
    this.timeout(MINUTE);
    const lie = LIES.at(-1)!;
    const whole = await open(lie)((engine) => follow(engine, lie));
    assert.deepEqual(await interrupted(open(lie), lie), whole.losses);
  });
}

onBackends(
  'tensors follow PyTorch’s lies',
  () =>
    check((lie) => async (use) => {
      const engine = new TensorEngine(optionsOf(lie));
      try {
        return await use(engine);
      } finally {
        engine.dispose();
      }
    }),
  ['wasm', 'webgl'],
);

onGpu('the plan follows PyTorch’s lies', (device) =>
  check((lie) => (use) => withPlan(optionsOf(lie), device(), use, true)),
);
