/**
 * A store without worker or storage, for designing and testing elements: any state of the page by name, and a plausible training
 * that plays by itself. Its numbers are made up and must never be mistaken for results: it lives in the tests.
 */
import { DEFAULT_EXPERIMENT } from '../../src/domain/experiment/defaults.ts';
import type { Experiment } from '../../src/domain/experiment/experiment.ts';
import { makeGarments } from '../../src/domain/garments/index.ts';
import type { Device, Run, RunStatus } from '../../src/domain/run/run.ts';
import type { DeviceReport, Reconstructions } from '../../src/protocol/training.ts';
import { INITIAL_STATE } from '../../src/state/initial-state.ts';
import type { AppActions, AppState, AppStore, LiveRun, Notice, RunListing } from '../../src/state/app-state.ts';
import { START_NET } from '../../src/state/plane-edits.ts';
import { INITIAL_LOOK } from '../../src/state/plane-look.ts';
import { AtlasService } from '../../workers/atlas/service.ts';

const DEVICE: Device = { backend: 'webgpu', adapter: 'Example GPU', software: false };

const REPORT: DeviceReport = {
  device: DEVICE,
  why: 'WebGPU computes what the processor computes, and trains fastest of those tried.',
  trials: [
    { backend: 'webgpu', adapter: 'Example GPU', software: false, verdict: 'works', msMeasured: 4.21, note: '' },
    {
      backend: 'webgl',
      adapter: 'Example GPU (OpenGL)',
      software: false,
      verdict: 'works',
      msMeasured: 31.8,
      note: '',
    },
    {
      backend: 'wasm',
      adapter: 'SIMD, 1 thread',
      software: true,
      verdict: 'untried',
      msMeasured: null,
      note: 'Slower than either.',
    },
    { backend: 'cpu', adapter: '', software: true, verdict: 'untried', msMeasured: null, note: 'Slow.' },
  ],
};

const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  data: { ...DEFAULT_EXPERIMENT.data, source: 'garments', trainSize: 12_000, testSize: 2000 },
};

const STEPS_PER_EPOCH = 187;
const TOTAL_STEPS = STEPS_PER_EPOCH * 20;
const PICTURES = 24;

/** The states of the page that have a name. */
export const FAKE_STATES = [
  'idle', 'opening', 'loading', 'downloading', 'download-failed', 'fell-back', 'compiling', 'training', 'paused', 'done', 'diverged',
  'failed', 'interrupted', 'storage-refused', 'device-wrong', 'no-device', 'changed', 'best', 'plane',
] as const; // prettier-ignore
export type FakeState = (typeof FAKE_STATES)[number];

/** A loss that falls as losses do, with noise from a fixed sequence. */
function lossAt(step: number, floor: number, speed: number): number {
  const noise = Math.sin(step * 12.9898) * 43758.5453;
  return (floor + 0.2 / (1 + step * speed)) * (1 + 0.16 * (noise - Math.floor(noise) - 0.5));
}

interface RunOptions {
  readonly id: string;
  readonly steps: number;
  readonly status: RunStatus;
  readonly experiment?: Partial<Experiment>;
  readonly floor?: number;
  readonly speed?: number;
  readonly reason?: string;
  readonly minutesAgo?: number;
}

/** A run of so many steps. */
export function fakeRun({
  id,
  steps,
  status,
  experiment = {},
  floor = 0.012,
  speed = 0.05,
  reason,
  minutesAgo = 5,
}: RunOptions): Run {
  const whole = { ...EXPERIMENT, ...experiment };
  const epochs = Math.floor(steps / STEPS_PER_EPOCH);
  return {
    id,
    experiment: whole,
    status,
    device: DEVICE,
    createdAt: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    steps: Array.from({ length: Math.floor(steps / 2) }, (_, i) => ({
      step: 2 * i + 1,
      trainLoss: lossAt(2 * i + 1, floor, speed),
    })),
    epochs: Array.from({ length: epochs }, (_, i) => {
      const step = (i + 1) * STEPS_PER_EPOCH;
      const even = floor + 0.2 / (1 + step * speed);
      return { epoch: i + 1, step, trainLoss: even, testLoss: even * 1.05 + 0.0002 * Math.sin(i), seconds: 4.3 };
    }),
    gradNorms: {},
    changes: [],
    data: {
      source: whole.data.source,
      synthetic: whole.data.source === 'garments',
      trainCount: 12_000,
      testCount: 2000,
    },
    ...(reason === undefined ? {} : { reason }),
  };
}

