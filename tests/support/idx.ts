/** Small files in the IDX format, for tests of whatever reads them. */

/** A file that says `dims` and holds `values`. */
export function idxFile(dims: readonly number[], values: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(4 + 4 * dims.length + values.length);
  file.set([0, 0, 8, dims.length]);
  dims.forEach((dim, i) => {
    new DataView(file.buffer).setUint32(4 + 4 * i, dim);
  });
  file.set(values, 4 + 4 * dims.length);
  return file;
}

/** `n` images, each of its own shade. */
export function imagesFile(n: number, side = 28): Uint8Array<ArrayBuffer> {
  const pixels = Uint8Array.from({ length: n * side * side }, (_, i) => (37 * Math.floor(i / (side * side)) + i) % 256);
  return idxFile([n, side, side], pixels);
}

/** `n` labels, 0 to 9 in turn. */
export function labelsFile(n: number): Uint8Array<ArrayBuffer> {
  return idxFile(
    [n],
    Uint8Array.from({ length: n }, (_, i) => i % 10),
  );
}

/** The four files of a small data set. */
export function dataFiles(train: number, test: number): Record<string, Uint8Array<ArrayBuffer>> {
  return {
    'train-images-idx3-ubyte': imagesFile(train),
    'train-labels-idx1-ubyte': labelsFile(train),
    't10k-images-idx3-ubyte': imagesFile(test),
    't10k-labels-idx1-ubyte': labelsFile(test),
  };
}

/** The same bytes gzipped. */
export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
