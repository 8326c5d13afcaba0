/**
 * The header of a safetensors file, read from bytes that may say anything. Owns every check but those of the numbers'
 * type.
 */
import { WeightsError } from '../errors.ts';

/** One array of the header: bytes [start, end) after `dataStart`. */
export interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

export interface Header {
  /** In the order of their bytes, which they cover without gap or overlap. */
  readonly entries: readonly Entry[];
  readonly dataStart: number;
}

const LENGTH_BYTES = 8;
/** Far above any network here; the format itself stops at 100 MB. */
const MAX_HEADER_BYTES = 4_000_000;
const MAX_RANK = 8;

/** Reads and checks the header. Throws WeightsError. */
export function decodeHeader(bytes: Uint8Array): Header {
  const length = headerLength(bytes);
  const dataStart = LENGTH_BYTES + length;
  const json = parseJson(bytes.subarray(LENGTH_BYTES, dataStart));
  const entries = Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => readEntry(name, value))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  checkCoverage(entries, bytes.length - dataStart);
  return { entries, dataStart };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES)
    throw new WeightsError(
      `expected a safetensors file, got ${String(bytes.length)} bytes, too few for its first number`,
    );
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  const most = Math.min(MAX_HEADER_BYTES, bytes.length - LENGTH_BYTES);
  if (length > BigInt(most))
    throw new WeightsError(
      `expected a safetensors file whose header has at most ${String(most)} bytes, got ${String(length)}: cut short, or not one`,
    );
  return Number(length);
}

function parseJson(header: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(decodeUtf8(header));
  } catch {
    throw new WeightsError('expected a safetensors header in JSON, got something that cannot be read as such');
  }
  if (!isRecord(parsed)) throw new WeightsError('expected a safetensors header of named arrays, got other JSON');
  return parsed;
}

/** Text of UTF-8 bytes, without the DOM's TextDecoder; throws URIError where they are no UTF-8. */
function decodeUtf8(bytes: Uint8Array): string {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}

function readEntry(name: string, value: unknown): Entry {
  if (!isRecord(value)) throw new WeightsError(`expected dtype, shape and data_offsets for "${name}", got other JSON`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') throw new WeightsError(`expected a dtype for "${name}", got none`);
  if (!isCounts(shape) || shape.length > MAX_RANK)
    throw new WeightsError(
      `expected a shape of at most ${String(MAX_RANK)} whole numbers for "${name}", got ${show(shape)}`,
    );
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!)
    throw new WeightsError(`expected two rising byte offsets for "${name}", got ${show(offsets)}`);
  return { name, dtype, shape, start: offsets[0]!, end: offsets[1]! };
}

function checkCoverage(entries: readonly Entry[], dataLength: number): void {
  let covered = 0;
  for (const { name, start, end } of entries) {
    if (start !== covered)
      throw new WeightsError(
        `expected the numbers of "${name}" to start at byte ${String(covered)}, where those before end, got ${String(start)}`,
      );
    covered = end;
  }
  if (covered !== dataLength)
    throw new WeightsError(
      `expected ${String(covered)} bytes of numbers, as the header says, got ${String(dataLength)}`,
    );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && (item as number) >= 0);
}

/** A short rendering of a stranger's value. */
function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? 'none' : text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
