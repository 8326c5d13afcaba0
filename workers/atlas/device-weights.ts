/**
 * Brings weights that a plan trains into the order in which the drawing kernel reads them, on the device: a table says for each quad of the one where it lies in the other. Nothing
 * passes through the processor.
 */
import type { PlaneProgram } from '../../src/domain/atlas/plane-program.ts';
import { layerName } from '../../src/domain/networks/plane.ts';
import type { DeviceWeights } from '../engine/engine.ts';
import { range } from '../kernels/plan/kernel.ts';
import { quadsOf } from './shader.ts';

const NOTHING = 0xffffffff;
const WORKGROUP = 64;

export const REPACK_SHADER = `@group(0) @binding(0) var<storage, read_write> weights: array<vec4f>;
@group(0) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(2) var<storage, read> places: array<u32>;
@compute @workgroup_size(${String(WORKGROUP)})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&places)) { return; }
  let place = places[id.x];
  if (place == ${String(NOTHING)}u) { weights[id.x] = vec4f(0); } else { weights[id.x] = parameters[place]; }
}`;

/** Workgroups for so many quads. */
export const repackGroups = (quads: number): number => Math.ceil(quads / WORKGROUP);

/** For each quad of the drawing kernel's weights (see `shader.ts`) the quad of the plan's parameters. The plan has a dense weight as [column][quad of rows]. */
export function repackTable({ layers }: PlaneProgram, { quadOf }: DeviceWeights): Uint32Array<ArrayBuffer> {
  const places = layers.flatMap(({ rows, columns }, k) => {
    const weight = quadOf(`${layerName(k)}.weight`);
    const bias = quadOf(`${layerName(k)}.bias`);
    const stride = quadsOf(rows);
    return range(stride).flatMap((r) => [
      ...range(4 * quadsOf(columns)).map((c) => (c < columns ? weight + c * stride + r : NOTHING)),
      bias + r,
    ]);
  });
  return Uint32Array.from(places);
}