function earlierRuns(): RunListing[] {
  const listing = (run: Run, colour: number, visible: boolean): RunListing => ({
    run,
    colour,
    visible,
    resumable: run.status === 'interrupted',
  });
  const named = (name: string, rule: Experiment['derivative']['rule']): Partial<Experiment> => ({
    activation: { name },
    derivative: { rule, noise: 0 },
  });
  return [
    listing(fakeRun({ id: 'b', steps: TOTAL_STEPS, status: 'done', experiment: named('identity', 'exact'), floor: 0.021, minutesAgo: 42 }), 0, true),
    listing(fakeRun({ id: 'c', steps: TOTAL_STEPS, status: 'done', experiment: named('cantor', 'straight-through'), floor: 0.016, speed: 0.03, minutesAgo: 95 }), 1, true),
    listing(fakeRun({ id: 'd', steps: 900, status: 'interrupted', experiment: named('gelu', 'exact'), floor: 0.01, minutesAgo: 300, reason: 'The tab was closed at step 900.' }), 2, false),
    listing(fakeRun({ id: 'e', steps: 340, status: 'diverged', experiment: named('relu', 'best'), floor: 0.03, minutesAgo: 1500, reason: 'The loss became NaN at step 340.' }), 3, false),
  ]; // prettier-ignore
}

/** Test garments, and something between a grey blur and them. */
export function fakeImages(step: number, count = PICTURES): Reconstructions {
  const originals = makeGarments({ seed: 1, split: 'test', count }).pixels;
  const sharp = 1 - 1 / (1 + step / 120);
  const reconstructions = originals.map((_, i) => {
    const image = Math.floor(i / 784) * 784;
    const row = Math.floor((i % 784) / 28);
    const column = i % 28;
    let sum = 0;
    let weights = 0;
    for (let dy = -2; dy <= 2; dy++)
      for (let dx = -2; dx <= 2; dx++) {
        if (row + dy < 0 || row + dy > 27 || column + dx < 0 || column + dx > 27) continue;
        const weight = Math.exp(-(dx * dx + dy * dy) * (0.15 + sharp));
        sum += weight * originals[image + (row + dy) * 28 + column + dx]!;
        weights += weight;
      }
    return sharp * (sum / weights) + (1 - sharp) * 96;
  });
  return { count, originals, reconstructions, step };
}

function liveRun(run: Run, phase: LiveRun['phase'], step: number): LiveRun {
  const known = step > 0 || phase !== 'starting';
  return {
    run,
    phase,
    compile: phase === 'compiling' ? { done: 12, total: 34 } : null,
    step,
    stepsPerEpoch: known ? STEPS_PER_EPOCH : 0,
    totalSteps: known ? TOTAL_STEPS : 0,
    parameterCount: 59_521,
    stepsPerSecond: step > 0 ? 43.7 : 0,
    secondsLeft: step > 0 ? (TOTAL_STEPS - step) / 43.7 : Infinity,
    images: step > 0 ? fakeImages(step) : null,
    saved: true,
    plane: null,
  };
}

function listed(live: LiveRun): RunListing {
  return { run: live.run, visible: true, colour: 4, resumable: live.run.status === 'paused' };
}

