/** What a person can do, as the elements call it. Nothing here rejects but `exportRuns`: whatever goes wrong becomes a notice. */
import { errorMessage, errorName, RunError } from '../domain/errors.ts';
import { isLocalName, localSource } from '../domain/experiment/local-source.ts';
import { planeEdit } from '../domain/networks/plane-edit.ts';
import type { RunCommand } from '../protocol/training.ts';
import type { AppActions, Theme } from './app-state.ts';
import { AtRest } from './at-rest.ts';
import { FASHION_MNIST } from './data-keeper.ts';
import type { Parts } from './parts.ts';
import { joinedEdits, type RunEdit } from './live-net.ts';
import { CRASHES } from './run-session.ts';
import type { TrainOptions } from './trainings.ts';

export class Actions implements AppActions {
  private readonly parts: Parts;
  /** Between Train and the start of the run: what Stop has to stop. */
  private starting: AbortController | null = null;
  /** Until everything that was begun last is over. */
  private begun: Promise<void> = Promise.resolve();
  private askedToPersist = false;
  /** What the run under way is still to be told of σ, and of the 2D net's numbers. */
  private readonly sigma = new AtRest<Parameters<AppActions['configureSigma']>[0]>((change) =>
    this.attempt('sigma', () => this.parts.trainings.change(change)),
  );
  private readonly edits = new AtRest<readonly RunEdit[]>(
    (edits) => this.attempt('edit', () => this.parts.planeRuns.tell(edits)),
    joinedEdits,
  );

  constructor(parts: Parts) {
    this.parts = parts;
  }

  readonly setView: AppActions['setView'] = (view) => this.parts.plane.show(view);

  readonly editPlane: AppActions['editPlane'] = (network, key) => this.parts.plane.edit(network, key);

  readonly editPoints: AppActions['editPoints'] = (data, key) => this.parts.plane.editPoints(data, key);

  readonly undoPlane: AppActions['undoPlane'] = () => void this.editRuns(this.parts.plane.undo());

  readonly redoPlane: AppActions['redoPlane'] = () => void this.editRuns(this.parts.plane.redo());

  readonly editRun: AppActions['editRun'] = ({ runs, before, after, key }) =>
    this.attempt('edit', async () => {
      const edits = [{ runs, edit: planeEdit(before, after) }];
      this.parts.plane.noteRun(edits, key);
      await this.editRuns(edits);
    });

  readonly slowStep: AppActions['slowStep'] = async (place) => {
    await this.tellAll();
    const work = (): Promise<void> => this.attempt('command', () => this.parts.planeRuns.slowStep(place));
    await (this.parts.trainings.active === null ? this.firstStep(work) : work());
  };

  readonly rewind: AppActions['rewind'] = async () => {
    this.starting?.abort();
    await this.attempt('rewind', () => this.parts.planeRuns.rewind(this.begun));
  };

  readonly seek: AppActions['seek'] = (step) => this.attempt('seek', () => this.parts.planeRuns.seek(step));

  readonly openRun: AppActions['openRun'] = (id) =>
    this.attempt('runs', async () => {
      await this.parts.planeRuns.open(id);
      this.parts.plane.show('plane');
    });

  readonly snapshots: AppActions['snapshots'] = (runId) => this.parts.snapshots.of(runId);

  readonly chooseTwins: AppActions['chooseTwins'] = (variants) => this.parts.configuration.chooseTwins(variants);

  readonly trainTwins: AppActions['trainTwins'] = async (variants) => {
    const { trainings, planeRuns } = this.parts;
    if (trainings.active !== null || this.starting !== null) return;
    await this.begin((options) => planeRuns.trainTwins(variants, options));
  };

  readonly lookAtPlane: AppActions['lookAtPlane'] = (change) => this.parts.plane.look(change);

  readonly setTheme = (theme: Theme): void => {
    const { page, model } = this.parts;
    page.setSetting('theme', theme === 'system' ? null : theme);
    page.showTheme(theme);
    model.update({ theme });
  };

