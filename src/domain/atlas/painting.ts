/** Values as pixels on the processor: the picture that the colour shader of the drawing device makes. Pure, and by rows, so that large pictures can be made in parts. */
import {
  colourOf,
  CONTOUR,
  HATCH,
  HATCH_PERIOD,
  HATCH_WIDTH,
  NOT_A_NUMBER,
  type AtlasColours,
  type Rgb,
} from './colours.ts';

/** One image, and how it is shown. */
export interface Painting {
  /** size×size, row 0 at the top. */
  readonly values: Float32Array;
  /** 1 where the neuron is dead, in the same order; null where nothing is hatched. */
  readonly dead: Float32Array | null;
  readonly size: number;
  readonly range: readonly [number, number];
  readonly colours: AtlasColours;
  /** Draw the contour where the value is 0. */
  readonly contour: boolean;
  /** Pixels of the picture along the side of each value; 1 where missing. */
  readonly coarseness?: number;
  /** Pixels that one pixel of the page covers: so wide are contours and so far apart is hatching. 1 where missing. */
  readonly scale?: number;
}

/** Writes row `y` of the picture into `words`, from place `at` on: size·coarseness pixels, a little-endian RGBA word each. */
export type RowPainter = (y: number, words: Uint32Array, at: number) => void;

/** Steps of the table of colours: finer than the 256 levels of a channel. */
const SHADES = 1024;

export function rowPainter(painting: Painting): RowPainter {
  const { size, dead, coarseness = 1, scale = 1 } = painting;
  const line = new Uint32Array(size);
  const shade = shadesOf(painting);
  const hatch = word(HATCH);
  let shaded = -1;
  return (y, words, at) => {
    const row = Math.floor(y / coarseness);
    if (row !== shaded) shade((shaded = row), line);
    if (coarseness === 1) words.set(line, at);
    else for (let x = 0; x < size * coarseness; x++) words[at + x] = line[(x / coarseness) | 0]!;
    if (dead === null) return;
    for (let x = 0; x < size * coarseness; x++) {
      const striped = ((x + y) / scale) % HATCH_PERIOD < HATCH_WIDTH;
      if (striped && dead[row * size + ((x / coarseness) | 0)]! > 0.5) words[at + x] = hatch;
    }
  };
}

/** Writes the colours of a row of values, contour included. */
function shadesOf({ values, size, range: [low, high], colours, contour, scale = 1 }: Painting) {
  const table = tableOf(colours);
  const nothing = word(NOT_A_NUMBER);
  const edge = word(CONTOUR[colours]);
  const perUnit = SHADES / (high - low);
  const last = size - 1;
  return (row: number, line: Uint32Array): void => {
    const here = row * size;
    const below = Math.min(row + scale, last) * size;
    for (let x = 0; x < size; x++) {
      const value = values[here + x]!;
      const negative = value < 0;
      if (value !== value) line[x] = nothing;
      else if (
        contour &&
        (negative !== values[here + Math.min(x + scale, last)]! < 0 || negative !== values[below + x]! < 0)
      )
        line[x] = edge;
      else line[x] = table[Math.min(SHADES, Math.max(0, Math.round((value - low) * perUnit)))]!;
    }
  };
}

const TABLES = new Map<AtlasColours, Uint32Array>();

function tableOf(colours: AtlasColours): Uint32Array {
  let table = TABLES.get(colours);
  if (!table) {
    table = Uint32Array.from({ length: SHADES + 1 }, (_, i) => word(colourOf(colours, i / SHADES, [0, 1])));
    TABLES.set(colours, table);
  }
  return table;
}

/** A colour as a little-endian RGBA word. */
const word = ([red, green, blue]: Rgb): number => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
