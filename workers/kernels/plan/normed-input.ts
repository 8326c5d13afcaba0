/**
 * BatchNorm's y = a·scale + shift, applied by whoever reads y: a multiplication and an addition beside each load are cheaper than a pass over
 * memory, and y needs no memory at all.
 */
import { reads, type Binding } from './kernel.ts';

/** The block's constants, as `normalisation.ts` lays them out. */
export const NORM_BINDING: Binding = reads('constants', 'vec4f');

/** Declares scale and shift of quad `c` of `quads`, under a name. */
export const normConstants = (name: string, c: string, quads: number): string =>
  `let scale${name} = constants[${c} + ${String(2 * quads)}u]; let shift${name} = constants[${c} + ${String(3 * quads)}u];`;

/** y of an a that was read. */
export const normalised = (a: string, name: string): string => `(${a} * scale${name} + shift${name})`;
