/** How much device memory a plan takes, before it takes any; and what to say where that is too much. */
import { OutOfMemoryError } from '../../../src/domain/errors.ts';
import type { NetworkDescription } from '../../../src/domain/networks/description.ts';
import type { EngineOptions } from '../engine.ts';
import { allocate, type Stored } from './buffers.ts';
import { allocateExamples } from './examples.ts';
import { inParts, type Part } from './parts.ts';
import { storageBytes, type Memory, type Slice } from './plan.ts';
import type { Tuning } from './tuning.ts';

type Needs = Stored & Pick<EngineOptions, 'batchSize' | 'train'>;

/** What a plan must keep to. */
export interface PlanLimits {
  /** Bytes of one buffer. */
  readonly bytes: number;
  /** Examples in one part of a batch or of a data set. */
  readonly examples: number;
}

/** A device's own limits. */
export function limitsOf({ limits }: Pick<GPUDevice, 'limits'>): PlanLimits {
  return { bytes: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize), examples: Infinity };
}

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

  halves(count: number): Slice {
    return this.floats(Math.ceil(count / 2));
  }

  uniforms(size: number): GPUBuffer {
    this.total += size;
    return null as unknown as GPUBuffer;
  }
}

/** What a plan takes with its batch in these parts, and its data set within these limits. */
export function footprint(needs: Needs, parts: readonly Part[], tuning: Tuning, limits: PlanLimits): Footprint {
  const counter = new Counter();
  allocate(needs, parts, tuning, counter);
  allocateExamples(needs.network, needs.train, limits, counter);
  return counter;
}

/** The parts that a batch must come in to keep within the limits: as few as can be. Throws OutOfMemoryError where not even single examples would do. */
export function partsWithin(needs: Needs, tuning: Tuning, limits: PlanLimits): Part[] {
  const { batchSize } = needs;
  const fits = (count: number) => footprint(needs, inParts(batchSize, count), tuning, limits).largest <= limits.bytes;
  const most = Math.min(batchSize, limits.examples);
  const largest = fits(most) ? most : largestBelow(most, fits);
  if (largest === 0) throw tooLarge(needs, `in buffers of ${megabytes(limits.bytes)} at most`, 0);
  return inParts(batchSize, largest);
}

/** The largest number below `count` that fits; 0 where none does. Asks for about log₂ count numbers. */
function largestBelow(count: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, count];
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