  readonly chooseDevice: AppActions['chooseDevice'] = (choice) =>
    this.attempt('device', async () => {
      if (this.parts.trainings.active !== null)
        throw new RunError('Stop the run first: it cannot change its device on the way.');
      await this.parts.device.choose(choice);
      await this.parts.data.preload();
    });

  readonly configure: AppActions['configure'] = (change) => this.parts.configuration.configure(change);

  readonly configureSigma: AppActions['configureSigma'] = (change) => {
    this.parts.configuration.configure(change);
    if (this.parts.trainings.active !== null) void this.sigma.add(change);
  };

  readonly saveOwn: AppActions['saveOwn'] = (entry) => this.parts.own.save(entry);

  readonly renameOwn: AppActions['renameOwn'] = (id, name) => this.parts.own.rename(id, name);

  readonly deleteOwn: AppActions['deleteOwn'] = (id) => this.parts.own.delete(id);

  readonly train = async (): Promise<void> => {
    if (this.parts.trainings.active !== null || this.starting !== null) return;
    await this.begin((options) => this.trainConfigured(options));
  };

  readonly command = async (command: RunCommand): Promise<void> => {
    const { trainings, model } = this.parts;
    await this.tellAll();
    if (trainings.active !== null) return this.attempt('command', () => trainings.command(command));
    if (command === 'stop') return this.starting?.abort();
    const { live } = model.state;
    if (command === 'resume' && live !== null && this.waits(live.run.id)) return this.resumeRun(live.run.id);
    if (command === 'step') await this.firstStep(() => this.attempt('command', () => trainings.command('step')));
  };

  readonly resumeRun: AppActions['resumeRun'] = async (id) => {
    if (this.parts.trainings.active?.id === id) return;
    await this.runToItsEnd(() => this.parts.trainings.resume(id), 'resume');
  };

  readonly showRun: AppActions['showRun'] = (id, visible) => this.parts.runs.show(id, visible);

  readonly deleteRun: AppActions['deleteRun'] = (id) =>
    this.attempt('runs', async () => {
      if (this.parts.trainings.active?.id === id) throw new RunError('Stop the run before deleting it.');
      await this.parts.runs.delete(id);
    });

  readonly exportRuns: AppActions['exportRuns'] = async (ids) =>
    new Blob([await this.parts.runs.export(ids, true)], { type: 'application/json' });

  readonly importRuns: AppActions['importRuns'] = (file) =>
    this.attempt('import', async () => {
      const { ids, warnings } = await this.parts.runs.import(await file.text());
      if (warnings.length === 0) return;
      const message = `${ids.length} runs were read. ${warnings.slice(0, 5).join(' ')}`;
      this.parts.notices.show({ id: 'import', kind: 'warning', message });
    });

  readonly useExperimentOf: AppActions['useExperimentOf'] = (id) => {
    const listing = this.parts.runs.find(id);
    if (listing !== null) this.parts.configuration.apply(listing.run.experiment, true);
  };

  readonly addData: AppActions['addData'] = async (name, files) => {
    if (name === FASHION_MNIST) return this.parts.advice.add(FASHION_MNIST, files);
    if (isLocalName(name)) return this.parts.advice.add(localSource(name), files);
    const message = `The data needs a name of 1 to 64 characters; ${JSON.stringify(name.slice(0, 80))} is none.`;
    this.parts.notices.show({ id: 'data', kind: 'warning', message });
  };

  readonly downloadFashionMnist: AppActions['downloadFashionMnist'] = () => this.parts.advice.fetch(true);

  readonly cancelDownload: AppActions['cancelDownload'] = () => this.parts.data.cancelDownload();

  readonly shareLink: AppActions['shareLink'] = () =>
    this.parts.configuration.link(this.parts.configuration.experiment);

  readonly act: AppActions['act'] = (noticeId, actionId) => this.parts.notices.act(noticeId, actionId);

  readonly dismiss: AppActions['dismiss'] = (noticeId) => this.parts.notices.resolve(noticeId);

  /** Starts a run, or twins, and stays until they end. */
  private begin(train: (options: TrainOptions) => Promise<unknown>, paused = false): Promise<void> {
    this.begun = this.startAndStay(train, paused);
    return this.begun;
  }

