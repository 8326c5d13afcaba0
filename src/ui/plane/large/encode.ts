/** Atlases as files: values as CSV or .npy, pictures as PNG. Everything in slices. */
import { rowPainter, type Painting } from '../../../domain/atlas/painting.ts';
import { encodePng } from './png.ts';
import { inSlices, type Slicing } from './slices.ts';

/** Pixels of a picture for each pixel of a contour's width. */
const CONTOUR_PER = 512;
const DIGITS = 9;

/** Comma-separated values, a line a row; nine digits are all that float32 has. */
export async function toCsv(values: Float32Array, size: number, slicing: Slicing = {}): Promise<Blob> {
  const parts: string[] = [];
  const work = (r: number): void => {
    const row = Array.from(values.subarray(r * size, (r + 1) * size), (value) =>
      String(Number(value.toPrecision(DIGITS))),
    );
    parts.push(`${row.join(',')}\n`);
  };
  await inSlices(size, work, slicing);
  return new Blob(parts, { type: 'text/csv' });
}

/** NumPy's format, version 1.0: a header, then float32, little-endian, row by row. */
export function toNpy(values: Float32Array<ArrayBuffer>, size: number): Blob {
  return new Blob([npyHeader(size), values], { type: 'application/octet-stream' });
}

/** "\x93NUMPY", version, length, and a dictionary padded so that the data starts at a multiple of 64. */
export function npyHeader(size: number): Uint8Array<ArrayBuffer> {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${size}, ${size}), }`;
  const prefix = 10;
  const length = Math.ceil((prefix + text.length + 1) / 64) * 64 - prefix;
  const header = new Uint8Array(prefix + length).fill(0x20);
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 0xff, length >> 8]);
  header.set(new TextEncoder().encode(text), prefix);
  header[header.length - 1] = 0x0a;
  return header;
}

/** An image with `scale` left out: that is as wide as it looks on the page. */
export type Picture = Omit<Painting, 'scale' | 'coarseness'>;

/** The picture as on the page, contours and hatching as wide as they look there. */
export function toPng(picture: Picture, slicing: Slicing = {}): Promise<Blob> {
  const scale = Math.max(1, Math.round(picture.size / CONTOUR_PER));
  return encodePng(picture.size, rowPainter({ ...picture, scale }), slicing);
}
