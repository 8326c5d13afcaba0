/**
 * `window.playground`: what people script from the console, and what tests rely on (SPEC §6). Stable; additions are free. Every call
 * returns a promise, and rejects with an Error whose `name` is one of `ERROR_NAMES` and whose message says what was expected and what
 * came. Documented for people in docs/scripting.md.
 */
import type { AtlasView } from '../../domain/atlas/view.ts';
import type {
  ActivationSpec,
  DerivativeSpec,
  Experiment,
  ExperimentInput,
} from '../../domain/experiment/experiment.ts';
import type { Backend, Device, EpochRecord, Run, Snapshot, StepRecord } from '../../domain/run/run.ts';
import type { ProbeResult } from '../../protocol/training.ts';

/** Bytes, however they come. */
export type Bytes = Blob | ArrayBuffer | ArrayBufferView;

export interface TrainingOptions {
  /** A safetensors file with the network's parameters by PyTorch's names; drawn from the seed where missing. */
  readonly initialWeights?: ArrayBuffer | ArrayBufferView;
  /** Hears of each step, some at a time, in order. */
  readonly onStep?: (record: StepRecord) => void;
  readonly onEpoch?: (record: EpochRecord) => void;
  /** Stops the run: the call rejects with AbortError, and the run is kept as paused. */
  readonly signal?: AbortSignal;
  /** Whether the run is listed and stored; true unless set. */
  readonly save?: boolean;
}

/** A run as `train` resolves with it. */
export type FinishedRun = Run & { warnings: string[] };

export interface PlaygroundData {
  /** Adds the four files of a data set in MNIST's format, gzipped or not. Afterwards the source "local:NAME" works. */
  add(
    name: string,
    files: Readonly<Record<string, Bytes>>,
  ): Promise<{ readonly trainCount: number; readonly testCount: number }>;
}

export interface PlaygroundRuns {
  /** The runs that are kept, oldest first, their steps thinned to two thousand. */
  list(): Promise<Run[]>;
  /** One run, with all the steps that are kept. */
  get(id: string): Promise<Run>;
  delete(id: string): Promise<void>;
  /** The runs as JSON text, with their weights. */
  export(ids: readonly string[]): Promise<string>;
  /** Reads what `export` wrote. Runs that are here already stay as they are. */
  import(text: string): Promise<{ readonly ids: string[]; readonly warnings: string[] }>;
  /** Weights of a run of the 2D net at regular steps, oldest first; none for other networks. */
  snapshots(id: string): Promise<readonly Snapshot[]>;
  /** safetensors bytes: the weights at the run's end, or at its last checkpoint. */
  weights(id: string): Promise<Uint8Array>;
}

export interface Playground {
  /** The device that trains; a choice moves to that backend (null: to the best), or rejects. */
  device(choice?: Backend | null): Promise<Device>;
  /** σ(x) and the one-sided derivatives that backpropagation sees, through the kernels that training uses, as in evaluation. */
  probe(
    activation: ActivationSpec,
    derivative: Partial<DerivativeSpec> | undefined,
    x: ArrayLike<number>,
  ): Promise<ProbeResult>;
  /** One neuron of a 2D net over the plane: `values` size×size, row 0 at the top (SPEC §6). What the page's drawing kernel computes. */
  atlas(
    experiment: ExperimentInput,
    view: AtlasView,
  ): Promise<{ readonly size: number; readonly values: Float32Array }>;
  /**
   * Trains, after whatever is being trained. Resolves with the run when it is done, has diverged, or was stopped on the page ('paused');
   * rejects where it could not begin, was aborted, or broke off.
   */
  train(experiment?: ExperimentInput, options?: TrainingOptions): Promise<FinishedRun>;
  readonly data: PlaygroundData;
  /** The address of this page with the experiment in its fragment. */
  link(experiment: ExperimentInput): Promise<string>;
  /** The experiment in a link, and a sentence for each part of it that had to be dropped. */
  parse(link: string): Promise<{ readonly experiment: Experiment; readonly warnings: string[] }>;
  readonly runs: PlaygroundRuns;
}

declare global {
  interface Window {
    playground: Playground;
  }
}