  private async startAndStay(train: (options: TrainOptions) => Promise<unknown>, paused: boolean): Promise<void> {
    const { configuration, advice } = this.parts;
    this.askToPersist();
    const starting = new AbortController();
    this.starting = starting;
    const { dataChosen } = configuration;
    const standIn = advice.standIn.bind(advice);
    const options: TrainOptions = { save: true, paused, signal: starting.signal, dataChosen, standIn };
    try {
      await this.runToItsEnd(() => train(options), 'train');
    } finally {
      if (this.starting === starting) this.starting = null;
    }
  }

  private trainConfigured(options: TrainOptions): Promise<unknown> {
    return this.parts.trainings.train(this.parts.configuration.experiment, options);
  }

  /** Once a visit, when there is something to keep: some browsers ask the person. */
  private askToPersist(): void {
    if (this.askedToPersist) return;
    this.askedToPersist = true;
    void this.parts.storage.persist();
  }

  /** Whether the run on screen waits to be gone on with. */
  private waits(id: string): boolean {
    return this.parts.runs.find(id)?.resumable === true;
  }

  /** Begins or goes on with a run, paused, for the single step that `work` asks for. */
  private async firstStep(work: () => Promise<void>): Promise<void> {
    if (this.starting !== null) return;
    const { live } = this.parts.model.state;
    this.onceItWaits(work);
    if (live !== null && this.waits(live.run.id))
      await this.runToItsEnd(() => this.parts.trainings.resume(live.run.id, { paused: true }), 'resume');
    else await this.begin((options) => this.trainConfigured(options), true);
  }

  /** Does something as soon as the worker has the run and waits. */
  private onceItWaits(work: () => Promise<void>): void {
    const { model, trainings } = this.parts;
    const look = (): void => {
      if (model.state.live?.phase !== 'paused' || trainings.active === null) return;
      model.removeEventListener('change', look);
      void work();
    };
    model.addEventListener('change', look);
  }

  private async runToItsEnd(train: () => Promise<unknown>, id: string): Promise<void> {
    this.parts.notices.resolve(id);
    try {
      await train();
    } catch (error) {
      this.explainEnd(error, id);
    }
    this.parts.estimator.consider();
  }

  private explainEnd(error: unknown, id: string): void {
    const { advice, notices, configuration, model } = this.parts;
    const { source } = configuration.experiment.data;
    const name = errorName(error);
    if (name === 'DataError') return advice.explain(source, error);
    if (name === 'AbortError') {
      if (source === FASHION_MNIST && model.state.data.loaded === null) advice.explain(source, error);
      return;
    }
    const { live } = model.state;
    const resumable = live !== null && CRASHES.has(name) && this.parts.runs.find(live.run.id)?.resumable === true;
    const actions = resumable ? [{ id: 'continue', label: 'Continue', run: () => this.resumeRun(live.run.id) }] : [];
    const message = resumable ? `The run was interrupted. ${errorMessage(error)}` : errorMessage(error);
    notices.show({ id, kind: 'error', message, actions });
  }

  /** Whether the run under way is still to be told of a change that was made. */
  get telling(): boolean {
    return this.sigma.moving || this.edits.moving;
  }

  /** Edits runs under way: on the page at once, in the worker once the hand rests. */
  private async editRuns(edits: readonly RunEdit[]): Promise<void> {
    if (edits.length === 0) return;
    this.parts.planeRuns.show(edits);
    await this.edits.add(edits);
  }

  /** Tells the run what a hand has changed and not yet left alone: a command comes after it. */
  private async tellAll(): Promise<void> {
    await Promise.all([this.sigma.flush(), this.edits.flush()]);
  }

  private async attempt(id: string, work: () => Promise<unknown>): Promise<void> {
    this.parts.notices.resolve(id);
    try {
      await work();
    } catch (error) {
      if (errorName(error) !== 'AbortError')
        this.parts.notices.show({ id, kind: 'error', message: errorMessage(error) });
    }
  }
}
