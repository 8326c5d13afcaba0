/**
 * What the page shows now, and what a person can do to it: the contract between `ui/` (renders `AppState`, calls `AppActions`)
 * and the store that implements it. Plain data only; every change makes a new object, so that `===` tells what changed.
 */
import type {
  ActivationSpec,
  DataSpec,
  DerivativeSpec,
  Experiment,
  PlaneSpec,
} from '../domain/experiment/experiment.ts';
import type { TwinVariant, WholeVariant } from '../domain/experiment/twins.ts';
import type { OwnEntry } from '../domain/experiment/own-entry.ts';
import type { PlaneEdit } from '../domain/networks/plane-edit.ts';
import type { LayerNumbers, PlaneStep } from '../domain/run/plane-step.ts';
import type { Backend, Run, RunStatus, Snapshot } from '../domain/run/run.ts';
import type { AtlasFrame, AtlasWorker } from '../protocol/atlas.ts';
import type {
  CostEstimate,
  DataFiles,
  DataReport,
  DeviceReport,
  DownloadProgress,
  Reconstructions,
  RunCommand,
  RunEvent,
} from '../protocol/training.ts';
import type { PlaneLook } from './plane-look.ts';

export type Theme = 'light' | 'dark' | 'system';

export type View = 'autoencoder' | 'plane' | 'runs';

/** Something to tell the person. It stays until `resolved` or dismissed; `actions` are offered as buttons. */
export interface Notice {
  readonly id: string;
  readonly kind: 'info' | 'warning' | 'error';
  /** The first line is shown, the lines after it when asked for. */
  readonly message: string;
  readonly actions: readonly { readonly id: string; readonly label: string }[];
}

/** The run under way, or the last one, with what exists only while it is on screen. */
export interface LiveRun {
  readonly run: Run;
  readonly phase: 'starting' | Extract<RunEvent, { type: 'phase' }>['phase'] | 'ended';
  readonly compile: { readonly done: number; readonly total: number } | null;
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  readonly parameterCount: number;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
  readonly images: Reconstructions | null;
  readonly saved: boolean;
  /** Of a run of the 2D net; null for others. */
  readonly plane: LivePlane | null;
}

/** What only a live run of the 2D net has. */
export interface LivePlane {
  /** The net's numbers after `numbersStep` steps, told some times a second and at every pause; null before the first. */
  readonly numbers: readonly LayerNumbers[] | null;
  readonly numbersStep: number;
  /** What can't be seen of the live atlases, a frame for each request of `atlases.liveAtlases`. */
  readonly frames: readonly AtlasFrame[];
  /** Of slow motion: the last step that was taken apart; null once another kind of step followed. */
  readonly slow: PlaneStep | null;
  /** What was edited by hand and is still to be made in the run: the numbers on show have it already. */
  readonly edited: PlaneEdit | null;
}

/** A step that was recorded, put on show in place of now: the numbers that each run on stage had then. */
export interface SoughtStep {
  readonly step: number;
  readonly numbers: Readonly<Record<string, readonly LayerNumbers[]>>;
}

/** A stored run as listed: enough to plot and to name it. */
export interface RunListing {
  readonly run: Run;
  readonly visible: boolean;
  /** Index into the colour-blind-safe sequence of runs; stays with the run. */
  readonly colour: number;
  readonly resumable: boolean;
}

export interface DataState {
  /** The set that is loaded for `experiment.data.source`, if it is. */
  readonly loaded: DataReport | null;
  readonly status: 'none' | 'loading' | 'downloading' | 'ready' | 'failed';
  readonly progress: DownloadProgress | null;
  /** What went wrong, in a sentence. */
  readonly error: string | null;
  /** Names added by the person: sources "local:NAME". */
  readonly local: readonly string[];
  /** True when the built-in set stands in for Fashion-MNIST, which couldn't be had. */
  readonly fellBack: boolean;
}

/** The 2D net, besides its numbers: those are the experiment's. */
export interface PlaneState {
  readonly look: PlaneLook;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The recorded step that the slider stands on; null where it stands at its end, which is now. */
  readonly sought: SoughtStep | null;
  /** Steps of the live run that have a snapshot, ascending. */
  readonly snapshots: readonly number[];
  /** What twins are trained under, as far as that was chosen; null before. */
  readonly variants: readonly WholeVariant[] | null;
  /** Changes when the worker has lost the canvases that it had. */
  readonly canvases: number;
}

