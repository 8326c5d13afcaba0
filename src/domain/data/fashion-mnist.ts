/** What is known of Fashion-MNIST's files (Xiao, Rasul & Vollgraf 2017, arXiv 1708.07747), and where visitors' browsers may fetch them. */
import { DATA_FILE_NAMES, type DataFileName } from './files.ts';

export interface FileFacts {
  /** Of the gzipped file. */
  readonly bytes: number;
  /** SHA-1 of `blob <bytes>\0<file>`: git's name for the gzipped file's content. */
  readonly gitBlob: string;
  /** Of the file inside, for servers that unpack on the way. */
  readonly unpackedBytes: number;
}

export const FASHION_MNIST_FILES: Readonly<Record<DataFileName, FileFacts>> = {
  'train-images-idx3-ubyte': {
    bytes: 26421880,
    gitBlob: 'e6ee0e37929b03937517cd45e65f4e8ca9de720d',
    unpackedBytes: 16 + 60000 * 784,
  },
  'train-labels-idx1-ubyte': {
    bytes: 29515,
    gitBlob: '9c4aae27b27439210af73e0803a54a74af5c8756',
    unpackedBytes: 8 + 60000,
  },
  't10k-images-idx3-ubyte': {
    bytes: 4422102,
    gitBlob: '667844f10bb92ae415eddb04e718f3e702547007',
    unpackedBytes: 16 + 10000 * 784,
  },
  't10k-labels-idx1-ubyte': {
    bytes: 5148,
    gitBlob: 'abdddb89d6563f90ab89baf2970f67a1ffb9ad10',
    unpackedBytes: 8 + 10000,
  },
};

/** A place to fetch the files from: `<base><file name>.gz`. */
export interface Mirror {
  /** For people: what the progress bar and the errors call it. */
  readonly name: string;
  readonly base: string;
  /** Whether a server that unpacks files on their way may be believed by their size alone: only the page's own. */
  readonly own: boolean;
}

/** Public places that allow cross-origin reads. The page's Content-Security-Policy names the same origins. */
export const PUBLIC_MIRRORS: readonly Mirror[] = [
  {
    name: 'raw.githubusercontent.com',
    base: 'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    own: false,
  },
  {
    name: 'cdn.jsdelivr.net',
    base: 'https://cdn.jsdelivr.net/gh/zalandoresearch/fashion-mnist@master/data/fashion/',
    own: false,
  },
];

/** The folder beside the page, where whoever hosts it may put the files. */
export const OWN_FOLDER = 'assets/fashion-mnist/';

/** Whether these are all four files of the real thing, going by their sizes, gzipped or not. */
export function isFashionMnist(files: Partial<Record<string, { readonly size: number }>>): boolean {
  return DATA_FILE_NAMES.every((name) => {
    const { bytes, unpackedBytes } = FASHION_MNIST_FILES[name];
    const size = files[name]?.size;
    return size === bytes || size === unpackedBytes;
  });
}
