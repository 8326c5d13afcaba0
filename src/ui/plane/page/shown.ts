/** Which net the page shows: what is configured, the net of the run on stage with the numbers that it has now, or had at a recorded step. Pure. */
import type { Experiment, LayerOverride, PlaneSpec } from '../../../domain/experiment/experiment.ts';
import { planeLayers } from '../../../domain/networks/plane.ts';
import type { LayerNumbers } from '../../../domain/run/plane-step.ts';
import type { Run } from '../../../domain/run/run.ts';
import { decodeSafetensors } from '../../../domain/weights/safetensors.ts';
import type { AppState } from '../../../state/app-state.ts';

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

  /** `released` is the run whose net has been taken over into the configuration: it is shown no more. */
  of(state: AppState, released: string): Shown {
    const { experiment, live, plane } = state;
    const inputs = [
      experiment,
      live?.run.id,
      live?.run.changes,
      live?.plane?.numbers,
      live?.phase,
      plane.sought,
      released,
    ];
    const same = inputs.length === this.#inputs.length && inputs.every((input, i) => input === this.#inputs[i]);
    this.#inputs = inputs;
    if (!same || this.#shown === null) this.#shown = shown(state, released);
    return this.#shown;
  }
}

function shown({ experiment, live, plane }: AppState, released: string): Shown {
  const configured: Shown = { owner: 'configuration', experiment };
  if (live === null || live.run.id === released || experiment.network.kind !== 'plane') return configured;
  const network = netOf(live.run);
  if (network === null) return configured;
  const { sought } = plane;
  const show = (owner: Owner, numbers: readonly LayerNumbers[]): Shown => ({
    owner,
    experiment: { ...live.run.experiment, network: withNumbers(network, numbers, experiment.network as PlaneSpec) },
  });
  if (sought?.runId === live.run.id) return show('snapshot', numbersOf(network, sought.weights));
  const numbers = live.plane?.numbers ?? null;
  if (numbers === null) return configured;
  return show(live.phase === 'ended' ? 'ended' : 'run', numbers);
}

/** The net of a run with the σ and rules that were edited on its way; null where it isn't a 2D net. */
export function netOf({ experiment, changes }: Run): PlaneSpec | null {
  const { network } = experiment;
  if (network.kind !== 'plane') return null;
  return changes.reduce<PlaneSpec>(
    (net, { layers }) => (layers === undefined ? net : { ...net, layers: net.layers.map(overridden(layers)) }),
    network,
  );
}

function overridden(overrides: readonly LayerOverride[]) {
  return (layer: PlaneSpec['layers'][number], k: number): PlaneSpec['layers'][number] => ({
    ...layer,
    ...overrides[k],
  });
}

/** The numbers in weights as safetensors. */
export function numbersOf(network: PlaneSpec, weights: Uint8Array): LayerNumbers[] {
  return planeLayers(network, decodeSafetensors(weights)).map(({ rows, columns, weights: flat, bias }) => ({
    weights: Array.from({ length: rows }, (_, row) => Array.from(flat.subarray(row * columns, (row + 1) * columns))),
    bias: Array.from(bias),
  }));
}

/** The net with these numbers, looked at through the configured window. */
export function withNumbers(network: PlaneSpec, numbers: readonly LayerNumbers[], { zoom }: PlaneSpec): PlaneSpec {
  return { ...network, zoom, layers: network.layers.map((layer, k) => ({ ...layer, ...numbers[k] })) };
}
