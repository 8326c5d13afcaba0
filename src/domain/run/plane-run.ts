/** The 2D net of a run: with the σ and rules that were edited on its way, and with the numbers that it had at some step. Pure. */
import type { LayerOverride, PlaneSpec } from '../experiment/experiment.ts';
import { describeParameters } from '../networks/parameters.ts';
import { layerNumbers } from '../networks/plane-edit.ts';
import { describePlane } from '../networks/plane.ts';
import { checkWeights } from '../weights/check.ts';
import { decodeSafetensors } from '../weights/safetensors.ts';
import type { LayerNumbers } from './plane-step.ts';
import type { Run } from './run.ts';

/** The net of a run, by the numbers of its experiment, with σ and rules as they were at its end, or after so many steps; null where it isn't a 2D net. */
export function netOf({ experiment, changes }: Pick<Run, 'experiment' | 'changes'>, step = Infinity): PlaneSpec | null {
  const { network } = experiment;
  if (network.kind !== 'plane') return null;
  return changes
    .filter((change) => change.step <= step)
    .reduce<PlaneSpec>(
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

/** The numbers of a net in weights as safetensors. Throws WeightsError where they are none, or another net's. */
export function numbersOf(network: PlaneSpec, weights: Uint8Array): LayerNumbers[] {
  const arrays = decodeSafetensors(weights);
  checkWeights(arrays, describeParameters(describePlane(network)));
  return layerNumbers(arrays);
}

/** The net with these numbers. */
export function withLayerNumbers(network: PlaneSpec, numbers: readonly LayerNumbers[]): PlaneSpec {
  return { ...network, layers: network.layers.map((layer, k) => ({ ...layer, ...numbers[k] })) };
}
