/**
 * What trains a network: the seam between the training loop (session/) and the arithmetic. An engine owns parameters,
 * running statistics, optimizer moments and, where it has one, the device copy of the data. It knows nothing of runs, epochs, storage or
 * messages. `TensorEngine` works on every tfjs backend; a WebGPU plan may take its place where there is one.
 */
import type { NamedArrays, NetworkDescription } from '../../src/domain/networks/description.ts';
import type { SigmaProgram, SigmaValues } from '../../src/domain/derivatives/program.ts';
import type { Loss, OptimizerSpec } from '../../src/domain/experiment/experiment.ts';

/** Examples, row after row. `targets` null means target = input. Bytes stand for value/255. */
export interface Examples {
  readonly count: number;
  readonly inputLength: number;
  readonly inputs: Uint8Array | Float32Array;
  readonly targetLength: number;
  readonly targets: Uint8Array | Float32Array | null;
}

/** σ of one block with its numbers. */
export interface BlockSigma {
  readonly program: SigmaProgram;
  readonly values: SigmaValues;
}

export interface EngineOptions {
  readonly network: NetworkDescription;
  /** One a block; null where the block has no σ. */
  readonly sigmas: readonly (BlockSigma | null)[];
  readonly optimizer: OptimizerSpec;
  readonly loss: Loss;
  readonly batchSize: number;
  /** Keys RReLU's slopes and the derivative noise. */
  readonly seed: number;
  /** Parameters and running statistics, all of them. */
  readonly weights: NamedArrays;
  readonly train: Examples;
  /** Whether to keep images between layers in half precision, for engines that can. */
  readonly half?: boolean;
  /** Called while kernels compile. */
  readonly onCompile?: (done: number, total: number) => void;
}

/** Everything reported since the last report, in one transfer. */
export interface StepReport {
  /** Loss before each update. */
  readonly losses: Float32Array;
  /** Global gradient norm before clipping, per step. */
  readonly gradNorms: Float32Array;
}

/** Trainable parameters on the device, in quads, where drawing may read them. */
export interface DeviceWeights {
  readonly device: GPUDevice;
  readonly buffer: GPUBuffer;
  /** The quad at which this parameter begins. */
  readonly quadOf: (name: string) => number;
}

export interface Engine {
  /** Where the parameters lie, for engines that keep them in a buffer of the device: behind everything enqueued so far. */
  readonly deviceWeights?: DeviceWeights;
  /** Steps taken; also the counter that keys noise. */
  readonly step: number;
  /** One optimizer step on the examples of these indices (length batchSize). Yields to the event loop between kernels on backends that block. Resolves when the step is enqueued, not when it is computed. */
  trainStep(indices: Uint32Array): Promise<void>;
  /** Waits for everything enqueued, and reads losses and norms since the last call in one packed transfer. */
  report(): Promise<StepReport>;
  /** Gradient norm of each trainable parameter in the last step, before clipping. */
  parameterGradNorms(): Promise<Record<string, number>>;
  /** Mean loss over the examples, in evaluation mode. Yields; `cancelled` is asked between batches. */
  evaluate(examples: Examples, cancelled?: () => boolean): Promise<number>;
  /** The same with images between layers in half precision; of engines that train so. */
  evaluateInHalf?(examples: Examples, cancelled?: () => boolean): Promise<number>;
  /** The network's output in evaluation mode, count × output length. */
  predict(examples: Examples): Promise<Float32Array>;
  /** Changes σ of a block; kernels are recompiled only if `program.key` changed. */
  setSigma(block: number, sigma: BlockSigma): Promise<void>;
  /** How far annealing has got, 0…1: one a block. */
  setAnneal(t: readonly number[]): void;
  weights(): Promise<NamedArrays>;
  /** The optimizer's state, named "<moment>/<parameter>". */
  optimizerState(): Promise<NamedArrays>;
  restore(weights: NamedArrays, optimizerState: NamedArrays, step: number): Promise<void>;
  dispose(): void;
}
