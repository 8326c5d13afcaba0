/** What the processor draws on: a canvas the page handed over, or pixels in memory. */
import { rowPainter } from '../../src/domain/atlas/painting.ts';
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

type Shown = Pick<AtlasFrameRequest, 'scale' | 'coarseness'>;

/** Draws tiles pixel by pixel, the picture that `COLOUR_SHADER` draws: in memory first, since one large transfer is quicker than many small ones. */
export function paintTiles(
  context: OffscreenCanvasRenderingContext2D,
  tiles: readonly AtlasTile[],
  request: Shown,
  images: HostImages,
): void {
  const { width, height } = context.canvas;
  const pixels = context.createImageData(width, height);
  const words = new Uint32Array(pixels.data.buffer);
  for (const tile of tiles) paintTile({ width, words }, tile, request, images);
  context.putImageData(pixels, 0, 0);
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
  request: Shown,
  images: HostImages,
): void {
  const side = images.size * request.coarseness;
  const line = new Uint32Array(side);
  const [left, right] = [Math.max(0, -x), Math.min(side, width - x)];
  if (left >= right) return;
  const paint = painterOf(image, request, images);
  for (let row = Math.max(0, -y); row < Math.min(side, words.length / width - y); row++) {
    paint(row, line, 0);
    words.set(line.subarray(left, right), (y + row) * width + x + left);
  }
}

function painterOf(image: number, { scale, coarseness }: Shown, { values, dead, size, ranges }: HostImages) {
  const [from, to] = [image * size * size, (image + 1) * size * size];
  return rowPainter({
    values: values.subarray(from, to),
    dead: dead?.subarray(from, to) ?? null,
    size,
    range: ranges[image]!,
    colours: scale.colours,
    contour: scale.contour,
    coarseness,
  });
}
