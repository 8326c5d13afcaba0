/**
 * What page and worker say to each other: types and plain data, nothing that runs. Everything here survives structured
 * cloning; byte arrays are transferred.
 */
import type { DataFileName } from '../domain/data/files.ts';
import type { ActivationSpec, DerivativeSpec, Experiment, NetworkSpec } from '../domain/experiment/experiment.ts';
import type { PlaneEdit } from '../domain/networks/plane-edit.ts';
import type { LayerNumbers, PlaneStep } from '../domain/run/plane-step.ts';
import type {
  Backend,
  Checkpoint,
  DataUsed,
  Device,
  EpochRecord,
  RunChange,
  Snapshot,
  StepRecord,
  TwinsMark,
} from '../domain/run/run.ts';
import type { AtlasFrame } from './atlas.ts';

/** A device that was looked at, whether it works, and how fast it trains. */
export interface DeviceTrial {
  readonly backend: Backend;
  readonly adapter: string;
  readonly software: boolean;
  /** Whether it can keep images in half precision; missing means no. */
  readonly half?: boolean;
  /** 'wrong' computed something else than the processor did; 'slower' was measured and not needed. */
  readonly verdict: 'works' | 'slower' | 'wrong' | 'missing' | 'failed' | 'untried';
  /** Milliseconds of the convolutions by which devices are compared; null where not measured. */
  readonly msMeasured: number | null;
  /** A sentence: what was missing or wrong. */
  readonly note: string;
}

export interface DeviceReport {
  readonly device: Device;
  /** A sentence saying why this one is used. */
  readonly why: string;
  readonly trials: readonly DeviceTrial[];
}

export interface ProbeResult {
  readonly y: number[];
  readonly left: number[];
  readonly right: number[];
}

export type { DataFileName };
/** The four files of Fashion-MNIST's format, gzipped or not, by the standard names. */
export type DataFiles = Partial<Record<DataFileName, Blob>>;

export interface DataReport {
  readonly source: string;
  readonly synthetic: boolean;
  readonly trainCount: number;
  readonly testCount: number;
}

export interface DownloadProgress {
  readonly file: DataFileName;
  readonly mirror: string;
  readonly receivedBytes: number;
  /** Over all four files. */
  readonly totalBytes: number;
}

export interface StartRequest {
  readonly runId: string;
  readonly experiment: Experiment;
  /** safetensors bytes with PyTorch's names; missing means drawn from the seed. */
  readonly initialWeights?: Uint8Array;
  /** Go on from here. */
  readonly resumeFrom?: Checkpoint;
  /** Start paused before the first step. */
  readonly paused?: boolean;
  /** The run is one of several in lockstep: none takes a step before all have taken the one before. All of them are asked for at once. */
  readonly twins?: TwinsMark;
}

/** Test images and what the network made of them, side by side: bytes 0…255, count × 784. */
export interface Reconstructions {
  readonly count: number;
  readonly originals: Uint8Array;
  readonly reconstructions: Uint8Array;
  readonly step: number;
}

export type RunEvent =
  | {
      readonly type: 'phase';
      /** 'stepping' and 'stopping' answer a command at once, while a step is still under way. */
      readonly phase: 'loading-data' | 'compiling' | 'training' | 'evaluating' | 'paused' | 'stepping' | 'stopping';
      readonly done?: number;
      readonly total?: number;
    }
  | {
      readonly type: 'started';
      readonly data: DataUsed;
      readonly stepsPerEpoch: number;
      readonly totalSteps: number;
      readonly parameterCount: number;
    }
  | {
      readonly type: 'steps';
      readonly steps: readonly StepRecord[];
      readonly step: number;
      readonly stepsPerSecond: number;
      readonly secondsLeft: number;
    }
  | { readonly type: 'gradNorms'; readonly gradNorms: Record<string, number> }
  | { readonly type: 'epoch'; readonly epoch: EpochRecord }
  | { readonly type: 'reconstructions'; readonly images: Reconstructions }
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'changed'; readonly change: RunChange }
  /** The 2D net's numbers: at the start, at every pause and edit, and some times a second. */
  | { readonly type: 'numbers'; readonly step: number; readonly layers: readonly LayerNumbers[] }
  /** Weights to keep with the run, at regular steps. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** What can't be seen of live atlases, some times a second: a frame for each request, in its order. */
  | { readonly type: 'atlases'; readonly step: number; readonly frames: readonly AtlasFrame[] }
  /** This twin has parted from the first one at this step. Told once. */
  | { readonly type: 'parted'; readonly step: number }
  | { readonly type: 'notice'; readonly message: string };

