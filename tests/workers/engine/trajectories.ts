/** Short trainings computed by PyTorch, and what an engine needs to repeat them. */
import { sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import type { Experiment, ExperimentInput } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import type { NamedArrays } from '../../../src/domain/networks/description.ts';
import { drawWeights } from '../../../src/domain/networks/initial.ts';
import { decodeSafetensors } from '../../../src/domain/weights/safetensors.ts';
import type { Engine, EngineOptions, Examples } from '../../../workers/engine/engine.ts';
import { assert } from '../../support/expect.ts';
import { sharedBytes, sharedJson } from '../../support/shared.ts';
import own from '../../fixtures/trajectories/trajectories.json';

/** A training and what float64 makes of it. */
export interface Trajectory {
  readonly title: string;
  readonly steps: number;
  readonly options: EngineOptions;
  readonly test: Examples;
  readonly expected: Outcome;
  /** Largest relative error of each step's loss and, last, of the test loss. */
  readonly tolerance: readonly number[];
}

/** What came of a training: loss before each step, gradient norms of the first, loss on the test set after the last. */
export interface Outcome {
  readonly losses: readonly number[];
  readonly gradNorms: Readonly<Record<string, number>>;
  readonly testLoss: number;
}

/** One training of ../shared, in the words of the reference folder's README. */
interface SharedTrajectory {
  readonly activation: string;
  readonly experiment: ExperimentInput;
  readonly init: string;
  readonly float64: { readonly trainLoss: readonly number[]; readonly testLoss: number };
  readonly gradNorms: Readonly<Record<string, number>>;
  readonly relativeTolerance: readonly number[];
}

const PIXELS = 784;
const HEADER_BYTES = 16;

/** The trainings of the reference folder, on its sample of Fashion-MNIST. */
export async function sharedTrajectories(): Promise<Trajectory[]> {
  const [train, test] = await Promise.all([
    sampleImages('train-images-idx3-ubyte.gz'),
    sampleImages('t10k-images-idx3-ubyte.gz'),
  ]);
  const all = (await sharedJson('reference/trajectories.json')) as SharedTrajectory[];
  return Promise.all(
    all.map(async ({ activation, experiment: input, init, float64, gradNorms, relativeTolerance }) => {
      const experiment = parsed(input);
      const weights = decodeSafetensors(await sharedBytes(`reference/${init}`));
      return {
        title: `${activation} with ${experiment.optimizer.name}`,
        steps: experiment.steps!,
        options: optionsFor(experiment, weights, train),
        test,
        expected: { losses: float64.trainLoss, gradNorms, testLoss: float64.testLoss },
        tolerance: [...relativeTolerance, relativeTolerance.at(-1)!],
      };
    }),
  );
}

/** The trainings of tests/fixtures/trajectories. */
export function ownTrajectories(): Trajectory[] {
  return own.map(
    ({
      activation,
      channels,
      latent,
      coordinates,
      optimizer,
      loss,
      batchSize,
      seed,
      steps,
      losses,
      gradNorms,
      testLoss,
      tolerance,
    }) => {
      const experiment = parsed({
        network: { kind: 'autoencoder', channels, latent, coordinates },
        activation: { name: activation },
        optimizer,
        loss,
        batchSize,
        seed,
      } as ExperimentInput);
      const described = `${optimizer.name}${'cautious' in optimizer && optimizer.cautious ? ', cautious' : ''}, ${loss}`;
      return {
        title: `${activation} with ${described}, ${String(channels)} channels${coordinates ? ' and coordinates' : ''}`,
        steps,
        options: optionsFor(experiment, null, formulaImages(0, 13)),
        test: formulaImages(100, 11),
        expected: { losses, gradNorms: gradNorms, testLoss },
        tolerance,
      };
    },
  );
}

/** Images of the fixture's formula, from the number `first` on. */
export function formulaImages(first: number, count: number): Examples {
  const inputs = Uint8Array.from({ length: count * PIXELS }, (_, i) => {
    const n = first + Math.floor(i / PIXELS);
    const row = Math.floor((i % PIXELS) / 28);
    const column = i % 28;
    const wave = (row * ((n % 5) + 1) * 9 + column * ((n % 3) + 2) * 7 + n * 41) % 256;
    return (row + n) % 28 > 7 && (column + 2 * n) % 28 > 5 ? wave : 0;
  });
  return { count, inputLength: PIXELS, inputs, targetLength: PIXELS, targets: null };
}

async function sampleImages(file: string): Promise<Examples> {
  const packed = await sharedBytes(`fashion-mnist-sample/${file}`);
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const inputs = new Uint8Array(await new Response(unpacked).arrayBuffer()).slice(HEADER_BYTES);
  return { count: inputs.length / PIXELS, inputLength: PIXELS, inputs, targetLength: PIXELS, targets: null };
}

function parsed(input: ExperimentInput): Experiment {
  const { experiment, warnings } = parseExperiment(input);
  assert.deepEqual(warnings, []);
  return experiment;
}

/** The engine's options for an autoencoder experiment; weights are drawn from its seed where there are none. */
export function optionsFor(experiment: Experiment, weights: NamedArrays | null, train: Examples): EngineOptions {
  const { network: spec, activation, derivative, optimizer, loss, batchSize, seed } = experiment;
  if (spec.kind !== 'autoencoder') throw new Error('expected an autoencoder');
  const network = describeAutoencoder(spec);
  const sigma = { program: sigmaProgram(activation, derivative), values: sigmaValues(activation, derivative) };
  const sigmas = network.blocks.map(({ after }) => (after === 'sigma' ? sigma : null));
  return { network, sigmas, optimizer, loss, batchSize, seed, weights: weights ?? drawWeights(network, seed), train };
}

/** Without shuffling, batch t is examples t·B … t·B+B−1, wrapping round. */
export function batchInOrder(step: number, batchSize: number, count: number): Uint32Array {
  return Uint32Array.from({ length: batchSize }, (_, i) => (step * batchSize + i) % count);
}

/** Takes steps `from` … `until` − 1, in order. */
export async function train(
  engine: Engine,
  { batchSize, train: { count } }: EngineOptions,
  from: number,
  until: number,
): Promise<void> {
  for (let step = from; step < until; step++) await engine.trainStep(batchInOrder(step, batchSize, count));
}

/** Trains in order, and evaluates once. */
export async function follow(engine: Engine, { options, steps, test }: Trajectory): Promise<Outcome> {
  await train(engine, options, 0, 1);
  const gradNorms = await engine.parameterGradNorms();
  await train(engine, options, 1, steps);
  const { losses } = await engine.report();
  return { losses: [...losses], gradNorms, testLoss: await engine.evaluate(test) };
}

/** Tolerance of trainings that are not chaotic. */
const CALM = 2e-4;

/**
 * Holds an outcome to PyTorch's float64. Where float32 already strays in the first loss (jumps of σ), it does so more in
 * the gradients: PyTorch's own float32 is 0.08 % off in the loss of cantor2, and 12 % in the gradient of one layer.
 */
export function assertFollows(outcome: Outcome, { expected, tolerance }: Trajectory): void {
  assert.lengthOf(outcome.losses, expected.losses.length);
  outcome.losses.forEach((loss, step) =>
    within(`loss before step ${String(step + 1)}`, loss, expected.losses[step]!, tolerance[step]!),
  );
  within('test loss', outcome.testLoss, expected.testLoss, tolerance.at(-1)!);
  const first = tolerance[0]!;
  const [relative, absolute] = first <= CALM ? [5 * CALM, 1e-6] : [40 * first, 2e-3];
  const largest = Math.max(...Object.values(expected.gradNorms));
  assert.sameMembers(Object.keys(outcome.gradNorms), Object.keys(expected.gradNorms));
  // Biases that BatchNorm cancels have gradients of rounding errors alone, hence the absolute part.
  for (const [name, norm] of Object.entries(expected.gradNorms))
    assert.approximately(outcome.gradNorms[name]!, norm, relative * norm + absolute * largest, `gradient of ${name}`);
}

function within(what: string, got: number, expected: number, tolerance: number): void {
  assert.isAtMost(Math.abs(got / expected - 1), tolerance, `${what}: ${String(got)} for ${String(expected)}`);
}
