/** Whose weights an atlas shows, and where they are: in this thread's memory, or on the device that trains them. */
import { planeProgram, type PlaneProgram } from '../../src/domain/atlas/plane-program.ts';
import { RunError } from '../../src/domain/errors.ts';
import type { PlaneSpec } from '../../src/domain/experiment/experiment.ts';
import {
  describePlane,
  initialPlaneWeights,
  planeLayers,
  type PlaneLayerWeights,
} from '../../src/domain/networks/plane.ts';
import { describeParameters } from '../../src/domain/networks/parameters.ts';
import { checkWeights } from '../../src/domain/weights/check.ts';
import { decodeSafetensors } from '../../src/domain/weights/safetensors.ts';
import type { AtlasFrameRequest, AtlasNet, AtlasWeights } from '../../src/protocol/atlas.ts';
import type { DeviceWeights, Engine } from '../engine/engine.ts';

/** A 2D net that trains, as it is by now. */
export interface RunNet {
  readonly network: PlaneSpec;
  readonly engine: Engine;
}

/** The run of this id, or null where it isn't going on. */
export type RunNets = (runId: string) => RunNet | null;

/** A net to draw. `weights` on the device are used where they are. */
export interface DrawnNet {
  readonly program: PlaneProgram;
  readonly weights: readonly PlaneLayerWeights[] | DeviceWeights;
}

/** The nets that a frame shows: one, or two whose difference it is. */
export function netsOf({ network, seed, weights = { from: 'experiment' } }: AtlasFrameRequest): readonly AtlasNet[] {
  return weights.from === 'difference' ? weights.of : [{ network, seed, weights }];
}

/** Whether all runs that a frame shows are going on. */
export function isDrawable(request: AtlasFrameRequest, runs: RunNets): boolean {
  return netsOf(request).every(({ weights }) => weights.from !== 'run' || runs(weights.runId) !== null);
}

/** Finds a net's weights; on the device only where `device` is theirs. Rejects with RunError or WeightsError. */
export async function resolveNet(net: AtlasNet, runs: RunNets, device: GPUDevice | null): Promise<DrawnNet> {
  const { weights, network, seed } = net;
  if (weights.from !== 'run') return { program: programOf(network), weights: weightsIn(weights, network, seed) };
  const run = runs(weights.runId);
  if (!run) throw new RunError(`No run ${weights.runId} is going on.`);
  const onDevice = run.engine.deviceWeights;
  const here = onDevice?.device === device ? onDevice : planeLayers(run.network, await run.engine.weights());
  return { program: programOf(run.network), weights: here };
}

function weightsIn(
  weights: Exclude<AtlasWeights, { from: 'run' } | { from: 'difference' }>,
  network: PlaneSpec,
  seed: number,
): PlaneLayerWeights[] {
  if (weights.from === 'experiment') return planeLayers(network, initialPlaneWeights(network, seed));
  const arrays = decodeSafetensors(weights.bytes);
  checkWeights(arrays, describeParameters(describePlane(network)));
  return planeLayers(network, arrays);
}

const PROGRAMS = new WeakMap<PlaneSpec, PlaneProgram>();

/** Programs by their net: a net that trains is drawn many times. */
function programOf(network: PlaneSpec): PlaneProgram {
  let program = PROGRAMS.get(network);
  if (!program) PROGRAMS.set(network, (program = planeProgram(network)));
  return program;
}

/** Whether weights lie on the device. */
export function isOnDevice(weights: DrawnNet['weights']): weights is DeviceWeights {
  return 'device' in weights;
}
