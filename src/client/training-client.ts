/**
 * The page's way to the training worker. Owns its life (start, restart after a crash, end), what a new one must be told (device, data), the
 * queue of runs, and the AbortSignals. Every call settles: with the answer, with AbortError, or with the reason why the worker ended.
 */
import * as Comlink from 'comlink';
import { AbortError, errorName, WorkerError } from '../domain/errors.ts';
import type { AtlasView } from '../domain/atlas/view.ts';
import type { ActivationSpec, DerivativeSpec, Experiment, NetworkSpec } from '../domain/experiment/experiment.ts';
import type { PlaneEdit } from '../domain/networks/plane-edit.ts';
import type { PlaneStep } from '../domain/run/plane-step.ts';
import type { Backend, Checkpoint } from '../domain/run/run.ts';
import type { AtlasFrame, AtlasFrameRequest, AtlasRowsRequest, PaintedAtlases } from '../protocol/atlas.ts';
import type {
  CostEstimate,
  DataFiles,
  DataReport,
  DeviceReport,
  DownloadProgress,
  ProbeResult,
  RunCommand,
  RunEnd,
  RunEvent,
  RunListener,
  StartRequest,
} from '../protocol/training.ts';
import { createTrainingWorker, Life, type Remote } from './life.ts';
import { abortable, SharedTurns, Turns } from './turns.ts';

export interface ClientOptions {
  /** Another worker in place of the real one, for tests. */
  readonly createWorker?: () => Worker;
  /** The page beside which `assets/` lies. */
  readonly pageUrl?: string;
  /** Hears why the worker was restarted. */
  readonly onRestart?: (reason: Error) => void;
}

/** More crashes than this within a minute, and the worker is not started again. */
const MOST_CRASHES = 3;
const CRASH_MEMORY_MS = 60_000;
/** How long a worker may take to give up what it was told to. */
const CANCEL_MS = 10_000;

/** Errors that leave the worker's device unusable. */
const SPOILING: ReadonlySet<string> = new Set(['DeviceLostError', 'OutOfMemoryError', 'DeviceError']);

let calls = 0;

export class TrainingClient {
  private readonly options: ClientOptions;
  private readonly runs = new Turns();
  private readonly together = new SharedTurns(this.runs);
  private readonly data = new Map<string, DataFiles>();
  /** As it was last opened; undefined before that. */
  private choice: Backend | null | undefined;
  private life: Life | null = null;
  private crashes: number[] = [];
  private disposed = false;

  constructor(options: ClientOptions = {}) {
    this.options = options;
  }

  /** Opens a device: the one chosen, or for null the best. Rejects with DeviceError, saying why, and keeps the one before. */
  async openDevice(choice: Backend | null, signal?: AbortSignal): Promise<DeviceReport> {
    const report = await this.call((remote) => remote.openDevice(choice), signal);
    this.choice = choice;
    return report;
  }

  /** σ and its one-sided derivatives at these points, through the kernels that training uses. */
  probe(
    activation: ActivationSpec,
    derivative: DerivativeSpec,
    x: readonly number[],
    signal?: AbortSignal,
  ): Promise<ProbeResult> {
    return this.callOnDevice((remote) => remote.probe(activation, derivative, x), signal);
  }

  /** Checks the files and has the worker, and those after it, keep them under this name. */
  async addData(source: string, files: DataFiles, signal?: AbortSignal): Promise<DataReport> {
    const report = await this.call((remote) => remote.addData(source, files), signal);
    this.data.set(source, files);
    return report;
  }

  /** Fetches Fashion-MNIST. */
  downloadData(onProgress: (progress: DownloadProgress) => void, signal?: AbortSignal): Promise<DataFiles> {
    const callId = newCallId();
    const pageUrl = this.options.pageUrl ?? document.baseURI;
    const heard = unless(signal, onProgress);
    return this.call((remote) => remote.downloadData(callId, pageUrl, Comlink.proxy(heard)), signal, callId);
  }

  hasData(source: string): Promise<boolean> {
    return this.call((remote) => remote.hasData(source));
  }

