/** Which net the page shows: what is configured, the net of the run on stage with the numbers that it has now, or had at a recorded step. Pure. */
import type { Experiment, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { netOf, withLayerNumbers } from '../../../domain/run/plane-run.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { AppState, LiveRun, SoughtStep } from '../../../state/app-state.ts';
import { liveNet } from '../../../state/live-net.ts';

/** Whose net it is, and so what editing it means. */
export type Owner = 'configuration' | 'run' | 'ended' | 'snapshot';

export interface Shown {
  readonly owner: Owner;
  /** The experiment with the net on show in it. */
  readonly experiment: Experiment;
}

/** Makes the net on show; as long as nothing that it depends on changes it is the same object. */
export class ShownNet {
  #inputs: readonly unknown[] = [];
  #shown: Shown | null = null;

  /** `released` is the run whose net has been taken over into the configuration: it is shown no more. `live` is the run on show: of twins one. */
  of({ experiment, plane }: AppState, live: LiveRun | null, released: string): Shown {
    const inputs = [
      experiment,
      live?.run.id,
      live?.run.changes,
      live?.plane?.numbers,
      live?.plane?.edited,
      live?.phase,
      plane.sought,
      released,
    ];
    const same = inputs.length === this.#inputs.length && inputs.every((input, i) => input === this.#inputs[i]);
    this.#inputs = inputs;
    if (!same || this.#shown === null) this.#shown = shown(experiment, live, plane.sought, released);
    return this.#shown;
  }
}

function shown(experiment: Experiment, live: LiveRun | null, sought: SoughtStep | null, released: string): Shown {
  const configured: Shown = { owner: 'configuration', experiment };
  const window = experiment.network;
  if (live === null || live.run.id === released || window.kind !== 'plane') return configured;
  const show = (owner: Owner, network: PlaneSpec): Shown => ({
    owner,
    experiment: { ...live.run.experiment, network: { ...network, zoom: window.zoom } },
  });
  const then = soughtNet(live.run, sought);
  if (then !== null) return show('snapshot', then);
  const net = liveNet(live);
  if (net === null) return configured;
  return show(live.phase === 'ended' ? 'ended' : 'run', net);
}

/** The net of a run on stage at the recorded step that the slider stands on; null where it stands on none, or none of this run. */
export function soughtNet(run: Run, sought: SoughtStep | null): PlaneSpec | null {
  const numbers = sought?.numbers[run.id];
  const network = netOf(run, sought?.step);
  return numbers === undefined || network === null ? null : withLayerNumbers(network, numbers);
}
