/** Everything before the first step: weights, σ, data, plan, engine. */
import { AbortError, ExperimentError } from '../../src/domain/errors.ts';
import type { Experiment } from '../../src/domain/experiment/experiment.ts';
import type { NetworkDescription } from '../../src/domain/networks/description.ts';
import { countParameters } from '../../src/domain/networks/parameters.ts';
import type { RunListener, StartRequest } from '../../src/protocol/training.ts';
import type { RunData } from '../data/run-data.ts';
import type { Engine, EngineOptions, Examples } from '../engine/engine.ts';
import { restore, startingWeights, type Changes } from './checkpoints.ts';
import type { Company } from './company.ts';
import { BatchOrder } from './order.ts';
import { Schedule } from './schedule.ts';
import { blockSigmas, type MakeSigma } from './sigmas.ts';
import type { Teller } from './telling.ts';
import type { Views } from './views.ts';

const NO_HALF = 'Half precision was asked for and cannot be had here: everything is computed in float32.';

/** What a session gets from outside. */
export interface SessionParts {
  readonly network: NetworkDescription;
  readonly createEngine: (options: EngineOptions) => Promise<Engine>;
  readonly makeSigma: MakeSigma;
  readonly loadData: (onMade: (done: number, total: number) => void, signal: AbortSignal) => Promise<RunData>;
  /** What the run shows of its network. */
  readonly makeViews: (data: RunData) => Views;
  /** Those that this run keeps step with. */
  readonly company: Company;
  readonly listener: RunListener;
  /** Waits for what the device does, but not for a device that is gone: such promises may never settle. */
  readonly guard: <T>(promise: Promise<T>) => Promise<T>;
}

/** What the loop works with. */
export interface Prepared {
  readonly engine: Engine;
  readonly order: BatchOrder;
  readonly schedule: Schedule;
  readonly views: Views;
  readonly train: Examples;
  readonly test: Examples;
}

/** Prepares a run as it was asked for or left. The engine is the caller's to dispose. Rejects with AbortError once `signal` is aborted. */
export async function prepare(
  request: StartRequest,
  changes: Changes,
  parts: SessionParts,
  teller: Teller,
  signal: AbortSignal,
): Promise<Prepared> {
  const { experiment } = request;
  const weights = startingWeights(request, parts.network);
  const sigmas = blockSigmas(parts.network, experiment, changes, parts.makeSigma);
  teller.enter('loading-data');
  const data = await parts.loadData((done, total) => teller.progress('loading-data', done, total), signal);
  const plan = { ...planRun(experiment, data), views: parts.makeViews(data) };
  throwIfAborted(signal);
  teller.enter('compiling');
  const engine = await parts.guard(
    parts.createEngine({
      ...pickOptions(experiment),
      network: parts.network,
      sigmas,
      weights,
      train: data.train,
      onCompile: (done, total) => teller.progress('compiling', done, total),
    }),
  );
  try {
    if (request.resumeFrom) await parts.guard(restore(engine, request.resumeFrom, weights));
  } catch (error) {
    engine.dispose();
    throw error;
  }
  const { stepsPerEpoch, totalSteps } = plan.schedule;
  teller.tell({
    type: 'started',
    data: data.used,
    stepsPerEpoch,
    totalSteps,
    parameterCount: countParameters(parts.network),
  });
  const notices =
    experiment.precision === 'float16' && !engine.evaluateInHalf ? [...data.notices, NO_HALF] : data.notices;
  for (const message of notices) teller.tell({ type: 'notice', message });
  return { ...plan, engine };
}

/** Throws AbortError if the run was given up. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AbortError('The run was given up.');
}

function pickOptions({
  optimizer,
  loss,
  batchSize,
  seed,
  precision,
}: Experiment): Pick<EngineOptions, 'optimizer' | 'loss' | 'batchSize' | 'seed' | 'half'> {
  return { optimizer, loss, batchSize, seed, half: precision === 'float16' };
}

function planRun(experiment: Experiment, { train, test }: RunData): Omit<Prepared, 'engine' | 'views'> {
  const { batchSize, shuffle, seed } = experiment;
  if (test.count === 0) throw new ExperimentError('Expected at least one test example, got none.');
  const order = new BatchOrder({ examples: train.count, batchSize, shuffle, seed });
  if (order.stepsPerEpoch === 0)
    throw new ExperimentError(
      `Expected at least as many training examples as a batch has (${batchSize}), got ${train.count}.`,
    );
  const schedule = new Schedule(experiment, order.stepsPerEpoch);
  return { order, schedule, train, test };
}
