import { firstExamples, readImageSet, type ImageSet } from '../../../src/domain/data/image-set.ts';
import { parseIdx } from '../../../src/domain/data/idx.ts';
import { expect } from '../../support/expect.ts';
import { idxFile, imagesFile, labelsFile } from '../../support/idx.ts';

function read(images: Uint8Array, labels: Uint8Array): ImageSet {
  return readImageSet({ label: 'images', bytes: images }, { label: 'labels', bytes: labels });
}

function refusal(images: Uint8Array, labels: Uint8Array): string {
  try {
    read(images, labels);
  } catch (error) {
    expect((error as Error).name).to.equal('DataError');
    return (error as Error).message;
  }
  throw new Error('expected a refusal');
}

describe('image sets', () => {
  it('are read from two IDX files', () => {
    const set = read(imagesFile(3), labelsFile(3));
    expect(set.count).to.equal(3);
    expect(set.pixels.length).to.equal(3 * 784);
    expect([...set.labels]).to.deep.equal([0, 1, 2]);
    expect(set.pixels[784]).to.equal((37 + 784) % 256);
  });

  it('are read from a view into a larger buffer', () => {
    const file = imagesFile(2);
    const padded = new Uint8Array(file.length + 7);
    padded.set(file, 5);
    expect(read(padded.subarray(5, 5 + file.length), labelsFile(2)).count).to.equal(2);
  });

  it('give their first examples as views', () => {
    const set = read(imagesFile(3), labelsFile(3));
    expect(firstExamples(set, 2).count).to.equal(2);
    expect(firstExamples(set, 2).pixels.buffer).to.equal(set.pixels.buffer);
    expect(firstExamples(set, 9)).to.equal(set);
    expect(firstExamples(set, null)).to.equal(set);
  });

  it('refuse each kind of damage in a sentence of its own', () => {
    const images = imagesFile(3);
    const longer = new Uint8Array(images.length + 2);
    longer.set(images);
    const sentences = [
      [
        images.subarray(0, 1000),
        labelsFile(3),
        'images is truncated: its header promises 2,352 bytes (3 × 28 × 28), and 984 are there.',
      ],
      [images.subarray(0, 9), labelsFile(3), 'images is cut short: expected a header of 16 bytes, got 9.'],
      [
        longer,
        labelsFile(3),
        'images has the wrong size: its header promises 2,352 bytes (3 × 28 × 28), and 2,354 are there.',
      ],
      [
        new Uint8Array(0),
        labelsFile(3),
        'images is not an IDX file of images: expected it to begin with 00 00 08 03, got an empty file.',
      ],
      [
        labelsFile(3),
        labelsFile(3),
        'images is not an IDX file of images: expected it to begin with 00 00 08 03, got 00 00 08 01.',
      ],
      [images, images, 'labels is not an IDX file of labels: expected it to begin with 00 00 08 01, got 00 00 08 03.'],
      [
        imagesFile(3, 20),
        labelsFile(3),
        'images holds images of the wrong size: expected 28 × 28 pixels, got 20 × 20.',
      ],
      [images, labelsFile(4), "images and labels don't belong together: 3 images, 4 labels."],
      [images, idxFile([3], Uint8Array.of(1, 10, 2)), 'labels holds label 10: expected 0 to 9.'],
      [imagesFile(0), labelsFile(0), 'images holds no images.'],
    ] as const;
    for (const [first, second, sentence] of sentences) expect(refusal(first, second)).to.equal(sentence);
  });

  it('are not fooled by counts that overflow', () => {
    const dims = [0x80000000, 0x80000000, 4];
    expect(() => parseIdx(idxFile(dims, new Uint8Array(0)), 3, 'images')).to.throw(/truncated/);
  });
});
