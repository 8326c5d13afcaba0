/** The built-in garments, made in slices so that the worker goes on hearing its messages. */
import { IMAGE_LENGTH, type ImageSet } from '../../src/domain/data/image-set.ts';
import { AbortError } from '../../src/domain/errors.ts';
import { drawGarment, type Split } from '../../src/domain/garments/index.ts';
import { Breather } from '../session/yielding.ts';

const BREATHE_MS = 30;

/** How far making a data set has got. */
export type OnMade = (done: number, total: number) => void;

/** `count` garments; `start`, if it is of the same seed and split, is what was made before: a smaller set is the beginning of a larger one. */
export async function makeGarmentSet(
  seed: number,
  split: Split,
  count: number,
  start: ImageSet | null,
  onMade: OnMade,
  signal: AbortSignal,
): Promise<ImageSet> {
  const pixels = new Uint8Array(count * IMAGE_LENGTH);
  const labels = new Uint8Array(count);
  if (start) {
    pixels.set(start.pixels);
    labels.set(start.labels);
  }
  const breather = new Breather(BREATHE_MS);
  for (let i = start?.count ?? 0; i < count; i++) {
    labels[i] = drawGarment(seed, split, i, pixels, i * IMAGE_LENGTH);
    if (i % 100 === 0) {
      onMade(i, count);
      await breather.breathe();
      if (signal.aborted) throw new AbortError('Making the garments was cancelled.');
    }
  }
  onMade(count, count);
  return { count, pixels, labels };
}
