/** What things are called on the page. */
import { findDataSource } from '../../domain/data/sources.ts';
import type { Loss } from '../../domain/experiment/experiment.ts';
import { localName } from '../../domain/experiment/local-source.ts';
import type { Backend, RunStatus } from '../../domain/run/run.ts';
import type { DeviceTrial } from '../../protocol/training.ts';

export const BACKEND_LABELS: Readonly<Record<Backend, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'Plain JavaScript',
};

export const VERDICT_LABELS: Readonly<Record<DeviceTrial['verdict'], string>> = {
  works: 'works',
  slower: 'slower',
  wrong: 'computes wrongly',
  missing: 'not here',
  failed: 'failed',
  untried: 'not tried',
};

export const STATUS_LABELS: Readonly<Record<RunStatus, string>> = {
  running: 'running',
  done: 'done',
  paused: 'paused',
  interrupted: 'interrupted',
  diverged: 'diverged',
  failed: 'failed',
};

/** The losses: for the list, in full, and in a sentence. */
export const LOSS_LABELS: Readonly<
  Record<Loss, { readonly label: string; readonly name: string; readonly hint: string }>
> = {
  mse: { label: 'squared error', name: 'mean squared error', hint: 'Mean over all pixels of (output − image)².' },
  bce: {
    label: 'cross-entropy',
    name: 'binary cross-entropy',
    hint: 'Binary cross-entropy, each pixel’s grey a probability; mean over all pixels.',
  },
};

/** What a data source is called; a made-up one never without saying that it is synthetic. */
export function sourceLabel(source: string): string {
  return localName(source) ?? findDataSource(source)?.label ?? source;
}
