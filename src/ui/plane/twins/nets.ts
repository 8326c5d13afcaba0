/** Which weights the atlases of twins are drawn from: those of the run while it trains, else the numbers that it told last. Pure. */
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { AtlasNet } from '../../../protocol/atlas.ts';
import type { LiveRun, SoughtStep } from '../../../state/app-state.ts';
import { liveNet } from '../../../state/live-net.ts';
import { soughtNet } from '../page/shown.ts';

/** A twin's net as it is now, or at the recorded step that is sought; null before it has any numbers. */
export function netOfTwin(twin: LiveRun, { zoom }: PlaneSpec, sought: SoughtStep | null = null): AtlasNet | null {
  const then = soughtNet(twin.run, sought);
  const network = then ?? liveNet(twin);
  if (network === null) return null;
  const { seed } = twin.run.experiment;
  if (then === null && isTraining(twin)) {
    const layers = network.layers.map(({ width, activation, derivative }) => ({ width, activation, derivative }));
    return { network: { ...network, zoom, layers }, seed, weights: { from: 'run', runId: twin.run.id } };
  }
  return { network: { ...network, zoom }, seed, weights: { from: 'experiment' } };
}

export function isTraining({ phase }: LiveRun): boolean {
  return phase !== 'paused' && phase !== 'ended';
}

/** The first step at which any twin differs from the first; null while all go together. */
export function partedAt(twins: readonly LiveRun[]): number | null {
  const steps = twins.flatMap(({ run }) => (run.parted === undefined || run.parted === null ? [] : [run.parted]));
  return steps.length === 0 ? null : Math.min(...steps);
}
