/** The four files of a data set, as a person or a download brought them, made into images. */
import { DATA_FILE_NAMES, DATA_PARTS, pickDataFiles, type DataFileName } from '../../src/domain/data/files.ts';
import { readImageSet, type DataSet, type ImageSet } from '../../src/domain/data/image-set.ts';
import { DataError } from '../../src/domain/errors.ts';
import type { DataFiles } from '../../src/protocol/training.ts';
import { unpack } from './unpack.ts';

/** Unpacks, checks and joins the files. Throws DataError with a sentence for the first thing that doesn't fit. */
export async function readDataSet(files: DataFiles): Promise<DataSet> {
  const complete = requireAll(files);
  const part = async (which: keyof typeof DATA_PARTS): Promise<ImageSet> => {
    const { images, labels } = DATA_PARTS[which];
    return readImageSet(
      { label: images, bytes: await unpack(complete[images], images) },
      { label: labels, bytes: await unpack(complete[labels], labels) },
    );
  };
  return { train: await part('train'), test: await part('test') };
}

function requireAll(files: DataFiles): Record<DataFileName, Blob> {
  const { picked, strangers } = pickDataFiles(Object.entries(files));
  const missing = DATA_FILE_NAMES.filter((name) => !(picked[name] instanceof Blob));
  if (missing.length === 0) return picked as Record<DataFileName, Blob>;
  const came = strangers.length > 0 ? ` Of no use are: ${strangers.slice(0, 5).join(', ')}.` : '';
  throw new DataError(`A data set is four files, gzipped or not; missing: ${missing.join(', ')}.${came}`);
}