function base(): AppState {
  return {
    ...INITIAL_STATE,
    device: REPORT,
    deviceStatus: 'ready',
    experiment: EXPERIMENT,
    data: {
      loaded: { source: 'garments', synthetic: true, trainCount: 60_000, testCount: 10_000 },
      status: 'ready', progress: null, error: null, local: [], fellBack: false,
    },
    estimate: { secondsPerStep: 0.0228, measuredOn: DEVICE },
    plane: { look: INITIAL_LOOK, canUndo: false, canRedo: false, sought: null, snapshots: [], variants: null, canvases: 0 },
  }; // prettier-ignore
}

function withLive(state: AppState, live: LiveRun): AppState {
  return { ...state, live, runs: [listed(live), ...earlierRuns()] };
}

function notice(id: string, kind: Notice['kind'], message: string, ...labels: string[]): Notice {
  return { id, kind, message, actions: labels.map((label) => ({ id: label, label })) };
}

const FASHION = {
  ...EXPERIMENT,
  data: { ...EXPERIMENT.data, source: 'fashion-mnist', trainSize: null, testSize: null },
};
const absent = { loaded: null, progress: null, error: null, local: [], fellBack: false } as const;

/** How each named state differs from the idle one. */
const MAKERS: Readonly<Record<FakeState, () => AppState>> = {
  idle: base,
  opening: () => ({ ...base(), device: null, deviceStatus: 'opening', estimate: null, data: { ...absent, status: 'none' } }),
  loading: () => withLive(base(), liveRun(fakeRun({ id: 'a', steps: 0, status: 'running' }), 'loading-data', 0)),
  downloading: () => ({
    ...base(),
    experiment: FASHION,
    data: { ...absent, status: 'downloading', progress: { file: 'train-images-idx3-ubyte', mirror: 'raw.githubusercontent.com', receivedBytes: 12_300_000, totalBytes: 30_878_645 } },
  }),
  'download-failed': () => ({
    ...base(),
    experiment: FASHION,
    data: { ...absent, status: 'failed', error: 'Fashion-MNIST could not be reached: raw.githubusercontent.com and cdn.jsdelivr.net did not answer.' },
    notices: [notice('data', 'warning', 'Fashion-MNIST could not be reached, so the built-in garments stand in for it. They are synthetic.', 'Try again', 'Open files…')],
  }),
  'fell-back': () => {
    const training = MAKERS.training();
    return {
      ...training,
      data: { ...training.data, fellBack: true },
      notices: [notice('data', 'warning', 'Fashion-MNIST could not be loaded. Built-in garments, which are synthetic, stand in.\nIt is not on this site, and no mirror could be reached.', 'Try again', 'Choose files…', 'Keep garments')],
    };
  },
  compiling: () => withLive(base(), liveRun(fakeRun({ id: 'a', steps: 0, status: 'running' }), 'compiling', 0)),
  training: () => withLive(base(), liveRun(fakeRun({ id: 'a', steps: 1284, status: 'running' }), 'training', 1284)),
  paused: () => withLive(base(), liveRun(fakeRun({ id: 'a', steps: 1284, status: 'paused' }), 'paused', 1284)),
  done: () => withLive(base(), liveRun(fakeRun({ id: 'a', steps: TOTAL_STEPS, status: 'done' }), 'ended', TOTAL_STEPS)),
  diverged: () =>
    withLive(
      { ...base(), experiment: { ...EXPERIMENT, derivative: { rule: 'best', noise: 0 } } },
      liveRun(fakeRun({ id: 'a', steps: 700, status: 'diverged', experiment: { derivative: { rule: 'best', noise: 0 } }, reason: 'The loss became NaN at step 701. Everything before it is kept.' }), 'ended', 701),
    ),
  failed: () => ({
    ...withLive(base(), liveRun(fakeRun({ id: 'a', steps: 400, status: 'failed', reason: 'The graphics device was taken away at step 402.' }), 'ended', 402)),
    notices: [notice('lost', 'error', 'The graphics device was lost. The run is kept up to its last checkpoint, at step 374.', 'Continue')],
  }),
  interrupted: () => ({ ...base(), runs: earlierRuns(), notices: [notice('int', 'info', 'The last run (GELU, exact) was interrupted at step 900.', 'Continue')] }),
  'storage-refused': () => {
    const live = { ...liveRun(fakeRun({ id: 'a', steps: 600, status: 'running' }), 'training' as const, 600), saved: false };
    return { ...withLive(base(), live), notices: [notice('store', 'warning', 'This run is not being saved: the browser refuses storage. Export it before you close the tab.', 'Export')] };
  },
  'device-wrong': () => ({
    ...base(),
    device: {
      device: { backend: 'wasm', adapter: 'SIMD, 1 thread', software: true },
      why: 'WebGPU and WebGL are here, but computed something else than the processor did. WebAssembly is right, and slower.',
      trials: REPORT.trials.map((trial) => (trial.backend === 'wasm' ? { ...trial, verdict: 'works', msMeasured: 212 } : trial.backend === 'cpu' ? trial : { ...trial, verdict: 'wrong', msMeasured: null, note: 'The gradient of a convolution was off by 0.31.' })),
    },
    estimate: { secondsPerStep: 0.71, measuredOn: { ...DEVICE, backend: 'wasm' } },
    notices: [notice('wrong', 'warning', 'The graphics card of this machine computes wrongly, so it is not used. Training runs on the processor.')],
  }),
  'no-device': () => ({ ...base(), device: null, deviceStatus: 'failed', deviceError: 'No device of this browser computes correctly.', estimate: null }),
  changed: () => {
    const training = MAKERS.training();
    return { ...training, appliesToNextRun: true, experiment: { ...EXPERIMENT, network: { kind: 'autoencoder', channels: 32, latent: 8, coordinates: true }, optimizer: { ...EXPERIMENT.optimizer, learningRate: 0.002 } } };
  },
  best: () => ({ ...base(), experiment: { ...EXPERIMENT, derivative: { rule: 'best', noise: 0 } }, runs: earlierRuns() }),
  plane: () => ({ ...base(), view: 'plane', experiment: { ...EXPERIMENT, network: START_NET } }),
}; // prettier-ignore

