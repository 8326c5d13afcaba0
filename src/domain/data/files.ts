/** The four files in which Fashion-MNIST, and everything shaped like it, is handed around. */

export const DATA_FILE_NAMES = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;
export type DataFileName = (typeof DATA_FILE_NAMES)[number];

/** The two halves of a data set, each of images with their labels. */
export const DATA_PARTS = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' },
} as const satisfies Record<string, Record<'images' | 'labels', DataFileName>>;

/** The standard name behind the name of a file as it lies on a disk: with or without `.gz`, with a dot in place of a dash; null for any other file. */
export function dataFileName(fileName: string): DataFileName | null {
  const plain = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.gz$/i, '')
    .replace('.idx', '-idx');
  return DATA_FILE_NAMES.find((name) => name === plain) ?? null;
}

/** Sorts files by the standard names they go under; `strangers` are the names of those that go under none, or under one taken before. */
export function pickDataFiles<T>(files: Iterable<readonly [string, T]>): {
  picked: Partial<Record<DataFileName, T>>;
  strangers: string[];
} {
  const picked: Partial<Record<DataFileName, T>> = {};
  const strangers: string[] = [];
  for (const [fileName, file] of files) {
    const name = dataFileName(fileName);
    if (name === null || picked[name] !== undefined) strangers.push(fileName);
    else picked[name] = file;
  }
  return { picked, strangers };
}
