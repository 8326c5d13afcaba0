/**
 * The typed events that elements send upwards. They bubble and cross shadow roots; `<sigma-app>` alone answers them, by calling
 * the store's actions. Nothing below it knows the store.
 */
import type {
  ActivationSpec,
  DataSpec,
  DerivativeSpec,
  Experiment,
  PlaneSpec,
} from '../../domain/experiment/experiment.ts';
import type { OwnEntry } from '../../domain/experiment/own-entry.ts';
import type { TwinVariant, WholeVariant } from '../../domain/experiment/twins.ts';
import type { Backend } from '../../domain/run/run.ts';
import type { DataFiles, RunCommand } from '../../protocol/training.ts';
import type { EditedRun, Theme, View } from '../../state/app-state.ts';
import type { PlaneLook } from '../../state/plane-look.ts';

/** What each event carries. */
export interface UiEventDetails {
  'sigma-configure': Partial<Experiment>;
  'sigma-configure-sigma': { readonly activation?: ActivationSpec; readonly derivative?: DerivativeSpec };
  'sigma-save-own': Omit<OwnEntry, 'id'>;
  'sigma-rename-own': { readonly id: string; readonly name: string };
  'sigma-delete-own': string;
  /** An edited 2D net; edits with the same key are undone together. */
  'sigma-plane-edit': { readonly network: PlaneSpec; readonly key: string };
  'sigma-plane-look': Partial<PlaneLook>;
  'sigma-plane-undo': null;
  'sigma-plane-redo': null;
  /** Points by hand for the 2D net to learn; edits with the same key are undone together. */
  'sigma-plane-points': { readonly data: DataSpec; readonly key: string };
  /** An edited 2D net for runs on stage, which go on from it. */
  'sigma-edit-run': EditedRun;
  /** One step taken apart, as the example at this place of the batch saw it. */
  'sigma-slow-step': number;
  'sigma-rewind': null;
  /** The recorded step to show; null shows what is now. */
  'sigma-seek': number | null;
  'sigma-choose-twins': readonly WholeVariant[];
  'sigma-train-twins': readonly TwinVariant[];
  'sigma-train': null;
  'sigma-command': RunCommand;
  'sigma-resume-run': string;
  /** The run to put on the stage. */
  'sigma-open-run': string;
  'sigma-show-run': { readonly id: string; readonly visible: boolean };
  'sigma-delete-run': string;
  'sigma-use-run': string;
  'sigma-export-runs': readonly string[];
  'sigma-import-runs': Blob;
  /** Files a person chose or dropped, not yet looked at. */
  'sigma-files': readonly File[];
  'sigma-add-data': { readonly name: string; readonly files: DataFiles };
  'sigma-download-data': null;
  'sigma-cancel-download': null;
  'sigma-choose-device': Backend | null;
  'sigma-theme': Theme;
  'sigma-view': View;
  'sigma-share': null;
  'sigma-notice-action': { readonly notice: string; readonly action: string };
  'sigma-dismiss': string;
}

export type UiEventName = keyof UiEventDetails;

/** Sends one of the page's events from `element` upwards. */
export function emit<K extends UiEventName>(element: HTMLElement, name: K, detail: UiEventDetails[K]): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
