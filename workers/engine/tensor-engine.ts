/**
 * The engine for every tfjs backend: runs each layer's explicit forward and backward, kernel by kernel, and lets the
 * event loop have its turn between them. The same numbers, bit for bit, for the same experiment on the same device:
 * nothing depends on the clock but when it yields. Holds no more tensors after a step than before.
 */
import * as tf from '@tensorflow/tfjs-core';
import { AbortError, ExperimentError } from '../../src/domain/errors.ts';
import type { NamedArrays } from '../../src/domain/networks/description.ts';
import { total } from '../kernels/sums.ts';
import { nextRunning } from '../layers/batch-norm.ts';
import { lossOp, type LossOp } from '../layers/loss.ts';
import type { LayerOp, Work } from '../layers/op.ts';
import { sigmaLayer } from '../layers/sigma.ts';
import { sigmoidOp } from '../layers/sigmoid.ts';
import { flatStep, segmentNorms } from '../optimizers/flat.ts';
import { Breather } from '../session/yielding.ts';
import { BatchMaker, type Batch } from './batches.ts';
import type { BlockSigma, Engine, EngineOptions, Examples, StepReport } from './engine.ts';
import { GpuQueue } from './gpu-queue.ts';
import { batchMoments, TensorNetwork, type Pass } from './network.ts';
import { ParameterStore } from './parameter-store.ts';
import { StepLog } from './step-log.ts';

/** Longest time without listening to messages, but for a single kernel's. */
const BREATHE_MS = 40;
/** Examples evaluated at once, at least: evaluation keeps little in memory. */
const EVALUATION_BATCH = 64;

export class TensorEngine implements Engine {
  private readonly options: EngineOptions;
  private readonly store: ParameterStore;
  private readonly network: TensorNetwork;
  private readonly loss: LossOp;
  private readonly batches: BatchMaker;
  private readonly log = new StepLog();
  private readonly queue = new GpuQueue();
  private readonly breather = new Breather(BREATHE_MS);
  private gradients: tf.Tensor1D | null = null;
  private taken = 0;
  private anneal: readonly number[] = [];
  private training = false;

  /**
   * Builds on tfjs's current backend. Throws WeightsError, or ExperimentError for a batch that cannot be normalised.
   */
  constructor(options: EngineOptions) {
    checkBatch(options);
    this.options = options;
    this.store = new ParameterStore(options.network, options.optimizer, options.weights);
    this.loss = lossOp(options.loss, options.network.blocks.at(-1)!);
    const sigmas = options.sigmas.map((sigma, block) => sigma && this.sigmaOp(block, sigma));
    this.network = new TensorNetwork(options.network, sigmas, this.loss.includesSigmoid);
    this.batches = new BatchMaker(options.network);
    // tfjs compiles a kernel when it is first used, so there is nothing to wait for here.
    options.onCompile?.(1, 1);
  }

  get step(): number {
    return this.taken;
  }

  async trainStep(indices: Uint32Array): Promise<void> {
    this.training = true;
    const { loss, gradNorm } = await this.drive(this.stepWork(this.batches.make(this.options.train, indices))).finally(
      () => (this.training = false),
    );
    this.taken++;
    await this.log.add(loss, gradNorm);
    await this.queue.stepEnqueued();
  }

  report(): Promise<StepReport> {
    return this.log.take();
  }

  async parameterGradNorms(): Promise<Record<string, number>> {
    if (!this.gradients) return {};
    const norms = segmentNorms(this.gradients, this.store.segments);
    const values = await norms.data();
    norms.dispose();
    return Object.fromEntries(this.store.trainable.map(({ name }, i) => [name, values[i]!]));
  }

  async evaluate(examples: Examples, cancelled: () => boolean = () => false): Promise<number> {
    const sums: tf.Scalar[] = [];
    try {
      for (const { batch, count } of this.evaluationBatches(examples)) {
        if (cancelled()) throw new AbortError('The evaluation was given up.');
        sums.push(await this.drive(this.lossSumWork(batch, count)));
        await this.queue.stepEnqueued();
      }
      return (await sumOf(sums)) / (examples.count * (examples.targets ? examples.targetLength : examples.inputLength));
    } finally {
      tf.dispose(sums);
    }
  }

  async predict(examples: Examples): Promise<Float32Array> {
    const parts: Float32Array[] = [];
    for (const { batch, count } of this.evaluationBatches(examples)) {
      const output = await this.drive(this.outputWork(batch));
      const values = await output.data<'float32'>();
      output.dispose();
      parts.push(values.slice(0, (values.length / batch.input.shape[0]) * count));
    }
    return concatenated(parts);
  }

  setSigma(block: number, sigma: BlockSigma): Promise<void> {
    this.network.setSigma(block, this.sigmaOp(block, sigma));
    return Promise.resolve();
  }

  setAnneal(t: readonly number[]): void {
    this.anneal = t;
  }

  weights(): Promise<NamedArrays> {
    return this.store.readWeights();
  }

  optimizerState(): Promise<NamedArrays> {
    return this.store.readMoments();
  }

  restore(weights: NamedArrays, optimizerState: NamedArrays, step: number): Promise<void> {
    this.store.load(weights, optimizerState);
    this.log.clear();
    this.keepGradients(null);
    this.taken = step;
    return Promise.resolve();
  }

  dispose(): void {
    this.keepGradients(null);
    this.log.dispose();
    this.store.dispose();
  }

