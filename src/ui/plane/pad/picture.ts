/** Grey pictures for a net to learn: made, edited pixel by pixel, read from a file. Levels are bytes, row 0 at the top. */
import { DataError } from '../../../domain/errors.ts';
import { LIMITS } from '../../../domain/experiment/defaults.ts';

export interface Picture {
  readonly size: number;
  readonly levels: Uint8Array;
}

export const PICTURE_SIZE = 28;
const WHITE = 255;

/** Something to learn before anything was drawn: a ring with a bar across. */
export function startPicture(size = PICTURE_SIZE): Picture {
  const levels = Uint8Array.from({ length: size * size }, (_, i) => {
    const x = ((i % size) + 0.5) / size - 0.5;
    const y = (Math.floor(i / size) + 0.5) / size - 0.5;
    const ring = Math.abs(Math.hypot(x, y) - 0.3) < 0.07;
    const bar = Math.abs(y + 0.2) < 0.05 && x > 0 && x < 0.42;
    return ring || bar ? WHITE : 0;
  });
  return { size, levels };
}

export function emptyPicture(size = PICTURE_SIZE): Picture {
  return { size, levels: new Uint8Array(size * size) };
}

export function inverted({ size, levels }: Picture): Picture {
  return { size, levels: levels.map((level) => WHITE - level) };
}

/** A round brush of `radius` pixels drawn from one place to another (pixels, fractions allowed). */
export function withStroke(picture: Picture, from: Spot, to: Spot, { level, radius }: Brush): Picture {
  const levels = picture.levels.slice();
  const { size } = picture;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const distance = distanceTo({ x: column + 0.5, y: row + 0.5 }, from, to);
      // The brush's edge is half a pixel soft.
      const share = Math.min(1, Math.max(0, radius + 0.5 - distance));
      const at = row * size + column;
      levels[at] = Math.round(levels[at]! + share * (level - levels[at]!));
    }
  return { size, levels };
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Brush {
  /** 0 black … 255 white. */
  readonly level: number;
  readonly radius: number;
}

/** Distance of a point from a segment. */
function distanceTo(point: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}

/** The first picture among dropped files. Throws a DataError where there is none. */
export function pictureAmong(files: readonly File[]): File {
  const picture = files.find(({ type }) => type.startsWith('image/'));
  if (picture) return picture;
  throw new DataError(
    'The 2D net learns points and pictures: drop an image. Files of images and labels are for the autoencoder.',
  );
}

/** The middle square of an image file in grey levels; rejects with a DataError where the browser cannot read it. */
export async function pictureFrom(file: Blob, size = PICTURE_SIZE): Promise<Picture> {
  const side = Math.min(size, LIMITS.imageSide);
  const image = await createImageBitmap(file).catch(() => {
    throw new DataError('Expected an image that this browser can show, such as PNG or JPEG.');
  });
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.imageSmoothingQuality = 'high';
  const square = Math.min(image.width, image.height);
  const [left, top] = [(image.width - square) / 2, (image.height - square) / 2];
  context.drawImage(image, left, top, square, square, 0, 0, side, side);
  image.close();
  return { size: side, levels: greys(context.getImageData(0, 0, side, side).data) };
}

/** Luma of RGBA bytes, as ITU-R BT.601 weighs them. */
export function greys(rgba: Uint8ClampedArray): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, i) =>
    Math.round(0.299 * rgba[4 * i]! + 0.587 * rgba[4 * i + 1]! + 0.114 * rgba[4 * i + 2]!),
  );
}
