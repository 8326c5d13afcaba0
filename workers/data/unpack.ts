/** Bytes of a file from anywhere, gzipped or not. */
import { DataError } from '../../src/domain/errors.ts';
import { chunksOf, concatenate } from './streams.ts';

const GZIP_MAGIC = [0x1f, 0x8b];
/** More than any data set that fits into a tab's memory; a small file can claim to unpack to terabytes. */
const MOST_BYTES = 2 ** 30;

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return GZIP_MAGIC.every((byte, i) => bytes[i] === byte);
}

/** The bytes inside a gzip file, or of the file itself where it is none. Throws DataError where gzip's own checks fail. */
export async function unpack(file: Blob, label: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(await readBlob(file, label));
  return isGzip(bytes) ? gunzip(bytes, label) : bytes;
}

async function readBlob(file: Blob, label: string): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new DataError(
      `${label} cannot be read: it was moved or changed since it was chosen, or the browser may not open it.`,
    );
  }
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>, label: string): Promise<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip');
  const feeding = { done: false };
  const fed = feed(writable, bytes, feeding);
  try {
    const unpacked = await collect(readable, label);
    await fed;
    return unpacked;
  } catch (error) {
    await fed.catch(() => undefined);
    if (error instanceof DataError) throw error;
    throw new DataError(
      feeding.done
        ? `${label} is truncated: its gzip data stops before its end.`
        : `${label} is corrupted: its gzip data fails its own checks.`,
    );
  }
}

/** Writes the bytes; `feeding.done` says afterwards whether the decompressor took them all, and so misses more. */
async function feed(
  writable: WritableStream<BufferSource>,
  bytes: Uint8Array<ArrayBuffer>,
  feeding: { done: boolean },
): Promise<void> {
  const writer = writable.getWriter();
  await writer.write(bytes);
  feeding.done = true;
  await writer.close();
}

async function collect(readable: ReadableStream<Uint8Array>, label: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(readable)) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new DataError(`${label} unpacks to more than 1 GB: too much for a tab.`);
    chunks.push(chunk);
  }
  return concatenate(chunks, length);
}
