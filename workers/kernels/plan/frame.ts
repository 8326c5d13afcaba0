/**
 * The numbers that change with every step, in one small buffer that is written before each submit: where the step reports, the step itself
 * (it keys noise), how far annealing has got in each block, and the optimizer's coefficients. So a step needs no other upload than its frame and its batch's indices.
 */
import type { Binding } from './kernel.ts';

/** Most coefficients that an optimizer may have. */
export const MAX_COEFFICIENTS = 12;

/** Most blocks that a network may have. */
const MAX_BLOCKS = 16;

export const FRAME_STRUCT = `struct Frame { slot: u32, step: u32, anneal: array<f32, ${String(MAX_BLOCKS)}>, coefficients: array<f32, ${String(MAX_COEFFICIENTS)}> }`;

export const FRAME_BINDING: Binding = { name: 'frame', type: 'Frame', access: 'read' };

/** Bytes of a frame. */
export const FRAME_BYTES = 4 * (2 + MAX_BLOCKS + MAX_COEFFICIENTS);

/** Packs a frame. `anneal` has one number a block; those that are missing are 0. */
export function packFrame(
  slot: number,
  step: number,
  anneal: readonly number[],
  coefficients: readonly number[],
): ArrayBuffer {
  const bytes = new ArrayBuffer(FRAME_BYTES);
  const view = new DataView(bytes);
  view.setUint32(0, slot, true);
  view.setUint32(4, step, true);
  const put = (first: number, values: readonly number[]): void =>
    values.forEach((value, i) => view.setFloat32(4 * (first + i), value, true));
  put(2, anneal);
  put(2 + MAX_BLOCKS, coefficients);
  return bytes;
}