  /** Trains, after the trainings that were asked for before. `listener` hears nothing any more once this has settled. */
  train(request: StartRequest, listener: RunListener, signal?: AbortSignal): Promise<RunEnd> {
    const take = (work: () => Promise<RunEnd>): Promise<RunEnd> =>
      request.twins ? this.together.take(request.twins, work, signal) : this.runs.take(work, signal);
    const turn = take(() => this.trainNow(request, listener, signal));
    return abortable(turn, signal);
  }

  /** Resolves when the command was taken; what follows from it is told to the run's listener. */
  command(runId: string, command: RunCommand): Promise<void> {
    return this.call((remote) => remote.command(runId, command));
  }

  /** Changes σ or the rule of the run from its next step on. */
  change(
    runId: string,
    change: { readonly activation?: ActivationSpec; readonly derivative?: DerivativeSpec },
  ): Promise<void> {
    return this.call((remote) => remote.change(runId, change));
  }

  /** Edits 2D nets that train by hand, from their next step on. */
  edit(runIds: readonly string[], edit: PlaneEdit): Promise<void> {
    return this.call((remote) => remote.edit(runIds, edit));
  }

  /** Takes one step of a paused 2D net, with its twins, and says what happened in it. */
  slowStep(runId: string, place: number): Promise<PlaneStep[]> {
    return this.call((remote) => remote.slowStep(runId, place));
  }

  checkpoint(runId: string): Promise<Checkpoint> {
    return this.call((remote) => remote.checkpoint(runId));
  }

  /** Measures how long a training step takes. Rejects with RunError while another network is training. */
  estimate(network: NetworkSpec, batchSize: number, signal?: AbortSignal): Promise<CostEstimate> {
    const callId = newCallId();
    return this.callOnDevice((remote) => remote.estimate(network, batchSize, callId), signal, callId);
  }

  /** Hands a canvas to the worker; a restarted worker has none, so hand over new ones then. */
  attachCanvas(name: string, canvas: OffscreenCanvas): Promise<void> {
    return this.callOnDevice((remote) => remote.attachCanvas(name, Comlink.transfer(canvas, [canvas])));
  }

  detachCanvas(name: string): Promise<void> {
    return this.call((remote) => remote.detachCanvas(name));
  }

  /** Draws the atlases of a 2D net on the canvases handed over; null where a newer request came before this one's turn. */
  drawAtlases(request: AtlasFrameRequest): Promise<AtlasFrame | null> {
    return this.callOnDevice((remote) => remote.drawAtlases(request));
  }

  /** Draws these frames again and again while a run trains. A restarted worker has forgotten them. */
  liveAtlases(requests: readonly AtlasFrameRequest[]): Promise<void> {
    return this.call((remote) => remote.liveAtlases(requests));
  }

  /** Paints one frame into bytes. */
  paintAtlases(request: AtlasFrameRequest, width: number, height: number): Promise<PaintedAtlases> {
    return this.callOnDevice((remote) => remote.paintAtlases(request, width, height));
  }

  /** Rows of one image of the 2D net as numbers. */
  atlasRows(request: AtlasRowsRequest): Promise<Float32Array> {
    return this.call((remote) => remote.atlasRows(request));
  }

  /** One atlas as numbers. */
  atlas(experiment: Experiment, view: AtlasView): Promise<{ readonly size: number; readonly values: Float32Array }> {
    return this.callOnDevice((remote) => remote.atlas(experiment, view));
  }

  memory(): Promise<{ tensors: number; bytes: number; gpuBytes: number }> {
    return this.call((remote) => remote.memory());
  }

  /** Kills the worker as a crash would: for tests. */
  kill(): void {
    this.life?.end(new WorkerError('The training worker was killed.'));
  }

  /** Ends the worker for good. */
  dispose(): void {
    this.disposed = true;
    this.life?.end(new WorkerError('The training client is closed.'));
  }

  /** A device may have been lost while nobody used it: then the run, which hasn't begun, gets another try on a new worker. */
  private async trainNow(request: StartRequest, listener: RunListener, signal?: AbortSignal): Promise<RunEnd> {
    const state = { begun: false };
    const hear = (event: RunEvent): void => {
      state.begun ||= event.type === 'started';
      listener(event);
    };
    try {
      return await this.tryToTrain(request, hear, signal);
    } catch (error) {
      if (state.begun || signal?.aborted || errorName(error) !== 'DeviceLostError') throw error;
      return this.tryToTrain(request, listener, signal);
    }
  }

