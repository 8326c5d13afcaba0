/** A set of examples on the device, as the gathering kernels read it: images as bytes, the 2D net's points as records. */
import type { NetworkDescription } from '../../../src/domain/networks/description.ts';
import type { Examples } from '../engine.ts';
import { packRecords } from './stages/dense.ts';
import type { Arena, Slice } from './plan.ts';

export function uploadExamples(
  device: GPUDevice,
  arena: Arena,
  { kind }: NetworkDescription,
  examples: Examples,
): Slice {
  const bytes = kind === 'plane' ? packRecords(examples) : (examples.inputs as Uint8Array<ArrayBuffer>);
  const slice = arena.floats(Math.ceil(bytes.byteLength / 4), 'data set');
  device.queue.writeBuffer(slice.buffer, 0, bytes);
  return slice;
}

/** Numbers of an example that the loss is the mean over. */
export function comparedLength({ kind, blocks }: NetworkDescription, { targetLength }: Examples): number {
  return kind === 'plane' ? targetLength : blocks.at(-1)!.map.outSize ** 2;
}
