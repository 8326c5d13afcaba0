/** A trainer without a worker, a page without a window, and the app over them. */
import { AbortError, DataError, DeviceError, RunError, WorkerError } from '../../src/domain/errors.ts';
import { DATA_FILE_NAMES } from '../../src/domain/data/files.ts';
import type { PlaneSpec } from '../../src/domain/experiment/experiment.ts';
import type { PlaneEdit } from '../../src/domain/networks/plane-edit.ts';
import type { PlaneStep } from '../../src/domain/run/plane-step.ts';
import type { Backend, Checkpoint } from '../../src/domain/run/run.ts';
import { openStorage, type Storage } from '../../src/persistence/storage.ts';
import type { PaintedAtlases } from '../../src/protocol/atlas.ts';
import type {
  CostEstimate,
  DataFiles,
  DataReport,
  DeviceReport,
  ProbeResult,
  RunCommand,
  RunEnd,
  RunListener,
  StartRequest,
} from '../../src/protocol/training.ts';
import type { AppState } from '../../src/state/app-state.ts';
import type { AddressMemory, Page } from '../../src/state/page.ts';
import { startApp, type App } from '../../src/state/store.ts';
import type { Trainer } from '../../src/state/trainer.ts';
import { deleteDatabase, freshName } from '../persistence/runs.ts';

export const STEPS_PER_EPOCH = 5;

/** The loss of a step: what a resumed run has to give again. */
export const lossOf = (step: number): number => 1 / step;

const DEVICE: DeviceReport = {
  device: { backend: 'cpu', adapter: 'fake', software: true },
  why: 'It is a test.',
  trials: [],
};

/** Trains nothing, a step every few milliseconds, as the worker would tell of it. */
export class FakeTrainer implements Trainer {
  readonly requests: StartRequest[] = [];
  readonly changes: unknown[] = [];
  readonly sets = new Set<string>();
  choices: (Backend | null)[] = [];
  /** Why Fashion-MNIST cannot be downloaded; null means that it can. */
  downloadError: Error | null = new DataError('Nothing is reachable.');
  /** Resolves `downloadData` when called, where it is set. */
  holdDownload: Promise<void> | null = null;
  divergesAt = Infinity;
  stepDelay = 2;
  private readonly running = new Map<string, FakeRun>();
  readonly edits: { readonly runIds: readonly string[]; readonly edit: PlaneEdit }[] = [];

  openDevice(choice: Backend | null): Promise<DeviceReport> {
    this.choices.push(choice);
    if (choice === 'webgl') return Promise.reject(new DeviceError('There is no WebGL here.'));
    return Promise.resolve({ ...DEVICE, device: { ...DEVICE.device, backend: choice ?? 'cpu' } });
  }

  probe(_activation: unknown, _derivative: unknown, x: readonly number[]): Promise<ProbeResult> {
    return Promise.resolve({ y: [...x], left: [...x], right: [...x] });
  }

  addData(source: string, files: DataFiles): Promise<DataReport> {
    if (Object.keys(files).length < 4) return Promise.reject(new DataError('Expected four files.'));
    this.sets.add(source);
    return Promise.resolve({ source, synthetic: false, trainCount: 720, testCount: 180 });
  }