export interface AppState {
  readonly view: View;
  readonly theme: Theme;
  readonly device: DeviceReport | null;
  readonly deviceStatus: 'opening' | 'ready' | 'failed';
  readonly deviceError: string | null;
  readonly experiment: Experiment;
  /** A run goes on that is not the configured experiment: what was changed applies to the next run. */
  readonly appliesToNextRun: boolean;
  readonly data: DataState;
  readonly live: LiveRun | null;
  /** Twins under way, or the last ones, in their order; the first is `live` as well. Empty where the last run had none. */
  readonly twins: readonly LiveRun[];
  readonly runs: readonly RunListing[];
  readonly estimate: CostEstimate | null;
  /** Why there is no estimate, where it was tried for. */
  readonly estimateError: string | null;
  readonly notices: readonly Notice[];
  readonly plane: PlaneState;
  /** Activations that the person saved, by name. */
  readonly own: readonly OwnEntry[];
}

/** A net of runs on stage before and after an edit by hand. Edits with the same key are undone together. */
export interface EditedRun {
  readonly runs: readonly string[];
  readonly before: PlaneSpec;
  readonly after: PlaneSpec;
  readonly key: string;
}

export interface AppActions {
  setView(view: View): void;
  setTheme(theme: Theme): void;
  chooseDevice(backend: Backend | null): Promise<void>;
  /** Shallow-merges into the configured experiment; nested objects are replaced whole. Applies to the next run. */
  configure(change: Partial<Experiment>): void;
  /** Sets σ and rule, and, if a run goes on, changes that too. */
  configureSigma(change: { activation?: ActivationSpec; derivative?: DerivativeSpec }): void;
  /** Keeps σ and its derivative as the person's own; one with that name is replaced. */
  saveOwn(entry: Omit<OwnEntry, 'id'>): Promise<void>;
  renameOwn(id: string, name: string): Promise<void>;
  deleteOwn(id: string): Promise<void>;
  /** Replaces the 2D net by an edited one; edits with the same key are undone together. */
  editPlane(network: PlaneSpec, key: string): void;
  /** Sets points by hand as what the 2D net learns. */
  editPoints(data: DataSpec, key: string): void;
  undoPlane(): void;
  redoPlane(): void;
  lookAtPlane(change: Partial<PlaneLook>): void;
  /** Edits the net of runs on stage (one, or twins) by hand: what differs between the two nets, which are of one shape. They go on from it; the configured experiment stays as it is. */
  editRun(edited: EditedRun): Promise<void>;
  /** Takes one step of the paused live run and shows it taken apart (`live.plane.slow`); starts the configured run, paused, where there is none. */
  slowStep(place: number): Promise<void>;
  /** Stops what is going on and shows the configured experiment before its first step; Train then starts from the same initial weights. */
  rewind(): Promise<void>;
  /** Shows the weights of a recorded step; null shows those of now again. */
  seek(step: number | null): Promise<void>;
  /** Puts a run of the 2D net that is kept on the stage, with its twins: its net as it was left, and its recorded steps. */
  openRun(id: string): Promise<void>;
  /** All snapshots of a run, oldest first, for its film; the page paints them with `atlases.paintAtlases`. */
  snapshots(runId: string): Promise<readonly Snapshot[]>;
  /** Keeps what twins are to be trained under. */
  chooseTwins(variants: readonly WholeVariant[]): void;
  /** Trains the configured experiment of the 2D net under two to four variants side by side. */
  trainTwins(variants: readonly TwinVariant[]): Promise<void>;
  train(): Promise<void>;
  command(command: RunCommand): Promise<void>;
  resumeRun(id: string): Promise<void>;
  showRun(id: string, visible: boolean): void;
  deleteRun(id: string): Promise<void>;
  exportRuns(ids: readonly string[]): Promise<Blob>;
  importRuns(file: Blob): Promise<void>;
  /** Puts a run's experiment into the configuration. */
  useExperimentOf(id: string): void;
  addData(name: string, files: DataFiles): Promise<void>;
  downloadFashionMnist(): Promise<void>;
  cancelDownload(): void;
  /** The link to the configured experiment, copied to the clipboard by the caller. */
  shareLink(): string;
  act(noticeId: string, actionId: string): void;
  dismiss(noticeId: string): void;
}

/** Statuses from which a run can go on if it has a checkpoint. */
export const RESUMABLE: readonly RunStatus[] = ['paused', 'interrupted'];

/** The store: an EventTarget that says 'change' (at most once a frame while training) and holds the present state. */
export interface AppStore extends EventTarget {
  readonly state: AppState;
  readonly actions: AppActions;
  /** Who draws the 2D net's atlases. */
  readonly atlases: AtlasWorker;
}
