/**
 * The tensors of a training: parameters and moments, flat, with a view of each parameter for the kernels, and the
 * running statistics. Owns them all. Numbers cross its border in PyTorch's names and layouts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { WeightsError } from '../../src/domain/errors.ts';
import type { OptimizerSpec } from '../../src/domain/experiment/experiment.ts';
import type {
  NamedArrays,
  NetworkDescription,
  ParameterInfo,
  ParameterRole,
} from '../../src/domain/networks/description.ts';
import { describeParameters, elementCount } from '../../src/domain/networks/parameters.ts';
import { OPTIMIZERS } from '../../src/domain/optimizers/registry.ts';
import { checkWeights } from '../../src/domain/weights/check.ts';
import type { Moments } from '../kernels/norm/kernels.ts';
import { kernelShape, toKernelLayout, toPyTorchLayout } from '../layers/layout.ts';
import { initialMoments, type FlatState, type Segment } from '../optimizers/flat.ts';
import type { BlockTensors } from './network.ts';

export class ParameterStore {
  /** Where each trainable parameter lies in flat tensors. */
  readonly segments: readonly Segment[];
  readonly trainable: readonly ParameterInfo[];
  private readonly parameters: readonly ParameterInfo[];
  private readonly statistics: readonly ParameterInfo[];
  private readonly blockCount: number;
  private readonly optimizer: OptimizerSpec;
  private flat!: FlatState;
  private views: tf.Tensor[] = [];
  private running: (Moments | null)[] = [];

  /** Throws WeightsError unless `weights` are those of the network. */
  constructor(network: NetworkDescription, optimizer: OptimizerSpec, weights: NamedArrays) {
    this.optimizer = optimizer;
    this.parameters = describeParameters(network);
    this.trainable = this.parameters.filter((info) => info.trainable);
    this.statistics = this.parameters.filter((info) => !info.trainable);
    this.segments = segmentsOf(this.trainable);
    this.blockCount = network.blocks.length;
    this.load(weights, null);
  }

  get state(): FlatState {
    return this.flat;
  }

  /** The tensors of each block, valid until the next `advance` or `load`. */
  blocks(): BlockTensors[] {
    return Array.from({ length: this.blockCount }, (_, block) => {
      const view = (role: ParameterRole): tf.Tensor =>
        this.views[this.trainable.findIndex((info) => info.block === block && info.role === role)]!;
      const affine = { weight: view('weight'), bias: view('bias') as tf.Tensor1D };
      const running = this.running[block];
      if (!running) return affine;
      return {
        ...affine,
        normWeight: view('norm-weight') as tf.Tensor1D,
        normBias: view('norm-bias') as tf.Tensor1D,
        running,
      };
    });
  }

  /** Puts the next state in place of the present one, which is disposed of. */
  advance(next: FlatState): void {
    tf.dispose([this.flat.parameters, ...Object.values(this.flat.moments), ...this.views]);
    this.flat = next;
    this.views = this.makeViews();
  }

  /** The same for the running statistics of the blocks that have some. */
  advanceRunning(next: readonly (Moments | null)[]): void {
    this.disposeRunning();
    this.running = [...next];
  }

  /** Running statistics of a block, or null. */
  runningOf(block: number): Moments | null {
    return this.running[block] ?? null;
  }

  /**
   * Takes parameters, statistics and (null: zeros) moments from arrays. Throws WeightsError, having changed nothing.
   */
  load(weights: NamedArrays, moments: NamedArrays | null): void {
    checkWeights(weights, this.parameters);
    if (moments) this.checkMoments(moments);
    this.dispose();
    const parameters = this.flatTensor((info) => weights.get(info.name)!.data);
    this.flat = {
      parameters,
      moments: moments ? this.loadMoments(moments) : initialMoments(this.optimizer, parameters.size),
    };
    this.views = this.makeViews();
    this.running = this.loadRunning(weights);
  }

  /** All parameters and statistics, in one transfer. */
  async readWeights(): Promise<NamedArrays> {
    const statistics = this.running.flatMap((moments) => (moments ? [moments.mean, moments.variance] : []));
    const packed = await readPacked([this.flat.parameters, ...statistics]);
    const order = [...this.trainable, ...this.statistics];
    const arrays = unpack(packed, order, (info) => info.name);
    return new Map(this.parameters.map(({ name }) => [name, arrays.get(name)!]));
  }

  /** All moments, "exp_avg/encoder.0.weight" and so on, in one transfer. */
  async readMoments(): Promise<NamedArrays> {
    const names = Object.keys(this.flat.moments);
    if (names.length === 0) return new Map();
    const packed = await readPacked(names.map((name) => this.flat.moments[name]!));
    const length = packed.length / names.length;
    return new Map(
      names.flatMap((name, i) => [
        ...unpack(packed.subarray(i * length), this.trainable, (info) => `${name}/${info.name}`),
      ]),
    );
  }

  dispose(): void {
    // Nothing to dispose of before the first load.
    if ((this.flat as FlatState | undefined) !== undefined)
      tf.dispose([this.flat.parameters, ...Object.values(this.flat.moments), ...this.views]);
    this.disposeRunning();
  }

  private disposeRunning(): void {
    for (const moments of this.running) if (moments) tf.dispose([moments.mean, moments.variance]);
    this.running = [];
  }

  private makeViews(): tf.Tensor[] {
    return this.trainable.map((info, i) => {
      const { offset, size } = this.segments[i]!;
      return tf.tidy(() => tf.reshape(tf.slice1d(this.flat.parameters, offset, size), kernelShape(info)));
    });
  }

  private flatTensor(values: (info: ParameterInfo) => Float32Array): tf.Tensor1D {
    const last = this.segments.at(-1)!;
    const flat = new Float32Array(last.offset + last.size);
    this.trainable.forEach((info, i) => {
      flat.set(toKernelLayout(info, values(info)), this.segments[i]!.offset);
    });
    return tf.tensor1d(flat);
  }

  private momentNames(): readonly string[] {
    return OPTIMIZERS[this.optimizer.name].moments(this.optimizer);
  }

  private checkMoments(moments: NamedArrays): void {
    for (const name of this.momentNames()) {
      for (const info of this.trainable) {
        const length = moments.get(`${name}/${info.name}`)?.data.length;
        if (length !== elementCount(info.shape))
          throw new WeightsError(
            `expected ${String(elementCount(info.shape))} numbers of optimizer state "${name}/${info.name}", got ${String(length ?? 'none')}`,
          );
      }
    }
  }

  private loadMoments(moments: NamedArrays): Record<string, tf.Tensor1D> {
    return Object.fromEntries(
      this.momentNames().map((name) => [name, this.flatTensor((info) => moments.get(`${name}/${info.name}`)!.data)]),
    );
  }

  private loadRunning(weights: NamedArrays): (Moments | null)[] {
    return Array.from({ length: this.blockCount }, (_, block) => {
      const find = (role: ParameterRole) => this.statistics.find((info) => info.block === block && info.role === role);
      const mean = find('running-mean');
      const variance = find('running-var');
      return mean && variance
        ? { mean: tf.tensor1d(weights.get(mean.name)!.data), variance: tf.tensor1d(weights.get(variance.name)!.data) }
        : null;
    });
  }
}

function segmentsOf(parameters: readonly ParameterInfo[]): Segment[] {
  let offset = 0;
  return parameters.map(({ shape }) => {
    const size = elementCount(shape);
    offset += size;
    return { offset: offset - size, size };
  });
}

async function readPacked(parts: readonly tf.Tensor1D[]): Promise<Float32Array> {
  const packed = tf.concat1d([...parts]);
  const values = await packed.data<'float32'>();
  packed.dispose();
  return values;
}

/** Cuts packed values in kernels' layouts into named arrays in PyTorch's. */
function unpack(
  packed: Float32Array,
  order: readonly ParameterInfo[],
  name: (info: ParameterInfo) => string,
): NamedArrays {
  let offset = 0;
  return new Map(
    order.map((info) => {
      const size = elementCount(info.shape);
      offset += size;
      return [name(info), { shape: info.shape, data: toPyTorchLayout(info, packed.subarray(offset - size, offset)) }];
    }),
  );
}
