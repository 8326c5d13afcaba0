/** How much device memory a plan takes, before it takes any; and what to say where that is too much. */
import { OutOfMemoryError } from '../../../src/domain/errors.ts';
import type { NetworkDescription } from '../../../src/domain/networks/description.ts';
import type { EngineOptions } from '../engine.ts';
import { allocate } from './buffers.ts';
import { storageBytes, type Memory, type Slice } from './plan.ts';
import type { Tuning } from './tuning.ts';

type Needs = Pick<EngineOptions, 'network' | 'optimizer' | 'batchSize' | 'train'>;

/** The limits of a device that matter here. */
export type MemoryLimits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

/** Bytes of a plan: all of them, and those of its largest buffer. */
export interface Footprint {
  readonly total: number;
  readonly largest: number;
}

/** Counts instead of allocating. */
class Counter implements Memory {
  total = 0;
  largest = 0;

  floats(count: number): Slice {
    const size = storageBytes(count);
    this.total += size;
    this.largest = Math.max(this.largest, size);
    return { buffer: null as unknown as GPUBuffer, offset: 0, size };
  }

  uniforms(size: number): GPUBuffer {
    this.total += size;
    return null as unknown as GPUBuffer;
  }
}

export function footprint({ network, optimizer, batchSize, train }: Needs, tuning: Tuning): Footprint {
  const counter = new Counter();
  allocate(network, optimizer, batchSize, tuning, counter);
  counter.floats(train.inputs.byteLength / 4);
  return counter;
}

/** Throws OutOfMemoryError, with the largest batch that fits, where a buffer would exceed what one may hold. */
export function checkLimits(needs: Needs, tuning: Tuning, limits: MemoryLimits): void {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const fits = (batchSize: number) => footprint({ ...needs, batchSize }, tuning).largest <= most;
  if (fits(needs.batchSize)) return;
  throw tooLarge(needs, `in buffers of ${megabytes(most)} at most`, largestBatch(needs.batchSize, fits));
}

/** The largest batch below `batchSize` that fits; 0 where none does. Asks for about log₂ batchSize sizes. */
export function largestBatch(batchSize: number, fits: (batchSize: number) => boolean): number {
  let [low, high] = [0, batchSize];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The error for a plan that the device can't hold. `largest` is the largest batch it can, 0 where it can hold none. */
export function tooLarge({ network, batchSize }: Needs, where: string, largest: number): OutOfMemoryError {
  const channels = widestMap(network);
  const what = `A network of ${channels} channels with batches of ${batchSize} does not fit ${where}.`;
  return new OutOfMemoryError(
    largest > 1 ? `${what} Batches of up to ${largest} do.` : `${what} Even single examples don't: use fewer channels.`,
  );
}

/** Channels of the widest map. */
export function widestMap({ blocks }: NetworkDescription): number {
  return Math.max(...blocks.map(({ map }) => map.outChannels));
}

/** Bytes, as people say them. */
export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
