/** Builds the state's parts and introduces them to each other. The one place that knows them all. */
import { errorMessage } from '../domain/errors.ts';
import type { Storage } from '../persistence/storage.ts';
import { calmerExperiment } from './calmer.ts';
import { Configuration } from './configuration.ts';
import { DataAdvice } from './data-advice.ts';
import { DataKeeper } from './data-keeper.ts';
import { DeviceKeeper } from './device-keeper.ts';
import { Estimator } from './estimator.ts';
import { INITIAL_STATE } from './initial-state.ts';
import { Model } from './model.ts';
import { Notices } from './notices.ts';
import { OwnEntries } from './own-entries.ts';
import type { Page } from './page.ts';
import { PlaneKeeper } from './plane-keeper.ts';
import { PlaneRuns } from './plane-runs.ts';
import { Snapshots } from './snapshots.ts';
import { OtherTabs } from './other-tabs.ts';
import { RunList } from './run-list.ts';
import type { Trainer } from './trainer.ts';
import { Trainings } from './trainings.ts';

/** What the state needs from outside. */
export interface Outside {
  readonly trainer: Trainer;
  readonly storage: Storage;
  readonly page: Page;
}

export interface Parts extends Outside {
  readonly model: Model;
  readonly notices: Notices;
  readonly configuration: Configuration;
  readonly device: DeviceKeeper;
  readonly data: DataKeeper;
  readonly advice: DataAdvice;
  readonly runs: RunList;
  readonly otherTabs: OtherTabs;
  readonly trainings: Trainings;
  readonly estimator: Estimator;
  readonly plane: PlaneKeeper;
  readonly planeRuns: PlaneRuns;
  readonly snapshots: Snapshots;
  readonly own: OwnEntries;
}

/** The parts, none of them started. */
export function buildParts(outside: Outside): Parts {
  const { trainer, storage, page } = outside;
  const model = new Model(INITIAL_STATE, (callback) => page.frame(callback));
  const notices = new Notices(model);
  const onStorage = (error: unknown): void => noteStorage(error, parts);
  const configuration = new Configuration({ model, notices, page });
  const device = new DeviceKeeper({ model, trainer, page, notices });
  const data = new DataKeeper({ model, trainer, store: storage.data, onStorageError: onStorage });
  const advice = new DataAdvice({ configuration, data, notices, page });
  const snapshots = new Snapshots({ model, store: storage.runs.snapshots, onStorage });
  const runs = new RunList({ model, store: storage.runs, notices, snapshots, onStorageError: onStorage });
  const otherTabs = new OtherTabs({ model, runs, news: storage.news });
  const trainings = new Trainings({
    model,
    trainer,
    store: storage.runs,
    runs,
    notices,
    snapshots,
    afterDivergence: (run, { step, weights }) => {
      const calmer = calmerExperiment(run, weights);
      if (calmer === null) return [];
      const label = `Set up a calmer run from step ${step}`;
      return [{ id: 'calmer', label, run: () => configuration.apply(calmer, true) }];
    },
    onStorage,
    device,
    data,
  });
  const estimator = new Estimator({ model, trainer, idle: () => trainings.active === null });
  const plane = new PlaneKeeper({ model, configuration });
  const planeRuns = new PlaneRuns({ model, trainer, trainings, snapshots, configuration, runs });
  const own = new OwnEntries({ model, store: storage.own, onStorage });
  const parts: Parts = {
    ...outside,
    model,
    notices,
    configuration,
    device,
    data,
    advice,
    runs,
    otherTabs,
    trainings,
    estimator,
    plane,
    planeRuns,
    snapshots,
    own,
  };
  return parts;
}

const STORAGE_NOTICE = 'storage';

/** Says that something isn't saved, with a way to save it by hand; takes it back once saving works again. */
function noteStorage(error: unknown, { notices, runs, page, model }: Parts): void {
  if (error === null) return notices.resolve(STORAGE_NOTICE);
  const exportAll = async (): Promise<void> => {
    const ids = model.state.runs.map(({ run }) => run.id);
    page.saveFile(new Blob([await runs.export(ids, true)], { type: 'application/json' }), 'sigma-playground-runs.json');
  };
  const message = `Not saved: ${errorMessage(error)} Training goes on; what should outlive this tab can be exported.`;
  const actions = [{ id: 'export', label: 'Export runs', run: exportAll }];
  notices.show({ id: STORAGE_NOTICE, kind: 'warning', message, actions });
}
