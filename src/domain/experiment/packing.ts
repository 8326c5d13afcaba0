/**
 * Packs JSON into text that an address can hold: four bytes of checksum, then deflate, as base64url. Unpacking refuses what is
 * damaged or would grow past its cap, and stops inflating there: 65 kB can unpack to 50 MB.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

import { fromBase64Url, toBase64Url } from '../base64.ts';
import { LinkError } from '../errors.ts';

/** Unpacked bytes at most. */
export const MAX_UNPACKED = 262_144;

const CHUNK = 1_024;

/** The data as base64url text; throws a LinkError where its JSON is over 256 kB. */
export function pack(data: unknown): string {
  const json = strToU8(JSON.stringify(data));
  if (json.length > MAX_UNPACKED)
    throw new LinkError(
      `expected at most ${MAX_UNPACKED} bytes of formulas and weights for a link, got ${json.length}`,
    );
  const packed = deflateSync(json, { level: 9 });
  const bytes = new Uint8Array(4 + packed.length);
  new DataView(bytes.buffer).setUint32(0, checksum(json));
  bytes.set(packed, 4);
  return toBase64Url(bytes);
}

/** What `pack` packed, not validated beyond being JSON; undefined where the text is damaged or unpacks to more than 256 kB. */
export function unpack(text: string): unknown {
  const bytes = fromBase64Url(text);
  if (bytes === undefined || bytes.length < 5) return undefined;
  try {
    const json = inflate(bytes.subarray(4));
    if (checksum(json) !== new DataView(bytes.buffer).getUint32(0)) return undefined;
    return JSON.parse(strFromU8(json)) as unknown;
  } catch {
    return undefined;
  }
}

function inflate(packed: Uint8Array): Uint8Array {
  const out = new Uint8Array(MAX_UNPACKED);
  let length = 0;
  const stream = new Inflate((part) => {
    out.set(part, length); // a RangeError once the cap is passed
    length += part.length;
  });
  for (let i = 0; i < packed.length; i += CHUNK) stream.push(packed.subarray(i, i + CHUNK), i + CHUNK >= packed.length);
  return out.subarray(0, length);
}

/** FNV-1a, 32 bits: finds accidents, not forgeries. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