/** A store that shows `name`, answers the simplest actions, and notes all of them in `calls`. */
export class FakeStore extends EventTarget implements AppStore {
  state: AppState;
  readonly calls: [keyof AppActions, ...unknown[]][] = [];
  readonly actions: AppActions;
  /** Draws on the page's own thread, on the processor. */
  readonly atlases = new AtlasService(() => Promise.resolve(null));
  #timer = 0;

  constructor(name: FakeState = 'idle') {
    super();
    this.state = MAKERS[name]();
    this.actions = this.#actions();
  }

  /** Changes the state and says so. */
  set(change: Partial<AppState>): void {
    this.state = { ...this.state, ...change };
    this.dispatchEvent(new Event('change'));
  }

  /** Trains on stage: a step or two a frame, like a fast machine. */
  play(): void {
    this.set(this.#begin());
  }

  #begin(): AppState {
    clearInterval(this.#timer);
    this.#timer = window.setInterval(() => this.#advance(), 33);
    return withLive(this.state, liveRun(fakeRun({ id: 'a', steps: 0, status: 'running' }), 'training', 0));
  }

  #note(action: keyof AppActions, change: Partial<AppState>, ...args: unknown[]): Promise<void> {
    this.calls.push([action, ...args]);
    this.set(change);
    return Promise.resolve();
  }

  /** What is not answered in a way of its own is noted and changes nothing. */
  #actions(): AppActions {
    const answered: Partial<AppActions> = this.#answered();
    return new Proxy(answered, {
      get: (target, name: keyof AppActions) => target[name] ?? ((...args: unknown[]) => this.#note(name, {}, ...args)),
    }) as AppActions;
  }