  async downloadData(onProgress: Parameters<Trainer['downloadData']>[0], signal?: AbortSignal): Promise<DataFiles> {
    onProgress({ file: 'train-images-idx3-ubyte', mirror: 'nowhere', receivedBytes: 1, totalBytes: 2 });
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(new AbortError()));
    });
    if (this.holdDownload) await Promise.race([this.holdDownload, aborted]);
    if (this.downloadError) throw this.downloadError;
    return fourFiles();
  }

  hasData(source: string): Promise<boolean> {
    return Promise.resolve(source === 'garments' || this.sets.has(source));
  }

  async train(request: StartRequest, listener: RunListener, signal?: AbortSignal): Promise<RunEnd> {
    this.requests.push(request);
    if (request.initialWeights?.length === 0) throw new RunError('No weights.');
    const run = new FakeRun(request, listener, this);
    this.running.set(run.id, run);
    signal?.addEventListener('abort', () => run.fail(new AbortError()));
    try {
      return await run.run();
    } finally {
      this.running.delete(run.id);
    }
  }

  command(runId: string, command: RunCommand): Promise<void> {
    return this.find(runId).then((run) => run.obey(command));
  }

  change(runId: string, change: object): Promise<void> {
    return this.find(runId).then((run) => {
      this.changes.push(change);
      run.listener({ type: 'changed', change: { step: run.step, epoch: 0, ...change, label: 'changed' } });
    });
  }

  checkpoint(runId: string): Promise<Checkpoint> {
    return this.find(runId).then((run) => run.checkpoint());
  }

  attachCanvas(): Promise<void> {
    return Promise.resolve();
  }

  detachCanvas(): Promise<void> {
    return Promise.resolve();
  }

  drawAtlases(): Promise<null> {
    return Promise.resolve(null);
  }

  liveAtlases(): Promise<void> {
    return Promise.resolve();
  }

  paintAtlases(_request: unknown, width: number, height: number): Promise<PaintedAtlases> {
    return Promise.resolve({ width, height, pixels: new Uint8ClampedArray(4 * width * height) });
  }

  async edit(runIds: readonly string[], edit: PlaneEdit): Promise<void> {
    this.edits.push({ runIds, edit });
    for (const runId of runIds) {
      const run = await this.find(runId);
      run.listener({ type: 'changed', change: { step: run.step, epoch: 0, label: 'edited' } });
    }
  }

  slowStep(runId: string, place: number): Promise<PlaneStep[]> {
    return this.find(runId).then((run) => [run.slowStep(place)]);
  }

  atlasRows({ size, rows }: { readonly size: number; readonly rows: number }): Promise<Float32Array> {
    return Promise.resolve(new Float32Array(size * rows));
  }

  atlas(
    _experiment: unknown,
    { size = 1 }: { readonly size?: number },
  ): Promise<{ size: number; values: Float32Array }> {
    return Promise.resolve({ size, values: new Float32Array(size * size) });
  }

  estimate(): Promise<CostEstimate> {
    return Promise.resolve({ secondsPerStep: 0.5, measuredOn: DEVICE.device });
  }

  /** Ends the run under way as the death of the worker would. */
  crash(error: Error = new WorkerError('The training worker crashed.')): void {
    this.sets.clear();
    for (const run of this.running.values()) run.fail(error);
  }

  private find(runId: string): Promise<FakeRun> {
    const running = this.running.get(runId);
    return running ? Promise.resolve(running) : Promise.reject(new RunError('There is no such run.'));
  }
}

class FakeRun {
  readonly id: string;
  readonly listener: RunListener;
  step: number;
  private readonly request: StartRequest;
  private readonly trainer: FakeTrainer;
  private paused: boolean;
  private stopping = false;
  private single = 0;
  private failure: Error | null = null;

  constructor(request: StartRequest, listener: RunListener, trainer: FakeTrainer) {
    this.request = request;
    this.listener = listener;
    this.trainer = trainer;
    this.id = request.runId;
    this.step = request.resumeFrom?.step ?? 0;
    this.paused = request.paused ?? false;
  }

  obey(command: RunCommand): void {
    if (command === 'stop') this.stopping = true;
    if (command === 'step') this.single++;
    if (command === 'resume') this.listener({ type: 'phase', phase: 'training' });
    if (command === 'pause') this.listener({ type: 'phase', phase: 'paused' });
    if (command !== 'stop') this.paused = command !== 'resume';
  }

  fail(error: Error): void {
    this.failure = error;
  }

  slowStep(place: number): PlaneStep {
    const { network, epochs } = this.request.experiment;
    this.takeStep(epochs * STEPS_PER_EPOCH);
    const numbers = { point: [0, 0] as const, target: [0], batch: [place], loss: 0, batchLoss: 0, layers: [] };
    return { step: this.step, network: network as PlaneSpec, example: place, place, ...numbers };
  }

  checkpoint(): Checkpoint {
    const checkpoint: Checkpoint = {
      runId: this.id,
      step: this.step,
      weights: new Uint8Array([this.step]),
      optimizer: new Uint8Array(1),
      epochLossSum: 0,
      epochSteps: this.step % STEPS_PER_EPOCH,
      seconds: 0,
    };
    this.listener({ type: 'checkpoint', checkpoint });
    return checkpoint;
  }

  async run(): Promise<RunEnd> {
    const { experiment } = this.request;
    const total = experiment.steps ?? experiment.epochs * STEPS_PER_EPOCH;
    this.tellStart(total);
    while (this.step < total && !this.stopping) {
      await new Promise((resolve) => setTimeout(resolve, this.trainer.stepDelay));
      if (this.failure) throw this.failure;
      if (this.paused && this.single === 0) {
        this.listener({ type: 'phase', phase: 'paused' });
        continue;
      }
      if (this.single > 0) this.single--;
      if (this.step + 1 >= this.trainer.divergesAt)
        return this.end('diverged', `The loss became NaN at step ${this.step + 1}.`);
      this.takeStep(total);
    }
    return this.end(this.stopping && this.step < total ? 'paused' : 'done');
  }

  private tellStart(totalSteps: number): void {
    const { source } = this.request.experiment.data;
    const data = { source, synthetic: source === 'garments', trainCount: 720, testCount: 180 };
    this.listener({ type: 'phase', phase: 'loading-data' });
    this.listener({ type: 'phase', phase: 'compiling', done: 1, total: 3 });
    this.listener({ type: 'started', data, stepsPerEpoch: STEPS_PER_EPOCH, totalSteps, parameterCount: 1000 });
    this.tellSnapshot();
    this.checkpoint();
  }

