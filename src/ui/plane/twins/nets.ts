/** Which weights the atlases of twins are drawn from: those of the run while it trains, else the numbers that it told last. Pure. */
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { AtlasNet } from '../../../protocol/atlas.ts';
import type { LiveRun } from '../../../state/app-state.ts';
import { netOf, withNumbers } from '../page/shown.ts';

/** A twin's net as it is now; null before it has any numbers. */
export function netOfTwin(twin: LiveRun, window: PlaneSpec): AtlasNet | null {
  const network = netOf(twin.run);
  const numbers = twin.plane?.numbers ?? null;
  if (network === null || numbers === null) return null;
  const { seed } = twin.run.experiment;
  if (isTraining(twin)) {
    const layers = network.layers.map(({ width, activation, derivative }) => ({ width, activation, derivative }));
    return { network: { ...network, zoom: window.zoom, layers }, seed, weights: { from: 'run', runId: twin.run.id } };
  }
  return { network: withNumbers(network, numbers, window), seed, weights: { from: 'experiment' } };
}

export function isTraining({ phase }: LiveRun): boolean {
  return phase !== 'paused' && phase !== 'ended';
}

/** The first step at which any twin differs from the first; null while all go together. */
export function partedAt(twins: readonly LiveRun[]): number | null {
  const steps = twins.flatMap(({ run }) => (run.parted === undefined || run.parted === null ? [] : [run.parted]));
  return steps.length === 0 ? null : Math.min(...steps);
}
