/** A set of examples on the device, as the gathering kernels read it: images as bytes, the 2D net's points as records. In parts, where one buffer can't hold it. */
import type { NetworkDescription } from '../../../src/domain/networks/description.ts';
import type { Examples } from '../engine.ts';
import type { PlanLimits } from './memory.ts';
import { inParts, type Part } from './parts.ts';
import type { Arena, Memory, Slice } from './plan.ts';
import { packRecords, recordLength } from './stages/dense.ts';

/** Consecutive examples of a data set. */
export interface DataPart extends Part {
  readonly data: Slice;
}

/** Buffers for all examples, within these limits. */
export function allocateExamples(
  { kind }: NetworkDescription,
  examples: Examples,
  limits: PlanLimits,
  arena: Memory,
): DataPart[] {
  const bytes = kind === 'plane' ? 4 * recordLength(examples) : examples.inputLength;
  const most = Math.min(limits.examples, Math.max(1, Math.floor(limits.bytes / bytes)));
  return inParts(examples.count, most).map((part) => ({
    ...part,
    data: arena.floats(Math.ceil((part.count * bytes) / 4), 'data set'),
  }));
}

export function uploadExamples(
  device: GPUDevice,
  arena: Arena,
  network: NetworkDescription,
  examples: Examples,
  limits: PlanLimits,
): DataPart[] {
  const all = network.kind === 'plane' ? packRecords(examples) : (examples.inputs as Uint8Array<ArrayBuffer>);
  const length = all.length / examples.count;
  const parts = allocateExamples(network, examples, limits, arena);
  for (const { data, first, count } of parts)
    device.queue.writeBuffer(data.buffer, 0, all, first * length, count * length);
  return parts;
}

/** Numbers of an example that the loss is the mean over. */
export function comparedLength({ kind, blocks }: NetworkDescription, { targetLength }: Examples): number {
  return kind === 'plane' ? targetLength : blocks.at(-1)!.map.outSize ** 2;
}
