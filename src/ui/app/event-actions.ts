/** Which action of the store answers which event of the elements: the one place where the two meet. */
import type { AppActions } from '../../state/app-state.ts';
import type { UiEventDetails, UiEventName } from '../shared/events.ts';

type Answer<K extends UiEventName> = (detail: UiEventDetails[K]) => void;

/** Events that need more of the page than the store: a dialog, the clipboard, a file to save. */
type PagesOwn = 'sigma-files' | 'sigma-share' | 'sigma-export-runs';

export type Answers = { readonly [K in UiEventName]: Answer<K> };

/** All events with their answers; `own` are the page's. Rejections are the store's to tell in a notice, and are not told twice. */
export function answersBy(actions: () => AppActions | null, own: { readonly [K in PagesOwn]: Answer<K> }): Answers {
  const call = (use: (store: AppActions) => unknown): void => {
    const store = actions();
    if (store !== null) Promise.resolve(use(store)).catch((error: unknown) => console.error(error));
  };
  return {
    ...own,
    'sigma-configure': (change) => call((store) => store.configure(change)),
    'sigma-configure-sigma': (change) => call((store) => store.configureSigma(change)),
    'sigma-save-own': (entry) => call((store) => store.saveOwn(entry)),
    'sigma-rename-own': ({ id, name }) => call((store) => store.renameOwn(id, name)),
    'sigma-delete-own': (id) => call((store) => store.deleteOwn(id)),
    'sigma-plane-edit': ({ network, key }) => call((store) => store.editPlane(network, key)),
    'sigma-plane-look': (change) => call((store) => store.lookAtPlane(change)),
    'sigma-plane-undo': () => call((store) => store.undoPlane()),
    'sigma-plane-redo': () => call((store) => store.redoPlane()),
    'sigma-edit-run': (edited) => call((store) => store.editRun(edited)),
    'sigma-plane-points': ({ data, key }) => call((store) => store.editPoints(data, key)),
    'sigma-slow-step': (place) => call((store) => store.slowStep(place)),
    'sigma-rewind': () => call((store) => store.rewind()),
    'sigma-seek': (step) => call((store) => store.seek(step)),
    'sigma-choose-twins': (variants) => call((store) => store.chooseTwins(variants)),
    'sigma-train-twins': (variants) => call((store) => store.trainTwins(variants)),
    'sigma-train': () => call((store) => store.train()),
    'sigma-command': (command) => call((store) => store.command(command)),
    'sigma-resume-run': (id) => call((store) => store.resumeRun(id)),
    'sigma-open-run': (id) => call((store) => store.openRun(id)),
    'sigma-show-run': ({ id, visible }) => call((store) => store.showRun(id, visible)),
    'sigma-delete-run': (id) => call((store) => store.deleteRun(id)),
    'sigma-use-run': (id) => call((store) => store.useExperimentOf(id)),
    'sigma-import-runs': (file) => call((store) => store.importRuns(file)),
    'sigma-add-data': ({ name, files }) => call((store) => store.addData(name, files)),
    'sigma-download-data': () => call((store) => store.downloadFashionMnist()),
    'sigma-cancel-download': () => call((store) => store.cancelDownload()),
    'sigma-choose-device': (backend) => call((store) => store.chooseDevice(backend)),
    'sigma-theme': (theme) => call((store) => store.setTheme(theme)),
    'sigma-view': (view) => call((store) => store.setView(view)),
    'sigma-notice-action': ({ notice, action }) => call((store) => store.act(notice, action)),
    'sigma-dismiss': (id) => call((store) => store.dismiss(id)),
  };
}