  /** Everything a step computes. Takes the batch over; the scalars are the caller's. */
  private *stepWork(batch: Batch): Work<{ loss: tf.Scalar; gradNorm: tf.Scalar }> {
    const blocks = this.store.blocks();
    const pass = yield* this.network.forward(batch.input, blocks);
    const { loss, slope } = this.lossAndSlope(pass.output, batch);
    const running = this.movedStatistics(pass);
    const parts = yield* this.network.backward(slope, pass, blocks);
    yield;
    this.keepGradients(flattened(parts));
    yield;
    const { state, gradNorm } = flatStep(
      this.options.optimizer,
      this.store.segments,
      this.store.state,
      this.gradients!,
      this.taken + 1,
    );
    this.store.advance(state);
    this.store.advanceRunning(running);
    return { loss, gradNorm };
  }

  private lossAndSlope(output: tf.Tensor, { target }: Batch): { loss: tf.Scalar; slope: tf.Tensor } {
    const [loss, slope] = tf.tidy((): [tf.Scalar, tf.Tensor] => {
      const compared = outputsLike(output, target);
      return [
        tf.div(total(this.loss.elements(compared, target)), target.size),
        widened(tf.div(this.loss.slopes(compared, target), target.size), output),
      ];
    });
    target.dispose();
    return { loss, slope };
  }

  private movedStatistics(pass: Pass): ReturnType<ParameterStore['runningOf']>[] {
    return batchMoments(pass).map((moments, block) => {
      const running = this.store.runningOf(block);
      return (
        moments &&
        running &&
        nextRunning(running, moments, this.options.batchSize * this.options.network.blocks[block]!.map.outSize ** 2)
      );
    });
  }

  private *lossSumWork({ input, target }: Batch, count: number): Work<tf.Scalar> {
    const output = yield* this.network.evaluate(input, this.store.blocks());
    const sum = tf.tidy(() =>
      total(this.loss.elements(outputsLike(firstRows(output, count), target), firstRows(target, count))),
    );
    tf.dispose([output, target]);
    return sum;
  }

  private *outputWork({ input, target }: Batch): Work<tf.Tensor> {
    target.dispose();
    const output = yield* this.network.evaluate(input, this.store.blocks());
    if (!this.loss.includesSigmoid) return output;
    const { y, saved } = yield* sigmoidOp.forward(output, []);
    tf.dispose([output, ...saved]);
    return y;
  }

  /** Batches of one size, the last filled up, so that no new shapes arise. */
  private *evaluationBatches(examples: Examples): Generator<{ batch: Batch; count: number }> {
    const size = Math.max(this.options.batchSize, EVALUATION_BATCH);
    for (let start = 0; start < examples.count; start += size) {
      const count = Math.min(size, examples.count - start);
      yield {
        batch: this.batches.make(
          examples,
          Array.from({ length: count }, (_, i) => start + i),
          size,
        ),
        count,
      };
    }
  }

  private sigmaOp(block: number, sigma: BlockSigma): LayerOp {
    return sigmaLayer(sigma, () => ({
      seed: this.options.seed,
      step: this.taken,
      layer: block,
      training: this.training,
      anneal: this.anneal[block] ?? 0,
    }));
  }

  private keepGradients(gradients: tf.Tensor1D | null): void {
    this.gradients?.dispose();
    this.gradients = gradients;
  }

  /** Runs a work to its end, giving way to messages where it allows. */
  private async drive<T>(work: Work<T>): Promise<T> {
    for (;;) {
      const next = work.next();
      if (next.done) return next.value;
      await this.breather.breathe();
    }
  }
}

/** A channel's variance needs two values, as PyTorch says too. */
function checkBatch({ network, batchSize }: EngineOptions): void {
  const single = network.blocks.find(({ norm, map }) => norm !== null && batchSize * map.outSize ** 2 < 2);
  if (single)
    throw new ExperimentError(
      `expected a batch of at least 2, for BatchNorm behind "${single.name}" has one value a channel otherwise, got ${String(batchSize)}`,
    );
}

/** The outputs that have targets: all of them, or the first few of a 2D net with more. */
function outputsLike(output: tf.Tensor, target: tf.Tensor): tf.Tensor {
  if (output.rank !== 2 || output.shape[1] === target.shape[1]) return output;
  return tf.slice2d(output as tf.Tensor2D, [0, 0], [-1, target.shape[1]!]);
}

/** Slopes of the outputs that have targets, with zeros for the others. */
function widened(slopes: tf.Tensor, output: tf.Tensor): tf.Tensor {
  if (slopes.size === output.size) return slopes;
  return tf.pad2d(slopes as tf.Tensor2D, [
    [0, 0],
    [0, output.shape[1]! - slopes.shape[1]!],
  ]);
}

function firstRows(x: tf.Tensor, count: number): tf.Tensor {
  return count === x.shape[0] ? x : tf.slice(x, 0, count);
}

function flattened(gradients: tf.Tensor[]): tf.Tensor1D {
  const flat = tf.tidy(() => tf.concat1d(gradients.map((gradient) => tf.reshape(gradient, [-1]))));
  tf.dispose(gradients);
  return flat;
}

/** Σ of scalars, read in one transfer and added in float64. */
async function sumOf(scalars: tf.Scalar[]): Promise<number> {
  const packed = tf.stack(scalars);
  const values = await packed.data<'float32'>();
  packed.dispose();
  return values.reduce((sum, value) => sum + value, 0);
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
