/** One atlas as numbers at any size, as the worker draws it: band after band, so that it can be told how far it is, and stopped. */
import { inBands } from '../../../domain/atlas/bands.ts';
import { AbortError } from '../../../domain/errors.ts';
import type { AtlasRowsRequest, AtlasWorker } from '../../../protocol/atlas.ts';
import type { Slicing } from './slices.ts';

/** Which image, and how the plane is looked at. */
export type AtlasSubject = Omit<AtlasRowsRequest, 'firstRow' | 'rows'>;

/** size×size values, row 0 at the top; for the quantity `dead` flags. Rejects with AbortError when told to stop. */
export function atlasValues(
  subject: AtlasSubject,
  atlases: AtlasWorker,
  { signal, onProgress }: Slicing = {},
): Promise<Float32Array<ArrayBuffer>> {
  return inBands(
    subject.size,
    () => performance.now(),
    (band) => atlases.atlasRows({ ...subject, ...band }),
    (done) => {
      if (signal?.aborted === true) throw new AbortError();
      onProgress?.(done / subject.size);
    },
  );
}
