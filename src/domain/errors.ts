/**
 * Errors with stable names. A message says what was expected and what came. Only `name`, `message` and `stack` survive the
 * way from worker to page, so nothing may be decided by `instanceof` on the other side: look at `name`. The first line of a message
 * says it; lines after that, where there are any, are details for who asks.
 */

/** Base of every error the playground throws on purpose. */
export class PlaygroundError extends Error {
  override name = 'PlaygroundError';
}

/** A call was given up because its AbortSignal fired, or because the person stopped it. */
export class AbortError extends PlaygroundError {
  override name = 'AbortError';
  constructor(message = 'The call was aborted.') {
    super(message);
  }
}

/** A formula that the grammar refuses, and where: `at` counts characters from 0, the message counts them from 1 as people do. */
export class FormulaError extends PlaygroundError {
  override name = 'FormulaError';
  readonly at: number;
  readonly length: number;
  /** What the writer probably meant, to be put in place of the `length` characters at `at`. */
  readonly suggestion: string | null;

  constructor(message: string, at = 0, length = 0, suggestion: string | null = null) {
    super(message);
    this.at = at;
    this.length = length;
    this.suggestion = suggestion;
  }
}

/** An experiment that cannot be run as it stands. */
export class ExperimentError extends PlaygroundError {
  override name = 'ExperimentError';
}

/** Data that is missing, unreachable, or not what its format says. */
export class DataError extends PlaygroundError {
  override name = 'DataError';
}

/** A weights file that is damaged or doesn't fit the network. */
export class WeightsError extends PlaygroundError {
  override name = 'WeightsError';
}

/** A device that is missing, fails, or computes wrongly. */
export class DeviceError extends PlaygroundError {
  override name = 'DeviceError';
}

/** The graphics device was taken away while in use. */
export class DeviceLostError extends PlaygroundError {
  override name = 'DeviceLostError';
}

/** There is not enough memory for the network. */
export class OutOfMemoryError extends PlaygroundError {
  override name = 'OutOfMemoryError';
}

/** The worker died, or answered something that makes no sense. */
export class WorkerError extends PlaygroundError {
  override name = 'WorkerError';
}

/** A run that is not there, or cannot do what was asked. */
export class RunError extends PlaygroundError {
  override name = 'RunError';
}

/** The browser's storage is full, refused, blocked or gone. */
export class StorageError extends PlaygroundError {
  override name = 'StorageError';
}

/** An experiment that doesn't fit into a link. */
export class LinkError extends PlaygroundError {
  override name = 'LinkError';
}

/** The name of whatever was thrown; 'Error' for what is no Error. */
export function errorName(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : 'Error';
}

/** What a message says, without its details. */
export function firstLine(message: string): string {
  return message.split('\n', 1)[0]!;
}

/** The message of whatever was thrown, as a sentence for people. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
