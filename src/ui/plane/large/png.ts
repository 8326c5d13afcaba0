/** Pictures as PNG, band by band: the browser's own encoder works in one go and keeps the page waiting for large ones. */
import { inSlices, type Slicing } from './slices.ts';

/** Rows that are compressed at a time. */
const BAND = 8;
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Bits a channel, red green and blue, the one compression and the one filter method, no interlacing. */
const FORMAT = [8, 2, 0, 0, 0] as const;
/** Each byte less the one above it: values change little from row to row. */
const FILTER_UP = 2;

/** A size×size picture; `paint` writes a row as little-endian RGBA words, of which the opacity is left out. */
export async function encodePng(
  size: number,
  paint: (y: number, words: Uint32Array, at: number) => void,
  slicing: Slicing = {},
): Promise<Blob> {
  const deflate = new CompressionStream('deflate');
  const data = chunksOf(deflate.readable);
  const writer = deflate.writable.getWriter();
  const rows = new FilteredRows(size);
  const work = (band: number): Promise<void> => {
    const first = band * BAND;
    return writer.write(rows.take(first, Math.min(BAND, size - first), paint));
  };
  await inSlices(Math.ceil(size / BAND), work, slicing);
  await writer.close();
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, size);
  new DataView(header.buffer).setUint32(4, size);
  header.set(FORMAT, 8);
  const parts = [SIGNATURE, chunk('IHDR', header), ...(await data), chunk('IEND', new Uint8Array(0))];
  return new Blob(parts, { type: 'image/png' });
}

/** Rows as PNG filters them. */
class FilteredRows {
  private readonly size: number;
  private readonly words: Uint32Array;
  private readonly above: Uint8Array;

  constructor(size: number) {
    this.size = size;
    this.words = new Uint32Array(size);
    this.above = new Uint8Array(3 * size);
  }

  take(
    first: number,
    count: number,
    paint: (y: number, words: Uint32Array, at: number) => void,
  ): Uint8Array<ArrayBuffer> {
    const { size, words } = this;
    const bytes = new Uint8Array(count * (1 + 3 * size));
    for (let row = 0; row < count; row++) {
      paint(first + row, words, 0);
      this.filter(bytes.subarray(row * (1 + 3 * size), (row + 1) * (1 + 3 * size)));
    }
    return bytes;
  }

  private filter(out: Uint8Array): void {
    const { words, above } = this;
    out[0] = FILTER_UP;
    for (let x = 0, at = 0; x < words.length; x++) {
      for (let shift = 0; shift < 24; shift += 8, at++) {
        const byte = (words[x]! >>> shift) & 255;
        out[1 + at] = byte - above[at]!;
        above[at] = byte;
      }
    }
  }
}

/** What is compressed, as it comes. */
async function chunksOf(compressed: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = compressed.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(chunk('IDAT', part.value));
  return chunks;
}

/** Length, name, content, and the check sum of name and content. */
function chunk(name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC[(c ^ byte) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
