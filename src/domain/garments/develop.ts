import { SIDE, type Canvas } from './canvas.ts';

/**
 * Sharpens the picture as Fashion-MNIST was (an unsharp mask over 3×3 pixels, in the given strength) and writes it out
 * as bytes. The background stays 0.
 */
export function develop(canvas: Canvas, sharpness: number, into: Uint8Array, offset: number): void {
  const { tone, alpha } = canvas;
  for (let i = 0, y = 0; y < SIDE; y++) {
    const above = y === 0 ? 0 : -SIDE;
    const below = y === SIDE - 1 ? 0 : SIDE;
    for (let x = 0; x < SIDE; x++, i++) {
      const here = tone[i]!;
      if (here <= 0) {
        into[offset + i] = 0;
        continue;
      }
      const left = x === 0 ? 0 : -1;
      const right = x === SIDE - 1 ? 0 : 1;
      const around = tone[i + above]! + tone[i + below]! + tone[i + left]! + tone[i + right]!;
      const sharp = here + alpha[i]! * sharpness * (here - around / 4);
      into[offset + i] = sharp <= 0 ? 0 : sharp >= 1 ? 255 : 255 * sharp + 0.5;
    }
  }
}
