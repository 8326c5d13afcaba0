/**
 * Packs JSON into text that an address can hold: four bytes of checksum, then deflate, as base64url. Unpacking refuses what is
 * damaged or would grow past its cap, and stops inflating there: 65 kB can unpack to 50 MB.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

import { LinkError } from '../errors.ts';

/** Unpacked bytes at most. */
export const MAX_UNPACKED = 262_144;

const CHUNK = 1_024;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

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

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letters = Math.min(4, bytes.length - i + 1);
    for (let k = 0; k < letters; k++) text += ALPHABET[(word >> (18 - 6 * k)) & 63]!;
  }
  return text;
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [word, bits, length] = [0, 0, 0];
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length++] = (word >> bits) & 0xff;
  }
  return bytes;
}
