/**
 * Runs as text, to be kept in files and sent to others: JSON with a format and a version, each run as SPEC §6 has it, its weights,
 * where they are wanted, as base64 of their safetensors bytes, and so
 * the weights that were recorded on the way. What comes in is hostile until parsed.
 */
import { errorMessage, RunError } from '../domain/errors.ts';
import { parseRun } from '../domain/run/parse-run.ts';
import type { PlaneSpec } from '../domain/experiment/experiment.ts';
import { MAX_SNAPSHOTS } from '../domain/run/history.ts';
import { netOf, numbersOf } from '../domain/run/plane-run.ts';
import type { Run, Snapshot } from '../domain/run/run.ts';

export const EXCHANGE_FORMAT = 'sigma-playground-runs';
export const EXCHANGE_VERSION = 1;

const MAX_TEXT = 512 * 1024 * 1024;
const MAX_RUNS = 10_000;

/** Characters of one snapshot's base64: more than the largest 2D net takes. */
const MAX_SNAPSHOT_TEXT = 512 * 1024;

export interface ExchangedRun {
  readonly run: Run;
  readonly weights: Uint8Array | null;
  /** Recorded weights of a run of the 2D net, ascending; none of others. */
  readonly snapshots: readonly Snapshot[];
}

/** The JSON text of runs. A loss that is NaN becomes null, as JSON will have it. */
export function writeRuns(runs: readonly ExchangedRun[]): string {
  const written = runs.map(({ run, weights, snapshots }) => ({
    ...run,
    ...(weights && { weights: toBase64(weights) }),
    ...(snapshots.length > 0 && {
      snapshots: snapshots.map((one) => ({ step: one.step, weights: toBase64(one.weights) })),
    }),
  }));
  return JSON.stringify({ format: EXCHANGE_FORMAT, version: EXCHANGE_VERSION, runs: written });
}

/** The runs in such a text, and a sentence for each that was left out or damaged. Throws a RunError where it is no such text. */
export function readRuns(text: string): { runs: ExchangedRun[]; warnings: string[] } {
  const warnings: string[] = [];
  const runs = listIn(text, warnings).flatMap((item, index) => readRun(item, `Run ${index + 1}`, warnings));
  return { runs, warnings };
}

function listIn(text: string, warnings: string[]): unknown[] {
  const { format, version, runs } = parseJson(text) as { format?: unknown; version?: unknown; runs?: unknown };
  if (format !== EXCHANGE_FORMAT || !Array.isArray(runs))
    throw new RunError(`expected a file of exported runs ("format": "${EXCHANGE_FORMAT}"), got something else`);
  if (version !== EXCHANGE_VERSION)
    warnings.push(
      `The file is of version ${String(version).slice(0, 20)}, expected ${EXCHANGE_VERSION}: read as far as it is understood.`,
    );
  if (runs.length > MAX_RUNS) warnings.push(`The file has ${runs.length} runs; only the first ${MAX_RUNS} were read.`);
  return runs.slice(0, MAX_RUNS);
}

function parseJson(text: string): object {
  if (text.length > MAX_TEXT)
    throw new RunError(`expected at most ${MAX_TEXT} characters of exported runs, got ${text.length}`);
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null) return data;
  } catch (error) {
    throw new RunError(`expected the JSON text of exported runs, got something else: ${errorMessage(error)}`);
  }
  throw new RunError('expected a file of exported runs, got JSON of something else');
}

function readRun(item: unknown, label: string, warnings: string[]): ExchangedRun[] {
  try {
    const { run, warnings: more } = parseRun(item);
    warnings.push(...more.map((sentence) => `${label}: ${sentence}`));
    // Whoever was training it is not here.
    if (run.status === 'running') run.status = 'interrupted';
    return [
      {
        run,
        weights: readWeights(item, label, warnings),
        snapshots: readSnapshots(item, run, label, warnings),
      },
    ];
  } catch (error) {
    warnings.push(`${label} was left out: ${errorMessage(error)}.`);
    return [];
  }
}

function readWeights(item: unknown, label: string, warnings: string[]): Uint8Array | null {
  const { weights } = item as { weights?: unknown };
  if (weights === undefined) return null;
  const bytes = typeof weights === 'string' ? fromBase64(weights) : null;
  if (bytes === null) warnings.push(`${label}: its weights are damaged and were dropped.`);
  return bytes;
}

/** Recorded weights as far as they are this run's net's, ascending, and no more than a run keeps. */
function readSnapshots(item: unknown, { experiment, changes }: Run, label: string, warnings: string[]): Snapshot[] {
  const { snapshots } = item as { snapshots?: unknown };
  const network = netOf({ experiment, changes });
  if (snapshots === undefined) return [];
  if (!Array.isArray(snapshots) || snapshots.length > MAX_SNAPSHOTS + 1 || network === null) {
    warnings.push(`${label}: its recorded weights are not a list of at most ${MAX_SNAPSHOTS + 1}, and were dropped.`);
    return [];
  }
  let last = -1;
  const read = snapshots.flatMap((one: unknown): Snapshot[] => {
    const snapshot = readSnapshot(one, network);
    if (snapshot === null || snapshot.step <= last) return [];
    last = snapshot.step;
    return [snapshot];
  });
  if (read.length < snapshots.length)
    warnings.push(
      `${label}: ${snapshots.length - read.length} of ${snapshots.length} recorded weights are damaged and were dropped.`,
    );
  return read;
}

function readSnapshot(one: unknown, network: PlaneSpec): Snapshot | null {
  if (typeof one !== 'object' || one === null) return null;
  const { step, weights } = one as { step?: unknown; weights?: unknown };
  if (!Number.isSafeInteger(step) || Number(step) < 0) return null;
  if (typeof weights !== 'string' || weights.length > MAX_SNAPSHOT_TEXT) return null;
  const bytes = fromBase64(weights);
  return bytes !== null && areNumbersOf(network, bytes) ? { step: Number(step), weights: bytes } : null;
}

function areNumbersOf(network: PlaneSpec, bytes: Uint8Array): boolean {
  try {
    return numbersOf(network, bytes).length > 0;
  } catch {
    return false;
  }
}

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)));
  return btoa(parts.join(''));
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