  private async tryToTrain(request: StartRequest, listener: RunListener, signal?: AbortSignal): Promise<RunEnd> {
    const callId = newCallId();
    const state = { over: false };
    const hear = unless(signal, (event: RunEvent) => {
      if (!state.over) listener(event);
    });
    try {
      // Waits for the worker itself, not for the signal: the next run must not begin before this one has let go.
      return await this.callOnDevice((remote) => {
        const running = remote.train(callId, request, Comlink.proxy(hear));
        this.cancelOn(signal, callId, running);
        return running;
      });
    } finally {
      state.over = true;
    }
  }

  /** A call after whose failure the device may be unusable: then the worker is replaced. */
  private async callOnDevice<T>(
    ask: (remote: Remote) => Promise<T>,
    signal?: AbortSignal,
    callId?: string,
  ): Promise<T> {
    const life = this.living();
    try {
      return await this.call(ask, signal, callId);
    } catch (error) {
      if (error instanceof Error && SPOILING.has(errorName(error))) life.end(error);
      throw error;
    }
  }

  private async call<T>(ask: (remote: Remote) => Promise<T>, signal?: AbortSignal, callId?: string): Promise<T> {
    if (signal?.aborted) throw new AbortError();
    const life = this.living();
    const asked = life.ready.then(() => life.call(ask));
    return abortable(asked, signal, () => {
      if (callId !== undefined) this.cancel(life, callId, asked);
    });
  }

  private cancelOn(signal: AbortSignal | undefined, callId: string, running: Promise<unknown>): void {
    const { life } = this;
    if (!signal || !life) return;
    const cancel = (): void => this.cancel(life, callId, running);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    running.catch(() => undefined).finally(() => signal.removeEventListener('abort', cancel));
  }

  /** Tells the worker to give a call up; one that doesn't is replaced. */
  private cancel(life: Life, callId: string, asked: Promise<unknown>): void {
    const impatient = setTimeout(() => {
      life.end(new WorkerError('The training worker no longer answered, and was replaced.'));
    }, CANCEL_MS);
    asked.catch(() => undefined).finally(() => clearTimeout(impatient));
    life.call((remote) => remote.cancel(callId)).catch(() => undefined);
  }

  /** The worker there is, or a new one. Throws WorkerError where there cannot be one. */
  private living(): Life {
    if (this.disposed) throw new WorkerError('The training client is closed.');
    return this.life ?? this.start();
  }

  private start(): Life {
    const now = performance.now();
    this.crashes = this.crashes.filter((time) => now - time < CRASH_MEMORY_MS);
    if (this.crashes.length > MOST_CRASHES)
      throw new WorkerError(
        `The training worker crashed ${this.crashes.length} times within a minute. Reload the page to try again.`,
      );
    const life = new Life((this.options.createWorker ?? createTrainingWorker)(), (reason) => this.restart(reason));
    life.ready = this.restore(life);
    this.life = life;
    return life;
  }

  private restart(reason: Error): void {
    this.life = null;
    this.crashes.push(performance.now());
    if (this.disposed || this.crashes.length > MOST_CRASHES) return;
    this.start();
    this.options.onRestart?.(reason);
  }

  /** Tells a new worker what the last one knew; what it no longer takes, its users will hear of when they ask for it. */
  private async restore(life: Life): Promise<void> {
    const told: Promise<unknown>[] = [...this.data].map(([source, files]) =>
      life.call((remote) => remote.addData(source, files)),
    );
    const { choice } = this;
    if (choice !== undefined) told.push(life.call((remote) => remote.openDevice(choice)));
    await Promise.allSettled(told);
  }
}

function newCallId(): string {
  calls++;
  return `call-${calls}`;
}

function unless<T>(signal: AbortSignal | undefined, listener: (value: T) => void): (value: T) => void {
  return (value) => {
    if (!signal?.aborted) listener(value);
  };
}
