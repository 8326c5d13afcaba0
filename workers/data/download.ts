/**
 * Fetches Fashion-MNIST: from the folder beside the page, then from public mirrors, file by file, each verified before it counts. Owns which place
 * is tried next and what is said where none will do; keeps nothing.
 */
import { AbortError, DataError, errorMessage } from '../../src/domain/errors.ts';
import {
  FASHION_MNIST_FILES,
  OWN_FOLDER,
  PUBLIC_MIRRORS,
  type FileFacts,
  type Mirror,
} from '../../src/domain/data/fashion-mnist.ts';
import { DATA_FILE_NAMES, type DataFileName } from '../../src/domain/data/files.ts';
import type { DataFiles, DownloadProgress } from '../../src/protocol/training.ts';
import { fetchBytes, NothingCameError } from './fetch-bytes.ts';
import { verifyDownload } from './verify.ts';

/** What to fetch, from where. */
export interface DownloadPlan {
  /** The places to try, in order. */
  readonly mirrors: readonly Mirror[];
  readonly facts: Readonly<Record<DataFileName, FileFacts>>;
}

/** How a page at this address gets Fashion-MNIST. */
export function planFashionMnist(pageUrl: string): DownloadPlan {
  const own = { name: 'this site', base: new URL(OWN_FOLDER, pageUrl).href, own: true };
  return { mirrors: [own, ...PUBLIC_MIRRORS], facts: FASHION_MNIST_FILES };
}

/** All four files, as they came. Rejects with AbortError, or with a DataError that says what is wrong and, line by line, what was tried. */
export async function download(
  { mirrors, facts }: DownloadPlan,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<DataFiles> {
  const totalBytes = DATA_FILE_NAMES.reduce((sum, file) => sum + facts[file].bytes, 0);
  const files: DataFiles = {};
  let order = mirrors;
  let before = 0;
  for (const file of DATA_FILE_NAMES) {
    const report = (mirror: Mirror, bytes: number) => {
      onProgress({ file, mirror: mirror.name, receivedBytes: before + bytes, totalBytes });
    };
    const { bytes, mirror } = await fromFirst(order, file, facts[file], report, signal);
    files[file] = new Blob([bytes]);
    before += facts[file].bytes;
    // Where one file was, the others will be.
    order = [mirror, ...mirrors.filter((other) => other !== mirror)];
  }
  return files;
}

async function fromFirst(
  mirrors: readonly Mirror[],
  file: DataFileName,
  facts: FileFacts,
  report: (mirror: Mirror, bytes: number) => void,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mirror: Mirror }> {
  const failures: Failure[] = [];
  for (const mirror of mirrors) {
    try {
      return { bytes: await fetchVerified(mirror, file, facts, (bytes) => report(mirror, bytes), signal), mirror };
    } catch (error) {
      if (signal.aborted) throw new AbortError('The download was cancelled.');
      failures.push({ sentence: `${mirror.name} ${errorMessage(error)}`, came: !(error instanceof NothingCameError) });
    }
  }
  throw new DataError(explain(file, failures));
}

/** What became of one file at one place. */
interface Failure {
  readonly sentence: string;
  /** Whether anything came, if the wrong thing: that tells a person more than all the places that gave nothing. */
  readonly came: boolean;
}

function explain(file: DataFileName, failures: readonly Failure[]): string {
  const telling =
    failures.find(({ came }) => came)?.sentence ?? 'It is not on this site, and no mirror could be reached.';
  return [telling, `Tried for ${file}.gz:`, ...failures.map(({ sentence }) => sentence)].map(capitalised).join('\n');
}

function capitalised(sentence: string): string {
  return sentence.startsWith('this ') ? `T${sentence.slice(1)}` : sentence;
}

async function fetchVerified(
  mirror: Mirror,
  file: DataFileName,
  facts: FileFacts,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const share = (received: number, unpacked: boolean) =>
    Math.min(facts.bytes, unpacked ? Math.round((received * facts.bytes) / facts.unpackedBytes) : received);
  const most = Math.max(facts.bytes, facts.unpackedBytes);
  const options = { most, onBytes: (received: number, unpacked: boolean) => onBytes(share(received, unpacked)) };
  const bytes = await fetchBytes(`${mirror.base}${file}.gz`, options, signal);
  await verifyDownload(bytes, facts, mirror.own);
  return bytes;
}
