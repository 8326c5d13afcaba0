/** Runs a session on the toy engine and collects what it says. */
import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import type { Experiment } from '../../../src/domain/experiment/experiment.ts';
import { describeAutoencoder } from '../../../src/domain/networks/autoencoder.ts';
import type { Checkpoint, EpochRecord, StepRecord } from '../../../src/domain/run/run.ts';
import type { RunEnd, RunEvent, StartRequest } from '../../../src/protocol/training.ts';
import { imageRun } from '../../../workers/data/run-data.ts';
import { DataStore } from '../../../workers/data/store.ts';
import type { BlockSigma } from '../../../workers/engine/engine.ts';
import { Company } from '../../../workers/session/company.ts';
import { Pictures } from '../../../workers/session/pictures.ts';
import type { MakeSigma } from '../../../workers/session/sigmas.ts';
import { TrainingSession } from '../../../workers/session/session.ts';
import { ToyEngine, type ToyBehaviour } from './toy-engine.ts';

export const NETWORK = { kind: 'autoencoder', channels: 1, latent: 1, coordinates: false } as const;

/** Four epochs of five batches. */
export const TOY_EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  network: NETWORK,
  batchSize: 8,
  epochs: 4,
  data: { source: 'garments', trainSize: 43, testSize: 15, noise: 0 },
};

export const makeToySigma: MakeSigma = (activation, derivative) =>
  ({ program: { key: `${activation.name ?? activation.formula}/${derivative.rule}` } }) as unknown as BlockSigma;

const store = new DataStore();

export interface ToyRun {
  readonly session: TrainingSession;
  readonly events: RunEvent[];
  readonly end: Promise<RunEnd>;
  readonly engine: () => ToyEngine;
}

/** Starts a run; `onEvent` hears each event as it comes. */
export function startToy(
  request: Partial<StartRequest> = {},
  behaviour: ToyBehaviour = {},
  onEvent: (event: RunEvent, session: TrainingSession) => void = () => undefined,
  guard: <T>(promise: Promise<T>) => Promise<T> = (promise) => promise,
): ToyRun {
  const events: RunEvent[] = [];
  const engines: ToyEngine[] = [];
  const experiment = request.experiment ?? TOY_EXPERIMENT;
  const session: TrainingSession = new TrainingSession(
    { runId: 'toy', experiment, ...request },
    {
      network: describeAutoencoder(NETWORK),
      createEngine: (options) => {
        engines.push(new ToyEngine(options, behaviour));
        return Promise.resolve(engines.at(-1)!);
      },
      makeSigma: makeToySigma,
      loadData: async (onMade, signal) => imageRun(await store.load(experiment, onMade, signal)),
      makeViews: ({ images }) => new Pictures(images!),
      company: new Company(null),
      listener: (event) => {
        events.push(event);
        onEvent(event, session);
      },
      guard,
    },
  );
  return { session, events, end: session.run(), engine: () => engines[0]! };
}

export function stepsOf(events: readonly RunEvent[]): StepRecord[] {
  return events.flatMap((event) => (event.type === 'steps' ? event.steps : []));
}

export function epochsOf(events: readonly RunEvent[]): EpochRecord[] {
  return events.flatMap((event) => (event.type === 'epoch' ? [event.epoch] : []));
}

export function checkpointsOf(events: readonly RunEvent[]): Checkpoint[] {
  return events.flatMap((event) => (event.type === 'checkpoint' ? [event.checkpoint] : []));
}

export function phasesOf(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'phase' && event.done === undefined ? [event.phase] : []));
}
