/** The page's store: builds the state, starts it, and keeps its parts in step with each other. */
import { sameData } from '../domain/experiment/objects.ts';
import { experimentNow } from '../domain/run/run.ts';
import type { AtlasWorker } from '../protocol/atlas.ts';
import { Actions } from './actions.ts';
import type { AppActions, AppState, AppStore, RunListing, Theme } from './app-state.ts';
import type { Model } from './model.ts';
import { buildParts, type Outside, type Parts } from './parts.ts';

const THEMES: readonly Theme[] = ['light', 'dark', 'system'];

class Store extends EventTarget implements AppStore {
  readonly actions: AppActions;
  readonly atlases: AtlasWorker;
  private readonly parts: Parts;

  constructor(parts: Parts, actions: AppActions) {
    super();
    this.parts = parts;
    this.actions = actions;
    this.atlases = parts.trainer;
    parts.model.addEventListener('change', () => this.dispatchEvent(new Event('change')));
  }

  get state(): AppState {
    return this.parts.model.state;
  }
}

export interface App {
  readonly store: AppStore;
  /** What `window.playground` is made of. */
  readonly parts: Parts;
  /** Resolves when earlier runs are listed, the device is open or failed, and stored data is loaded; the page is usable long before. */
  readonly started: Promise<void>;
  /** Tells the state that the worker was replaced: the new one has to open its device. */
  workerReplaced(): void;
}

/** The page's state, running. */
export function startApp(outside: Outside): App {
  const parts = buildParts(outside);
  const actions = new Actions(parts);
  const store = new Store(parts, actions);
  const { configuration, model, page, estimator, data } = parts;
  const theme = THEMES.find((name) => name === page.setting('theme')) ?? 'system';
  page.showTheme(theme);
  model.update({ theme });
  configuration.addEventListener('change', () => {
    estimator.consider();
    if (parts.trainings.active === null) void data.preload();
  });
  configuration.start();
  page.onCanvasesLost(() => parts.plane.forgetCanvases());
  page.onHidden(() => parts.trainings.all.forEach((session) => void session.saveNow()));
  model.addEventListener('change', () => actions.telling || notePending(parts));
  whenDeviceChanges(model, (before) => {
    estimator.consider();
    if (before !== null) parts.plane.forgetCanvases(); // they belong to the device that drew on them
  });
  return { store, parts, started: start(parts, actions), workerReplaced: () => reopen(parts) };
}

function reopen({ device, plane }: Parts): void {
  plane.forgetCanvases();
  device.forget();
  device.ready().catch(() => undefined); // shows itself what is wrong
}

async function start(parts: Parts, actions: AppActions): Promise<void> {
  const opening = parts.device.ready().catch(() => undefined); // shows itself what is wrong
  const owning = parts.own.start();
  const interrupted = await parts.runs.start();
  parts.otherTabs.start();
  offerToContinue(interrupted, parts, actions);
  await Promise.all([opening, owning]);
  await parts.data.start();
}

function whenDeviceChanges(model: Model, callback: (before: AppState['device']) => void): void {
  let { device } = model.state;
  model.addEventListener('change', () => {
    const before = device;
    if (before === model.state.device) return;
    device = model.state.device;
    callback(before);
  });
}

/** What the configuration says applies to the next run only if one goes on that is another experiment. */
function notePending({ model, trainings }: Parts): void {
  const { live, experiment, appliesToNextRun } = model.state;
  const alone = trainings.active !== null && model.state.twins.length === 0;
  const differs = alone && live !== null && !sameData(experiment, experimentNow(live.run));
  if (differs !== appliesToNextRun) model.update({ appliesToNextRun: differs });
}

function offerToContinue(interrupted: readonly RunListing[], { notices }: Parts, actions: AppActions): void {
  const resumable = interrupted.filter((listing) => listing.resumable).at(-1);
  if (resumable === undefined) return;
  const { run } = resumable;
  const step = run.steps.at(-1)?.step ?? 0;
  const what = run.experiment.activation.name ?? run.experiment.activation.formula;
  notices.show({
    id: 'interrupted',
    kind: 'info',
    message: `The last run (${what}, ${run.experiment.derivative.rule}) was interrupted at step ${step}.`,
    actions: [{ id: 'continue', label: 'Continue', run: () => actions.resumeRun(run.id) }],
  });
}
