/**
 * The IDX format (http://yann.lecun.com/exdb/mnist/): two zero bytes, the type of the numbers, how many dimensions, each dimension as a
 * big-endian 32-bit count, then the numbers. Files come from strangers: nothing in one is believed before it is checked.
 */
import { DataError } from '../errors.ts';

/** An array of bytes, row-major; `values` is a view of the file, not a copy. */
export interface IdxArray {
  readonly dims: readonly number[];
  readonly values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
const MAGIC_BYTES = 4;
const DIM_BYTES = 4;

/** Reads a file of `rank`-dimensional unsigned bytes. `label` names the file in the message of the DataError that anything else throws. */
export function parseIdx(bytes: Uint8Array, rank: number, label: string): IdxArray {
  checkMagic(bytes, rank, label);
  const start = MAGIC_BYTES + DIM_BYTES * rank;
  if (bytes.length < start)
    throw new DataError(
      `${label} is cut short: expected a header of ${count(start)} bytes, got ${count(bytes.length)}.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const dims = Array.from({ length: rank }, (_, i) => view.getUint32(MAGIC_BYTES + DIM_BYTES * i));
  checkLength(bytes.length - start, dims, label);
  return { dims, values: bytes.subarray(start) };
}

function checkMagic(bytes: Uint8Array, rank: number, label: string): void {
  const expected = [0, 0, UNSIGNED_BYTE, rank];
  if (bytes.length >= MAGIC_BYTES && expected.every((byte, i) => bytes[i] === byte)) return;
  const got = bytes.length === 0 ? 'an empty file' : hex(bytes.subarray(0, MAGIC_BYTES));
  throw new DataError(
    `${label} is not an IDX file of ${rank === 3 ? 'images' : 'labels'}: expected it to begin with ${hex(expected)}, got ${got}.`,
  );
}

function checkLength(got: number, dims: readonly number[], label: string): void {
  // Four-byte counts multiply to less than 2^96, so a product that lies is never mistaken for a true one.
  const expected = dims.reduce((product, dim) => product * dim, 1);
  if (got < expected)
    throw new DataError(
      `${label} is truncated: its header promises ${count(expected)} bytes (${dims.join(' × ')}), and ${count(got)} are there.`,
    );
  if (got > expected)
    throw new DataError(
      `${label} has the wrong size: its header promises ${count(expected)} bytes (${dims.join(' × ')}), and ${count(got)} are there.`,
    );
}

/** A whole number as people write it. */
export function count(n: number): string {
  return n.toLocaleString('en');
}

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
