/**
 * One file over HTTP as a stream, with its progress. Every way it can fail becomes a DataError whose message is what can be said of the
 * server: "sent only 40 bytes."
 */
import { DataError } from '../../src/domain/errors.ts';
import { chunksOf, concatenate } from './streams.ts';
import { isGzip } from './unpack.ts';

export interface FetchOptions {
  /** More bytes than this are not the file: stop reading. */
  readonly most: number;
  /** Called after each chunk; `unpacked` tells that the server had the browser unpack the gzip data on the way. */
  readonly onBytes: (received: number, unpacked: boolean) => void;
  /** Milliseconds without a byte after which the server counts as silent. */
  readonly patience?: number;
}

const PATIENCE_MS = 20_000;

/** Nothing of the file came: the server has none, or there is no way to it. */
export class NothingCameError extends DataError {}

/** The body of the answer. Rejects with DataError, or with whatever `signal` was aborted with. */
export async function fetchBytes(
  url: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const silence = new Silence(options.patience ?? PATIENCE_MS);
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, silence.signal]),
      credentials: 'omit',
      mode: 'cors',
    });
    if (!response.ok || !response.body)
      throw new NothingCameError(`answered ${response.status} ${response.statusText}.`.replace(' .', '.'));
    return await read(response, response.body, options, silence);
  } catch (error) {
    if (error instanceof DataError || signal.aborted) throw error;
    if (silence.signal.aborted) throw new DataError('stopped sending.');
    throw new NothingCameError('could not be reached.');
  } finally {
    silence.end();
  }
}

async function read(
  response: Response,
  body: ReadableStream<Uint8Array>,
  { most, onBytes }: FetchOptions,
  silence: Silence,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  try {
    for await (const chunk of chunksOf(body)) {
      silence.broken();
      chunks.push(chunk);
      received += chunk.length;
      onBytes(received, !isGzip(chunks[0]!));
      if (received > most) throw new DataError('sent more than the file holds.');
    }
  } catch (error) {
    if (error instanceof DataError || received === 0 || silence.signal.aborted) throw error;
    throw new DataError(`broke off after ${received.toLocaleString('en')} ${expected(response)}bytes.`);
  }
  return concatenate(chunks, received);
}

function expected(response: Response): string {
  const length = Number(response.headers.get('Content-Length'));
  return length > 0 && !response.headers.has('Content-Encoding') ? `of ${length.toLocaleString('en')} ` : '';
}

/** Aborts where nothing was heard for too long. */
class Silence {
  private readonly controller = new AbortController();
  private readonly patience: number;
  private timer: ReturnType<typeof setTimeout>;

  constructor(patience: number) {
    this.patience = patience;
    this.timer = this.start();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  broken(): void {
    clearTimeout(this.timer);
    this.timer = this.start();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.controller.abort(), this.patience);
  }
}
