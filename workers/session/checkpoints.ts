/** A run's state as bytes, and back. */
import { WeightsError } from '../../src/domain/errors.ts';
import type { ActivationSpec, DerivativeSpec, LayerOverride } from '../../src/domain/experiment/experiment.ts';
import { drawWeights } from '../../src/domain/networks/initial.ts';
import { initialPlaneWeights } from '../../src/domain/networks/plane.ts';
import type { NamedArrays, NetworkDescription } from '../../src/domain/networks/description.ts';
import { describeParameters } from '../../src/domain/networks/parameters.ts';
import type { Checkpoint } from '../../src/domain/run/run.ts';
import { checkWeights } from '../../src/domain/weights/check.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/domain/weights/safetensors.ts';
import type { StartRequest } from '../../src/protocol/training.ts';
import type { Engine } from '../engine/engine.ts';
import type { Ledger } from './ledger.ts';

/** σ and rule as changed while the run went on. */
export interface Changes {
  readonly activation?: ActivationSpec;
  readonly derivative?: DerivativeSpec;
  /** Of the 2D net, an entry a layer. */
  readonly layers?: readonly LayerOverride[];
}

/** The run as it stands; everything enqueued must have been reported before, so that book and weights agree. */
export async function takeCheckpoint(
  runId: string,
  engine: Engine,
  ledger: Ledger,
  changes: Changes,
): Promise<Checkpoint> {
  return {
    runId,
    step: engine.step,
    weights: encodeSafetensors(await engine.weights()),
    optimizer: encodeSafetensors(await engine.optimizerState()),
    epochLossSum: ledger.lossSum,
    epochSteps: ledger.steps,
    seconds: ledger.stopwatch.seconds,
    ...changes,
  };
}

/** Parameters and running statistics to begin with: the checkpoint's, those given, or drawn from the seed. Throws WeightsError where they aren't this network's. */
export function startingWeights(request: StartRequest, network: NetworkDescription): NamedArrays {
  const bytes = request.resumeFrom?.weights ?? request.initialWeights;
  const { experiment } = request;
  if (!bytes)
    return experiment.network.kind === 'plane'
      ? initialPlaneWeights(experiment.network, experiment.seed)
      : drawWeights(network, experiment.seed);
  const weights = decodeSafetensors(bytes);
  checkWeights(weights, describeParameters(network));
  return weights;
}

/** Puts an engine that already has the checkpoint's weights where the run stopped. */
export async function restore(engine: Engine, checkpoint: Checkpoint, weights: NamedArrays): Promise<void> {
  if (!Number.isSafeInteger(checkpoint.step) || checkpoint.step < 0)
    throw new WeightsError(`Expected a checkpoint of some step, got step ${checkpoint.step}.`);
  await engine.restore(weights, decodeSafetensors(checkpoint.optimizer), checkpoint.step);
}
