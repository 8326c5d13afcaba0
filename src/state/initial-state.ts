/** What the page shows before anything is known. */
import { DEFAULT_EXPERIMENT } from '../domain/experiment/defaults.ts';
import type { AppState } from './app-state.ts';
import { INITIAL_LOOK } from './plane-look.ts';

export const INITIAL_STATE: AppState = {
  view: 'autoencoder',
  theme: 'system',
  device: null,
  deviceStatus: 'opening',
  deviceError: null,
  experiment: DEFAULT_EXPERIMENT,
  appliesToNextRun: false,
  data: { loaded: null, status: 'none', progress: null, error: null, local: [], fellBack: false },
  live: null,
  twins: [],
  runs: [],
  estimate: null,
  estimateError: null,
  notices: [],
  plane: {
    look: INITIAL_LOOK,
    canUndo: false,
    canRedo: false,
    sought: null,
    snapshots: [],
    variants: null,
    canvases: 0,
  },
  own: [],
};
