/** Draws grey images from bytes, each pixel a square of whole device pixels. */
import type { Reconstructions } from '../../protocol/training.ts';
import { cornerOf, type PairLayout } from './layout.ts';

const SIDE = 28;
const LENGTH = SIDE * SIDE;

/** Draws as many pairs as the layout holds. `tile` is a scratch canvas of 28 × 28. */
export function drawPairs(
  context: CanvasRenderingContext2D,
  tile: OffscreenCanvas,
  images: Reconstructions,
  layout: PairLayout,
): void {
  context.imageSmoothingEnabled = false;
  const shown = Math.min(images.count, layout.columns * layout.rows);
  for (let index = 0; index < shown; index++) {
    const { x, y } = cornerOf(layout, index);
    drawImage(context, tile, images.originals, index, x, y, layout.side);
    drawImage(context, tile, images.reconstructions, index, x, y + layout.side + layout.pairGap, layout.side);
  }
}

/** Outlines where the pairs will be. */
export function drawEmpty(context: CanvasRenderingContext2D, layout: PairLayout, colour: string, fill: string): void {
  context.lineWidth = 1;
  for (let index = 0; index < layout.columns * layout.rows; index++) {
    const { x, y } = cornerOf(layout, index);
    context.fillStyle = fill;
    context.fillRect(x, y, layout.side, layout.side);
    context.strokeStyle = colour;
    context.strokeRect(x + 0.5, y + layout.side + layout.pairGap + 0.5, layout.side - 1, layout.side - 1);
  }
}

/** Mean squared error of one pair, on the scale 0…1, as far as 8 bits know it. */
export function pairError(images: Reconstructions, index: number): number {
  let sum = 0;
  for (let i = index * LENGTH; i < (index + 1) * LENGTH; i++) {
    const difference = (images.originals[i]! - images.reconstructions[i]!) / 255;
    sum += difference * difference;
  }
  return sum / LENGTH;
}

function drawImage(
  context: CanvasRenderingContext2D,
  tile: OffscreenCanvas,
  bytes: Uint8Array,
  index: number,
  x: number,
  y: number,
  side: number,
): void {
  const scratch = tile.getContext('2d', { willReadFrequently: true })!; // in memory: not lost with the graphics process
  const pixels = scratch.createImageData(SIDE, SIDE);
  for (let i = 0; i < LENGTH; i++) {
    const grey = bytes[index * LENGTH + i] ?? 0;
    pixels.data[4 * i] = grey;
    pixels.data[4 * i + 1] = grey;
    pixels.data[4 * i + 2] = grey;
    pixels.data[4 * i + 3] = 255;
  }
  scratch.putImageData(pixels, 0, 0);
  context.drawImage(tile, x, y, side, side);
}
