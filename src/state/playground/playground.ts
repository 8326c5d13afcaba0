/** Makes `window.playground` of the state's parts. What it does is what the page does; scripts have no training loop of their own. */
import { DeviceError, errorMessage, firstLine, RunError } from '../../domain/errors.ts';
import type { Experiment, ExperimentInput } from '../../domain/experiment/experiment.ts';
import { decodeLink } from '../../domain/experiment/link.ts';
import { parseExperiment } from '../../domain/experiment/parse.ts';
import type { Backend, Device } from '../../domain/run/run.ts';
import type { Parts } from '../parts.ts';
import type { FinishedRun, Playground, PlaygroundRuns, TrainingOptions } from './api.ts';
import {
  namesData,
  readBackend,
  readDataFiles,
  readDataName,
  readId,
  readIds,
  readLink,
  readNumbers,
  readOptions,
  readSigma,
  readText,
} from './arguments.ts';

/** The scripting interface over these parts. */
export function createPlayground(parts: Parts): Playground {
  const { trainer, data, configuration } = parts;
  return Object.freeze<Playground>({
    device: (choice) => moveTo(parts, choice),
    probe: async (activation, derivative, x) => {
      const sigma = readSigma(activation, derivative);
      const numbers = readNumbers(x);
      await parts.device.ready();
      return trainer.probe(sigma.activation, sigma.derivative, numbers);
    },
    train: (experiment, options) => train(parts, experiment, options),
    atlas: async (experiment, view) => {
      const complete = parsed('atlas', experiment);
      await parts.device.ready();
      return trainer.atlas(complete, view);
    },
    data: Object.freeze({
      add: async (name: string, files: unknown) => {
        const { trainCount, testCount } = await data.add(readDataName(name), readDataFiles(files));
        return { trainCount, testCount };
      },
    }),
    link: (experiment) => promised(() => configuration.link(parsed('link', experiment))),
    parse: (link) => promised(() => decodeLink(readLink(link))),
    runs: playgroundRuns(parts),
  });
}

async function moveTo({ device, trainings, data }: Parts, choice?: Backend | null): Promise<Device> {
  if (choice === undefined) return { ...(await device.ready()).device };
  const backend = readBackend(choice);
  if (trainings.active !== null)
    throw new DeviceError('expected no run to be going on, and one is: stop it before moving to another device');
  const report = await device.choose(backend);
  await data.preload();
  return { ...report.device };
}

/** Every call returns a promise, so that whatever is thrown is a rejection. */
function promised<T>(call: () => T): Promise<T> {
  return Promise.resolve().then(call);
}

/** The experiment; what had to be dropped is said on the console, because the answer to such a call has nowhere to put it. */
function parsed(call: string, input: ExperimentInput): Experiment {
  const { experiment, warnings } = parseExperiment(input);
  for (const warning of warnings) console.warn(`playground.${call}: ${warning}`);
  return experiment;
}

async function train(parts: Parts, input?: ExperimentInput, given?: TrainingOptions): Promise<FinishedRun> {
  const { save = true, ...options } = readOptions(given);
  const { experiment, warnings } = parseExperiment(input);
  const standIn = (wanted: Experiment, error: unknown): Experiment => {
    warnings.push(
      `data.source: Fashion-MNIST could not be loaded (${firstLine(errorMessage(error))}); using "garments", which are synthetic`,
    );
    return { ...wanted, data: { ...wanted.data, source: 'garments' } };
  };
  const run = await parts.trainings.train(experiment, {
    ...options,
    save,
    warnings,
    standIn,
    dataChosen: namesData(input),
  });
  return { ...structuredClone(run), warnings };
}

function playgroundRuns({ runs, trainings, trainer, model, snapshots }: Parts): PlaygroundRuns {
  return Object.freeze<PlaygroundRuns>({
    list: async () => {
      await runs.listed;
      return structuredClone(model.state.runs.map(({ run }) => run));
    },
    get: async (id) => structuredClone(await runs.whole(readId(id))),
    delete: async (id) => {
      if (trainings.active?.id === id)
        throw new RunError(`expected a run that has ended, got ${JSON.stringify(id)}, which is going on`);
      await runs.delete(readId(id));
    },
    export: async (ids) => runs.export(readIds(ids), true),
    import: async (text) => {
      await runs.listed;
      return runs.import(readText(text));
    },
    snapshots: async (id) => {
      await runs.whole(readId(id)); // or rejects
      return structuredClone(await snapshots.of(id));
    },
    weights: async (id) => {
      if (trainings.active?.id === id) return (await trainer.checkpoint(id)).weights;
      return (await runs.weights(readId(id))).slice();
    },
  });
}
