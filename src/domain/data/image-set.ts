/** Images with their labels, as training wants them: bytes side by side. Owns what makes four IDX files one data set. */
import { DataError } from '../errors.ts';
import { count, parseIdx } from './idx.ts';

export const IMAGE_SIDE = 28;
export const IMAGE_LENGTH = IMAGE_SIDE * IMAGE_SIDE;
export const CLASS_COUNT = 10;

/** `pixels` is count × 784, 0 black to 255 white; `labels` is count × one class of ten. */
export interface ImageSet {
  readonly count: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** A data set's two halves. The test set is never trained on. */
export interface DataSet {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/** A file's bytes with the name that messages give it. */
export interface NamedBytes {
  readonly label: string;
  readonly bytes: Uint8Array;
}

/** One half of a data set from its two unpacked files. Throws DataError with a sentence for whatever doesn't fit. */
export function readImageSet(images: NamedBytes, labels: NamedBytes): ImageSet {
  const { dims, values: pixels } = parseIdx(images.bytes, 3, images.label);
  const { values: classes } = parseIdx(labels.bytes, 1, labels.label);
  const [examples = 0, rows, columns] = dims;
  if (rows !== IMAGE_SIDE || columns !== IMAGE_SIDE)
    throw new DataError(
      `${images.label} holds images of the wrong size: expected ${IMAGE_SIDE} × ${IMAGE_SIDE} pixels, got ${rows} × ${columns}.`,
    );
  if (examples === 0) throw new DataError(`${images.label} holds no images.`);
  if (classes.length !== examples)
    throw new DataError(
      `${images.label} and ${labels.label} don't belong together: ${count(examples)} images, ${count(classes.length)} labels.`,
    );
  const stranger = classes.find((label) => label >= CLASS_COUNT);
  if (stranger !== undefined)
    throw new DataError(`${labels.label} holds label ${stranger}: expected 0 to ${CLASS_COUNT - 1}.`);
  return { count: examples, pixels, labels: classes };
}

/** The first `size` examples, or all of them where `size` is null or more than there are. A view, not a copy. */
export function firstExamples(set: ImageSet, size: number | null): ImageSet {
  if (size === null || size >= set.count) return set;
  return { count: size, pixels: set.pixels.subarray(0, size * IMAGE_LENGTH), labels: set.labels.subarray(0, size) };
}
