/** A canvas the page handed over, and what draws on it: WebGPU, or an array of pixels. */
import { colourOf, HATCH, HATCH_PERIOD, HATCH_WIDTH } from '../../src/domain/atlas/colours.ts';
import type { AtlasFrameRequest, AtlasTile } from '../../src/protocol/atlas.ts';

/** Where a frame's images lie on the processor, and how to colour them. */
export interface HostImages {
  readonly values: Float32Array;
  /** Dead flags in the same order, or null. */
  readonly dead: Float32Array | null;
  /** Pixels along an image's side. */
  readonly size: number;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Draws tiles pixel by pixel: the picture that `COLOUR_SHADER` draws. */
export function paintTiles(
  context: OffscreenCanvasRenderingContext2D,
  tiles: readonly AtlasTile[],
  request: Pick<AtlasFrameRequest, 'scale' | 'coarseness'>,
  images: HostImages,
): void {
  for (const { image, x, y } of tiles) {
    const side = images.size * request.coarseness;
    const pixels = context.createImageData(side, side);
    paintTile({ width: side, words: new Uint32Array(pixels.data.buffer) }, { image, x: 0, y: 0 }, request, images);
    context.putImageData(pixels, x, y);
  }
}

/** Pixels in memory, a word each. */
export interface PixelWords {
  readonly width: number;
  readonly words: Uint32Array;
}

/** Draws one tile into memory; what lies outside is cut off. */
export function paintTile(
  { width, words }: PixelWords,
  { image, x, y }: Pick<AtlasTile, 'image' | 'x' | 'y'>,
  { scale, coarseness }: Pick<AtlasFrameRequest, 'scale' | 'coarseness'>,
  images: HostImages,
): void {
  const side = images.size * coarseness;
  const height = words.length / width;
  const pixel = shader(image, images, scale);
  for (let row = Math.max(0, -y); row < Math.min(side, height - y); row++) {
    for (let column = Math.max(0, -x); column < Math.min(side, width - x); column++) {
      const colour = pixel(Math.floor(column / coarseness), Math.floor(row / coarseness), row + column);
      words[(y + row) * width + x + column] = colour;
    }
  }
}

/** The colour at a drawn pixel, as a little-endian RGBA word; `diagonal` is the sum of the device pixel's coordinates. */
function shader(
  image: number,
  { values, dead, size, ranges }: HostImages,
  { colours, contour }: AtlasFrameRequest['scale'],
) {
  const start = image * size * size;
  const at = (x: number, y: number): number => values[start + Math.min(y, size - 1) * size + Math.min(x, size - 1)]!;
  const line = word(colours === 'diverging' ? [18, 18, 18] : HATCH);
  const range = ranges[image]!;
  return (x: number, y: number, diagonal: number): number => {
    const value = at(x, y);
    if (dead && diagonal % HATCH_PERIOD < HATCH_WIDTH && dead[start + y * size + x]! > 0.5) return word(HATCH);
    const negative = value < 0;
    if (contour && (negative !== at(x + 1, y) < 0 || negative !== at(x, y + 1) < 0)) return line;
    return word(colourOf(colours, value, range));
  };
}

const word = ([red, green, blue]: readonly [number, number, number]): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