  #answered(): Partial<AppActions> {
    const { experiment, runs } = { experiment: () => this.state.experiment, runs: () => this.state.runs };
    return {
      setView: (view) => void this.#note('setView', { view }, view),
      setTheme: (theme) => void this.#note('setTheme', this.#showTheme(theme), theme),
      chooseDevice: (backend) => this.#note('chooseDevice', {}, backend),
      configure: (change) => void this.#note('configure', { experiment: { ...experiment(), ...change } }, change),
      configureSigma: (change) =>
        void this.#note('configureSigma', { experiment: { ...experiment(), ...change } }, change),
      editPlane: (network, key) =>
        void this.#note('editPlane', { experiment: { ...experiment(), network } }, network, key),
      undoPlane: () => void this.#note('undoPlane', {}),
      redoPlane: () => void this.#note('redoPlane', {}),
      lookAtPlane: (change) =>
        void this.#note(
          'lookAtPlane',
          { plane: { ...this.state.plane, look: { ...this.state.plane.look, ...change } } },
          change,
        ),
      train: () => this.#note('train', this.#begin()),
      command: (command) => this.#note('command', this.#obey(command), command),
      resumeRun: (id) => this.#note('resumeRun', {}, id),
      showRun: (id, visible) =>
        void this.#note(
          'showRun',
          { runs: runs().map((one) => (one.run.id === id ? { ...one, visible } : one)) },
          id,
          visible,
        ),
      deleteRun: (id) => this.#note('deleteRun', { runs: runs().filter(({ run }) => run.id !== id) }, id),
      exportRuns: (ids) => this.#note('exportRuns', {}, ids).then(() => new Blob(['{}'])),
      importRuns: (file) => this.#note('importRuns', {}, file),
      useExperimentOf: (id) => void this.#note('useExperimentOf', {}, id),
      addData: (name, files) => this.#note('addData', {}, name, files),
      downloadFashionMnist: () => this.#note('downloadFashionMnist', {}),
      cancelDownload: () => void this.#note('cancelDownload', {}),
      shareLink: () => (this.calls.push(['shareLink']), 'https://example.org/#v=1'),
      act: (notice, action) => void this.#note('act', {}, notice, action),
      dismiss: (id) => void this.#note('dismiss', { notices: this.state.notices.filter((one) => one.id !== id) }, id),
    };
  }

  #advance(): void {
    const live = this.state.live!;
    if (live.phase !== 'training') return;
    const step = live.step + 3;
    const { run } = live;
    run.steps.push({ step, trainLoss: lossAt(step, 0.012, 0.05) });
    const epoch = Math.floor(step / STEPS_PER_EPOCH);
    if (epoch > run.epochs.length)
      run.epochs.push({
        epoch,
        step,
        trainLoss: lossAt(step, 0.012, 0.05),
        testLoss: 0.0128 + 0.2 / (1 + step * 0.05),
        seconds: 4.3,
      });
    const images = step % 30 < 3 ? fakeImages(step) : live.images;
    this.set({
      live: {
        ...live,
        step,
        images,
        stepsPerSecond: 43.7,
        secondsLeft: (TOTAL_STEPS - step) / 43.7,
        ...(step >= TOTAL_STEPS ? { phase: 'ended' as const, run: { ...run, status: 'done' as const } } : {}),
      },
    });
  }

  #obey(command: string): Partial<AppState> {
    const live = this.state.live;
    if (live === null) return {};
    if (command === 'pause') return { live: { ...live, phase: 'paused' } };
    if (command === 'resume') return { live: { ...live, phase: 'training' } };
    if (command === 'stop') return { live: { ...live, phase: 'ended', run: { ...live.run, status: 'paused' } } };
    return { live: { ...live, step: live.step + 1 } };
  }

  #showTheme(theme: AppState['theme']): Partial<AppState> {
    document.documentElement.dataset['theme'] = theme;
    return { theme };
  }
}
