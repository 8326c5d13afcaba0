/**
 * The registry of data sets for networks on images: what each is called, whether it is made up, and how a person gets it. What the
 * worker does to get one is keyed by `origin`; nothing else may look at an id.
 */

export interface DataSource {
  /** As in `experiment.data.source`; "local:" stands for all that people add, by name. */
  readonly id: string;
  readonly label: string;
  /** Made by a program. Said wherever the data set is shown. */
  readonly synthetic: boolean;
  /** 'made' in the worker from the seed, 'downloaded' and kept, or 'added' by the person. */
  readonly origin: 'made' | 'downloaded' | 'added';
  /** Examples in the whole of it; null where only the files know. */
  readonly trainCount: number | null;
  readonly testCount: number | null;
  /** A sentence for people. */
  readonly description: string;
}

export const DATA_SOURCES: readonly DataSource[] = [
  {
    id: 'fashion-mnist', label: 'Fashion-MNIST', synthetic: false, origin: 'downloaded', trainCount: 60000, testCount: 10000,
    description: 'Photographs of clothes from a shop’s catalogue, ten classes. Your browser downloads it once, 31 MB, and keeps it.',
  },
  {
    id: 'garments', label: 'Garments (synthetic)', synthetic: true, origin: 'made', trainCount: 60000, testCount: 10000,
    description: 'Ten classes of clothes drawn by a program from the seed. Synthetic: nothing is downloaded.',
  },
  {
    id: 'local:', label: 'Your own files', synthetic: false, origin: 'added', trainCount: null, testCount: null,
    description: 'Four files in the format of MNIST, gzipped or not, with images of 28 × 28 pixels. They stay in this browser.',
  },
]; // prettier-ignore

/** The data source that an experiment's `data.source` names, or null where there is none of that name. */
export function findDataSource(source: string): DataSource | null {
  return (
    DATA_SOURCES.find(({ id, origin }) =>
      origin === 'added' ? source.startsWith(id) && source.length > id.length : source === id,
    ) ?? null
  );
}
