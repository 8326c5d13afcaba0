/** One training of one experiment with one seed, and everything recorded about it (SPEC §2, §6). Plain data. */
import type { PlaneParameter } from '../atlas/view.ts';
import type { ActivationSpec, DerivativeSpec, Experiment, LayerOverride } from '../experiment/experiment.ts';

export type Backend = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** What a run was computed on. */
export interface Device {
  readonly backend: Backend;
  /** The adapter's own name, as the browser tells it. */
  readonly adapter: string;
  /** Whether the adapter is emulated on the processor. */
  readonly software: boolean;
  /** Whether it can keep images between layers in half precision; missing means no. */
  readonly half?: boolean;
}

export type RunStatus = 'running' | 'done' | 'paused' | 'interrupted' | 'diverged' | 'failed';

/** Loss before the update of this step, over its batch. `gradNorm` is the global norm before clipping. */
export interface StepRecord {
  readonly step: number;
  readonly trainLoss: number;
  readonly gradNorm?: number;
}

/** The end of an epoch, or of the run: mean training loss over the steps since the last, and the loss on the test set. */
export interface EpochRecord {
  readonly epoch: number;
  readonly step: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  /** Of a run in half precision: the same weights' loss on the test set with images in half precision, where `testLoss` is in float32. */
  readonly halfTestLoss?: number;
  /** Training and evaluation, pauses left out. */
  readonly seconds: number;
}

/** A change made while the run went on, for the chart to mark. */
export interface RunChange {
  readonly step: number;
  readonly epoch: number;
  readonly activation?: ActivationSpec;
  readonly derivative?: DerivativeSpec;
  /** Numbers of the 2D net that were set by hand, with what they were set to. */
  readonly numbers?: readonly SetNumber[];
  /** σ and rules of the 2D net from here on, an entry a layer, where they were edited by hand. */
  readonly layers?: readonly LayerOverride[];
  /** A sentence for people. */
  readonly label: string;
}

/** One number of A_k or b_k set by hand. */
export interface SetNumber {
  readonly at: PlaneParameter;
  readonly value: number;
}

/** Runs that were trained side by side: same initial weights, data and batch order. */
export interface TwinsMark {
  /** What the runs of a set have in common. */
  readonly group: string;
  readonly index: number;
  readonly count: number;
}

/** The 2D net's weights at one step, for the slider and the film. */
export interface Snapshot {
  readonly step: number;
  /** safetensors with PyTorch's names. */
  readonly weights: Uint8Array;
}

/** What data the run really used. */
export interface DataUsed {
  readonly source: string;
  readonly synthetic: boolean;
  readonly trainCount: number;
  readonly testCount: number;
}

export interface Run {
  readonly id: string;
  readonly experiment: Experiment;
  status: RunStatus;
  readonly device: Device;
  readonly createdAt: string;
  steps: StepRecord[];
  epochs: EpochRecord[];
  /** Norm of every parameter's gradient in the first step, by PyTorch's names, before clipping. */
  gradNorms: Record<string, number>;
  changes: RunChange[];
  data: DataUsed;
  /** Why the run is diverged, failed or interrupted, in a sentence. */
  reason?: string;
  /** What was dropped from the experiment as it was written, a sentence each. */
  warnings?: string[];
  /** Of a run that was trained beside others. */
  twins?: TwinsMark;
  /** The first step whose loss or gradient differs from the first twin's; null where none does so far. */
  parted?: number | null;
}

/** Everything a run needs to go on as if nothing had happened. Shuffles and noise are counted, not drawn in sequence, so `step` is their whole state. */
export interface Checkpoint {
  readonly runId: string;
  readonly step: number;
  /** Parameters and running statistics, safetensors with PyTorch's names. */
  readonly weights: Uint8Array;
  /** The optimizer's moments, safetensors: "exp_avg/encoder.0.weight", … and the loss sum of the unfinished epoch. */
  readonly optimizer: Uint8Array;
  /** Loss summed over the steps of the unfinished epoch, and the seconds it took so far. */
  readonly epochLossSum: number;
  readonly epochSteps: number;
  readonly seconds: number;
  /** σ and rules of the 2D net as edited during the run, an entry a layer, if they were. */
  readonly layers?: readonly LayerOverride[];
  /** The experiment's σ and rule as changed during the run, if they were. */
  readonly activation?: ActivationSpec;
  readonly derivative?: DerivativeSpec;
}

/** Whether a run keeps images between layers in half precision: where that was asked for, of an autoencoder, on a device that can. */
export function trainsInHalf(experiment: Experiment, device: Device): boolean {
  return experiment.precision === 'float16' && experiment.network.kind === 'autoencoder' && device.half === true;
}

/** The run's experiment with what was changed on its way. */
export function experimentNow({ experiment, changes }: Run): Experiment {
  return changes.reduce<Experiment>(
    (now, { activation = now.activation, derivative = now.derivative }) => ({ ...now, activation, derivative }),
    experiment,
  );
}
