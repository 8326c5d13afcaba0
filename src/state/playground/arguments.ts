/** Checks what scripts hand in. Everything here throws errors with stable names that say what was expected and what came. */
import { DATA_FILE_NAMES, pickDataFiles } from '../../domain/data/files.ts';
import { DataError, DeviceError, ExperimentError, LinkError, RunError } from '../../domain/errors.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { isLocalName, localName, localSource } from '../../domain/experiment/local-source.ts';
import { parseExperiment } from '../../domain/experiment/parse.ts';
import { describe, isObject, toPlain } from '../../domain/experiment/plain.ts';
import type { Backend } from '../../domain/run/run.ts';
import type { DataFiles } from '../../protocol/training.ts';
import type { TrainingOptions } from './api.ts';

const BACKENDS: readonly Backend[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

const describeAny = (value: unknown): string => describe(toPlain(value));

/** A backend's name, or null for the best; throws DeviceError. */
export function readBackend(choice: unknown): Backend | null {
  if (choice === null) return null;
  const backend = BACKENDS.find((name) => name === choice);
  if (backend !== undefined) return backend;
  throw new DeviceError(`expected one of "webgpu", "webgl", "wasm", "cpu", or null, got ${describeAny(choice)}`);
}

/** σ and rule of a probe, which has nowhere to put warnings: throws ExperimentError instead. */
export function readSigma(
  activation: unknown,
  derivative: unknown,
): { activation: ActivationSpec; derivative: DerivativeSpec } {
  if (activation === undefined) throw new ExperimentError('activation: expected { name } or { formula }, got nothing');
  const { experiment, warnings } = parseExperiment({ activation, derivative });
  const [warning] = warnings;
  if (warning !== undefined) throw new ExperimentError(warning);
  return experiment;
}

/** Numbers to probe at; throws ExperimentError. */
export function readNumbers(x: unknown): number[] {
  const list = Array.isArray(x) || ArrayBuffer.isView(x) ? Array.from(x as ArrayLike<unknown>) : null;
  if (list === null) throw new ExperimentError(`x: expected a list of numbers, got ${describeAny(x)}`);
  const wrong = list.findIndex((value) => typeof value !== 'number');
  if (wrong >= 0) throw new ExperimentError(`x[${wrong}]: expected a number, got ${describeAny(list[wrong])}`);
  return list as number[];
}

/** Whether an experiment, as written, names its data. */
export function namesData(experiment: unknown): boolean {
  const plain = toPlain(experiment);
  const data = isObject(plain) ? plain.get('data') : undefined;
  return isObject(data) && data.get('source') !== undefined;
}

/** Options of `train`, with copies of the bytes; throws ExperimentError. */
export function readOptions(options: unknown): TrainingOptions & { readonly initialWeights?: Uint8Array } {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object')
    throw new ExperimentError(`options: expected an object, got ${describeAny(options)}`);
  const { initialWeights, onStep, onEpoch, signal, save, ...rest } = options as Record<keyof TrainingOptions, unknown>;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw new ExperimentError(`options.${unknown}: unknown option`);
  return {
    ...(initialWeights !== undefined && { initialWeights: readWeights(initialWeights) }),
    ...(onStep !== undefined && { onStep: readFunction('onStep', onStep) }),
    ...(onEpoch !== undefined && { onEpoch: readFunction('onEpoch', onEpoch) }),
    ...(signal !== undefined && { signal: readSignal(signal) }),
    ...(save !== undefined && { save: readFlag('save', save) }),
  };
}

/** A copy, because the bytes go to the worker and the caller wants to keep them. */
function readWeights(value: unknown): Uint8Array {
  const bytes = copyBytes(value);
  if (bytes === null)
    throw new ExperimentError(
      `options.initialWeights: expected an ArrayBuffer or a view of one, got ${describeAny(value)}`,
    );
  return bytes;
}

function copyBytes(value: unknown): Uint8Array<ArrayBuffer> | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0));
  if (!ArrayBuffer.isView(value)) return null;
  return new Uint8Array(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
}

function readFunction(name: string, value: unknown): (record: unknown) => void {
  if (typeof value === 'function') return value as (record: unknown) => void;
  throw new ExperimentError(`options.${name}: expected a function, got ${describeAny(value)}`);
}

function readSignal(value: unknown): AbortSignal {
  if (value instanceof AbortSignal) return value;
  throw new ExperimentError(`options.signal: expected an AbortSignal, got ${describeAny(value)}`);
}

function readFlag(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExperimentError(`options.${name}: expected true or false, got ${describeAny(value)}`);
}

/** The source of data called so, with or without "local:"; throws DataError. */
export function readDataName(name: unknown): string {
  const bare = typeof name === 'string' ? (localName(name) ?? name) : '';
  if (isLocalName(bare)) return localSource(bare);
  throw new DataError(`expected a name of 1 to 64 characters for the data, got ${describeAny(name)}`);
}

/** The files by their standard names; throws DataError for names and values that are none. */
export function readDataFiles(files: unknown): DataFiles {
  if (typeof files !== 'object' || files === null)
    throw new DataError(`expected an object of files, got ${describeAny(files)}`);
  const entries = Object.entries(files).map(([name, value]) => [name, readBlob(name, value)] as const);
  const { picked, strangers } = pickDataFiles(entries);
  if (strangers.length === 0) return picked;
  const expected = DATA_FILE_NAMES.map((name) => `"${name}"`).join(', ');
  throw new DataError(`expected files named ${expected}, with or without ".gz", got ${JSON.stringify(strangers[0])}`);
}

function readBlob(name: string, value: unknown): Blob {
  const bytes = value instanceof Blob ? value : copyBytes(value);
  if (bytes === null)
    throw new DataError(`${JSON.stringify(name)}: expected a Blob or an ArrayBuffer, got ${describeAny(value)}`);
  return bytes instanceof Blob ? bytes : new Blob([bytes]);
}

/** A run's id; throws RunError. */
export function readId(id: unknown): string {
  if (typeof id === 'string') return id;
  throw new RunError(`expected the id of a run, got ${describeAny(id)}`);
}

/** A list of run ids; throws RunError. */
export function readIds(ids: unknown): string[] {
  if (Array.isArray(ids)) return ids.map(readId);
  throw new RunError(`expected a list of ids of runs, got ${describeAny(ids)}`);
}

/** The text of a link; throws LinkError. */
export function readLink(link: unknown): string {
  if (typeof link === 'string') return link;
  throw new LinkError(`expected a link, got ${describeAny(link)}`);
}

/** The text of exported runs; throws RunError. */
export function readText(text: unknown): string {
  if (typeof text === 'string') return text;
  throw new RunError(`expected the text of exported runs, got ${describeAny(text)}`);
}