  private tellSnapshot(): void {
    if (this.request.experiment.network.kind !== 'plane') return;
    this.listener({ type: 'snapshot', snapshot: { step: this.step, weights: new Uint8Array([this.step]) } });
  }

  private takeStep(total: number): void {
    this.step++;
    this.tellSnapshot();
    const { step } = this;
    if (!this.paused) this.listener({ type: 'phase', phase: 'training' });
    this.listener({
      type: 'steps',
      steps: [{ step, trainLoss: lossOf(step) }],
      step,
      stepsPerSecond: 500,
      secondsLeft: 1,
    });
    if (step === 1) this.listener({ type: 'gradNorms', gradNorms: { 'encoder.0.weight': 1 } });
    if (step % STEPS_PER_EPOCH !== 0 && step !== total) return;
    const epoch = { epoch: step / STEPS_PER_EPOCH, step, trainLoss: lossOf(step), testLoss: lossOf(step), seconds: 1 };
    this.listener({ type: 'epoch', epoch });
    this.checkpoint();
  }

  private end(status: RunEnd['status'], reason?: string): RunEnd {
    const checkpoint = this.checkpoint();
    return { status, ...(reason && { reason }), step: this.step, weights: checkpoint.weights, checkpoint };
  }
}

/** A window that only the test sees. */
export class FakePage implements Page {
  readonly settings = new Map<string, string>();
  readonly saved: { blob: Blob; name: string }[] = [];
  readonly addresses: string[] = [];
  theme = '';
  picks: File[] = [];
  /** What the browser does when its graphics process crashed. */
  loseCanvases = (): void => undefined;
  private hash = '';
  private memory: AddressMemory | null = null;
  private readonly listeners: (() => void)[] = [];

  frame(callback: () => void): void {
    setTimeout(callback, 5);
  }

  url(): string {
    return 'https://example.org/page';
  }

  fragment(): string {
    return this.hash;
  }

  addressMemory(): AddressMemory | null {
    return this.memory;
  }

  replaceAddress(url: string, memory: AddressMemory): void {
    this.addresses.push(url);
    this.hash = url.includes('#') ? url.slice(url.indexOf('#')) : '';
    this.memory = memory;
  }

  onFragment(callback: () => void): void {
    this.listeners.push(callback);
  }

  onHidden(): void {
    // Never hidden.
  }

  onCanvasesLost(callback: () => void): void {
    this.loseCanvases = callback;
  }

  setting(name: string): string | null {
    return this.settings.get(name) ?? null;
  }

  setSetting(name: string, value: string | null): void {
    if (value === null) this.settings.delete(name);
    else this.settings.set(name, value);
  }

  showTheme(theme: string): void {
    this.theme = theme;
  }

  saveFile(blob: Blob, name: string): void {
    this.saved.push({ blob, name });
  }

  pickFiles(): Promise<File[]> {
    return Promise.resolve(this.picks);
  }

  /** Somebody opens a link in this tab. */
  open(hash: string): void {
    this.hash = hash;
    this.memory = null;
    for (const listener of this.listeners) listener();
  }
}

export function fourFiles(): DataFiles {
  return Object.fromEntries(DATA_FILE_NAMES.map((name) => [name, new Blob([name])]));
}

/** A storage whose every call fails as a full disk does while `full` holds. */
export function fullStorage(state: { full: boolean }, inner: Storage): Storage {
  const failing = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key);
        if (typeof value === 'object' && value !== null) return failing(value);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown =>
          state.full
            ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
            : (value as (...given: unknown[]) => unknown).apply(object, args);
      },
    });
  return { ...inner, runs: failing(inner.runs), data: failing(inner.data) };
}

/** Everything of a test's app, and how to leave and come back. */
export class Visit {
  readonly database: string;
  readonly trainer = new FakeTrainer();
  readonly page: FakePage;
  readonly storage: Storage;
  readonly app: App;

  constructor(
    options: {
      database?: string;
      page?: FakePage;
      storage?: (own: Storage) => Storage;
    } = {},
  ) {
    this.database = options.database ?? freshName();
    this.page = options.page ?? new FakePage();
    const own = openStorage(this.database);
    this.storage = options.storage?.(own) ?? own;
    this.app = startApp({ trainer: this.trainer, storage: this.storage, page: this.page });
  }

  get state(): AppState {
    return this.app.store.state;
  }

  /** Resolves when the state is as wanted; rejects when that takes too long. */
  async until(wanted: (state: AppState) => boolean, what = wanted.toString(), patienceMs = 5_000): Promise<AppState> {
    const deadline = performance.now() + patienceMs;
    while (!wanted(this.state)) {
      if (performance.now() > deadline)
        throw new Error(`waited in vain for ${what}; notices: ${JSON.stringify(this.state.notices)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return this.state;
  }

  /** Ends the tab's life, and with it what it has stored. */
  async end(): Promise<void> {
    this.trainer.crash();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await this.storage.close();
    await deleteDatabase(this.database);
  }
}
