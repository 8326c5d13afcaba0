/**
 * The numbers that change with every step, in one small buffer that is written before each submit: where the step reports, the step itself
 * (it keys noise), how far annealing has got, and the optimizer's coefficients. So a step needs no other upload than its frame and its batch's indices.
 */
import type { Binding } from './kernel.ts';

/** Most coefficients that an optimizer may have. */
export const MAX_COEFFICIENTS = 12;

export const FRAME_STRUCT = `struct Frame { slot: u32, step: u32, anneal: f32, unused: f32, coefficients: array<f32, ${String(MAX_COEFFICIENTS)}> }`;

export const FRAME_BINDING: Binding = { name: 'frame', type: 'Frame', access: 'read' };

/** Bytes of a frame. */
export const FRAME_BYTES = 4 * (4 + MAX_COEFFICIENTS);

/** Packs a frame. */
export function packFrame(slot: number, step: number, anneal: number, coefficients: readonly number[]): ArrayBuffer {
  const bytes = new ArrayBuffer(FRAME_BYTES);
  const view = new DataView(bytes);
  view.setUint32(0, slot, true);
  view.setUint32(4, step, true);
  view.setFloat32(8, anneal, true);
  coefficients.forEach((value, i) => view.setFloat32(16 + 4 * i, value, true));
  return bytes;
}
