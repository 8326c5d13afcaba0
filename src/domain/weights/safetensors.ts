/**
 * The safetensors format (https://huggingface.co/docs/safetensors): eight bytes of little-endian header length, a
 * JSON header of { name: { dtype, shape, data_offsets } }, then the numbers, without gaps. Files come from strangers:
 * nothing in one is believed before it is checked, and names only ever become keys of a Map. Only float32 is read;
 * PyTorch's integer counters (`num_batches_tracked`) are passed over.
 */
import type { NamedArrays } from '../networks/description.ts';
import { elementCount } from '../networks/parameters.ts';
import { decodeHeader, type Entry } from './safetensors-header.ts';
import { WeightsError } from '../errors.ts';

const LENGTH_BYTES = 8;
const ALIGNMENT = 8;
const FLOAT_BYTES = 4;

/** A file with these arrays, in their order; `metadata` goes into the header's `__metadata__`. */
export function encodeSafetensors(
  arrays: NamedArrays,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header = asciiBytes(encodeHeader(arrays, metadata));
  const dataStart = LENGTH_BYTES + Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  const values = [...arrays.values()].map((array) => array.data);
  const file = new Uint8Array(dataStart + FLOAT_BYTES * values.reduce((sum, data) => sum + data.length, 0));
  new DataView(file.buffer).setBigUint64(0, BigInt(dataStart - LENGTH_BYTES), true);
  file.fill(0x20, LENGTH_BYTES, dataStart).set(header, LENGTH_BYTES);
  let offset = dataStart;
  for (const data of values) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

/**
 * The float32 arrays of a file. Throws WeightsError with a sentence for anything else than a whole, consistent
 * safetensors file.
 */
export function decodeSafetensors(bytes: Uint8Array): NamedArrays {
  const { entries, dataStart } = decodeHeader(bytes);
  const arrays: NamedArrays = new Map();
  for (const entry of entries) {
    if (entry.name.endsWith('num_batches_tracked')) continue;
    arrays.set(entry.name, { shape: entry.shape, data: readFloats(bytes, dataStart, entry) });
  }
  return arrays;
}

function encodeHeader(arrays: NamedArrays, metadata: Readonly<Record<string, string>>): string {
  let offset = 0;
  const entries = [...arrays].map(([name, { shape, data }]): [string, unknown] => {
    if (elementCount(shape) !== data.length)
      throw new WeightsError(
        `expected ${String(elementCount(shape))} numbers for "${name}" of shape [${shape.join(', ')}], got ${String(data.length)}`,
      );
    const start = offset;
    offset += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [start, offset] }];
  });
  const named =
    Object.keys(metadata).length > 0 ? [['__metadata__', metadata] as [string, unknown], ...entries] : entries;
  return JSON.stringify(Object.fromEntries(named));
}

/**
 * UTF-8 of a JSON text: whatever isn't ASCII is escaped, which JSON allows inside its strings, the only place where
 * it occurs.
 */
function asciiBytes(json: string): Uint8Array {
  const escaped = json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(escaped, (char) => char.charCodeAt(0));
}

function readFloats(bytes: Uint8Array, dataStart: number, entry: Entry): Float32Array {
  const { name, dtype, shape, start, end } = entry;
  if (dtype !== 'F32')
    throw new WeightsError(
      `expected float32 numbers (F32) for "${name}", got ${dtype}; convert the weights with .float() before saving`,
    );
  const wanted = FLOAT_BYTES * elementCount(shape);
  if (end - start !== wanted)
    throw new WeightsError(
      `expected ${String(wanted)} bytes for "${name}" of shape [${shape.join(', ')}], got ${String(end - start)}`,
    );
  // A copy, for the data of a file from elsewhere needn't be aligned.
  return new Float32Array(bytes.slice(dataStart + start, dataStart + end).buffer);
}
