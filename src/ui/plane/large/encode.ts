/** Atlases as files: values as CSV or .npy, pictures as PNG. Everything in slices. */
import {
  COLOUR_STOPS,
  colourOf,
  HATCH,
  HATCH_PERIOD,
  HATCH_WIDTH,
  NOT_A_NUMBER,
} from '../../../domain/atlas/colours.ts';
import type { AtlasScale } from '../../../protocol/atlas.ts';
import { inSlices, type Slicing } from './slices.ts';

const BAND = 16;
const SHADES = 2048;
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

export interface Picture {
  readonly values: Float32Array;
  /** 1 where the neuron is dead, or null. */
  readonly dead: Float32Array | null;
  readonly size: number;
  readonly range: readonly [number, number];
  readonly scale: Pick<AtlasScale, 'colours' | 'contour'>;
}

/** The picture as on the page, contours and hatching as wide as they look there. */
export async function toPng(picture: Picture, slicing: Slicing = {}): Promise<Blob> {
  const { size } = picture;
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d')!;
  const shade = shader(picture);
  const work = (band: number): void => {
    const first = band * BAND;
    const rows = Math.min(BAND, size - first);
    const image = context.createImageData(size, rows);
    const words = new Uint32Array(image.data.buffer);
    for (let r = 0; r < rows; r++) for (let c = 0; c < size; c++) words[r * size + c] = shade(c, first + r);
    context.putImageData(image, 0, first);
  };
  await inSlices(Math.ceil(size / BAND), work, slicing);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** The colour of a pixel as a little-endian RGBA word. */
function shader({ values, dead, size, range, scale }: Picture): (c: number, r: number) => number {
  const [low, high] = range;
  const shades = Uint32Array.from({ length: SHADES + 1 }, (_, i) => word(colourOf(scale.colours, i / SHADES, [0, 1])));
  const wide = Math.max(1, Math.round(size / CONTOUR_PER));
  const line = word(scale.colours === 'diverging' ? [18, 18, 18] : COLOUR_STOPS.grey[2]!);
  const at = (c: number, r: number): number => values[Math.min(r, size - 1) * size + Math.min(c, size - 1)]!;
  const hatched = (c: number, r: number): boolean => ((c + r) / wide) % HATCH_PERIOD < HATCH_WIDTH;
  return (c, r) => {
    const value = at(c, r);
    if (dead !== null && hatched(c, r) && dead[r * size + c]! > 0.5) return word(HATCH);
    if (Number.isNaN(value)) return word(NOT_A_NUMBER);
    const below = value < 0;
    if (scale.contour && (below !== at(c + wide, r) < 0 || below !== at(c, r + wide) < 0)) return line;
    const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
    return shades[Math.round(t * SHADES)]!;
  };
}

const word = ([red, green, blue]: readonly [number, number, number]): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
