/** Long work on the page's thread in slices, so that the page goes on answering. */
import { AbortError } from '../../../domain/errors.ts';

/** A slice ends after this long. */
const SLICE_MS = 12;

export interface Slicing {
  /** Hears the share that is done, 0 … 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Calls `work(i)` for 0 … count − 1, letting the page breathe in between. Rejects with AbortError when told to stop. */
export async function inSlices(
  count: number,
  work: (i: number) => void | Promise<void>,
  slicing: Slicing = {},
): Promise<void> {
  let start = performance.now();
  for (let i = 0; i < count; i++) {
    await work(i);
    if (performance.now() - start < SLICE_MS) continue;
    slicing.onProgress?.((i + 1) / count);
    await breath();
    if (slicing.signal?.aborted === true) throw new AbortError();
    start = performance.now();
  }
}

/** A task of its own: messages are not held back as timers are. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
