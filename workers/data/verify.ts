/** Whether a downloaded file is the one it should be. */
import { DataError } from '../../src/domain/errors.ts';
import { count } from '../../src/domain/data/idx.ts';
import type { FileFacts } from '../../src/domain/data/fashion-mnist.ts';
import { isGzip } from './unpack.ts';

/**
 * Throws DataError unless the bytes are the file of these facts, by byte count and by git's SHA-1 of it. From the page's own server
 * (`own`) the unpacked file is taken too, by its byte count: many servers have the browser unpack what ends in `.gz`. As in `fetchBytes`,
 * the message is what can be said of the server.
 */
export async function verifyDownload(bytes: Uint8Array<ArrayBuffer>, facts: FileFacts, own: boolean): Promise<void> {
  if (!isGzip(bytes)) {
    if (own && bytes.length === facts.unpackedBytes) return;
    throw new DataError('sent something else than a gzip file.');
  }
  if (bytes.length < facts.bytes)
    throw new DataError(`sent only ${count(bytes.length)} of ${count(facts.bytes)} bytes.`);
  if (bytes.length !== facts.bytes)
    throw new DataError(
      `sent a file of the wrong size: expected ${count(facts.bytes)} bytes, got ${count(bytes.length)}.`,
    );
  const blob = await gitBlob(bytes);
  if (blob !== null && blob !== facts.gitBlob)
    throw new DataError(
      `sent a corrupted file: its SHA-1 begins with ${blob.slice(0, 8)}, expected ${facts.gitBlob.slice(0, 8)}.`,
    );
}

/** SHA-1 of `blob <bytes>\0<file>` in hex; null where the browser has no digests (a page without HTTPS), and gzip's own CRC-32 must do. */
export async function gitBlob(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const subtle = (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle;
  if (!subtle) return null;
  const header = new TextEncoder().encode(`blob ${bytes.length}\0`);
  const framed = new Uint8Array(header.length + bytes.length);
  framed.set(header);
  framed.set(bytes, header.length);
  const digest = new Uint8Array(await subtle.digest('SHA-1', framed));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