export type RunListener = (event: RunEvent) => void;

/** How a run ended. 'paused' means stopped by the person and resumable. */
export interface RunEnd {
  readonly status: 'done' | 'paused' | 'diverged' | 'failed';
  readonly reason?: string;
  readonly step: number;
  /** Weights at the end, safetensors. */
  readonly weights: Uint8Array;
  readonly checkpoint: Checkpoint;
}

export type RunCommand = 'pause' | 'resume' | 'step' | 'stop';

export interface CostEstimate {
  readonly secondsPerStep: number;
  readonly measuredOn: Device;
}

/**
 * The worker, as the client sees it. Methods reject with errors whose `name` is one of `ERROR_NAMES` and whose message
 * says what was expected and what came. `callId`s let the client abort a call (`cancel`), since AbortSignals don't travel.
 */
export interface TrainingWorker {
  openDevice(choice: Backend | null): Promise<DeviceReport>;
  probe(activation: ActivationSpec, derivative: DerivativeSpec, x: readonly number[]): Promise<ProbeResult>;
  /** Registers bytes under a source name ("local:sample", "fashion-mnist") for this worker's life; parses and validates them. */
  addData(source: string, files: DataFiles): Promise<DataReport>;
  /** Fetches and verifies Fashion-MNIST: same-origin folder first, then the mirrors. Resolves with the gzipped files, to be kept. */
  downloadData(callId: string, pageUrl: string, onProgress: (progress: DownloadProgress) => void): Promise<DataFiles>;
  hasData(source: string): Promise<boolean>;
  /** Trains until the end, a stop, or divergence. One run at a time. */
  train(callId: string, request: StartRequest, listener: RunListener): Promise<RunEnd>;
  /** Like all that is asked of a run by its id: reaches one that ended in this moment too late, and is no mistake then. */
  command(runId: string, command: RunCommand): Promise<void>;
  /** Changes σ or the rule of the run under way; takes effect with the next step. */
  change(
    runId: string,
    change: { readonly activation?: ActivationSpec; readonly derivative?: DerivativeSpec },
  ): Promise<void>;
  /**
   * Edits 2D nets that train by hand, from the next step on: one, or several twins at the same step. The optimizer's moments stay. The runs' listeners hear what
   * changed. Resolves when the edit is made.
   */
  edit(runIds: readonly string[], edit: PlaneEdit): Promise<void>;
  /** Takes one step of a paused 2D net, and says what happened in it to the example at this place of the batch; of twins all take it, and the answers are in their order. */
  slowStep(runId: string, place: number): Promise<PlaneStep[]>;
  /** A checkpoint of the run under way, now. */
  checkpoint(runId: string): Promise<Checkpoint>;
  /** Measures some steps, unless the same was measured before. Never while another network is training. */
  estimate(network: NetworkSpec, batchSize: number, callId?: string): Promise<CostEstimate>;
  cancel(callId: string): Promise<void>;
  /** Tensors and GPU bytes held, for the leak tests. */
  memory(): Promise<{ tensors: number; bytes: number; gpuBytes: number }>;
}

/** Stable names of the errors that cross the boundary. */
export const ERROR_NAMES = [
  'AbortError', 'FormulaError', 'ExperimentError', 'DataError', 'WeightsError', 'DeviceError', 'DeviceLostError', 'OutOfMemoryError', 'WorkerError', 'RunError', 'StorageError', 'LinkError',
] as const; // prettier-ignore
export type ErrorName = (typeof ERROR_NAMES)[number];
