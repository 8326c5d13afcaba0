/**
 * The 2D net of SPEC §5: x⁽ᵏ⁾ = A_k·a⁽ᵏ⁻¹⁾ + b_k, a⁽ᵏ⁾ = σ_k(x⁽ᵏ⁾), a⁽⁻¹⁾ the point of the plane. As a description for engines (dense blocks
 * "layers.0", "layers.1", …) and as plain numbers for whoever draws it.
 */
import type { PlaneSpec } from '../experiment/experiment.ts';
import type { Block, NamedArrays, NetworkDescription } from './description.ts';
import { drawWeights } from './initial.ts';
import { columnsOf } from './plane-inputs.ts';

/** A_k row by row (rows × columns) and b_k. */
export interface PlaneLayerWeights {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The description of a 2D net. Its layers have σ and no BatchNorm. */
export function describePlane(spec: PlaneSpec): NetworkDescription {
  const blocks = spec.layers.map(({ width }, k): Block => {
    const inChannels = columnsOf(spec, k);
    const map = { type: 'dense', kernel: 1, stride: 1, inSize: 1, outSize: 1, inChannels, outChannels: width } as const;
    return { name: layerName(k), map, after: 'sigma', norm: null };
  });
  return { kind: 'plane', blocks, coordinates: false };
}

/** Name of layer k's parameters: "layers.0" stands for layers.0.weight and layers.0.bias. */
export const layerName = (k: number): string => `layers.${String(k)}`;

/** Weights before the first step: as the experiment writes them, drawn from the seed where it doesn't (as PyTorch's nn.Linear draws). */
export function initialPlaneWeights(spec: PlaneSpec, seed: number): NamedArrays {
  const arrays = drawWeights(describePlane(spec), seed);
  spec.layers.forEach(({ weights, bias }, k) => {
    if (weights) arrays.get(`${layerName(k)}.weight`)!.data.set(weights.flat());
    if (bias) arrays.get(`${layerName(k)}.bias`)!.data.set(bias);
  });
  return arrays;
}

/** The layers of a 2D net out of named arrays. */
export function planeLayers(spec: PlaneSpec, arrays: NamedArrays): PlaneLayerWeights[] {
  return spec.layers.map(({ width }, k) => ({
    rows: width,
    columns: columnsOf(spec, k),
    weights: arrays.get(`${layerName(k)}.weight`)!.data,
    bias: arrays.get(`${layerName(k)}.bias`)!.data,
  }));
}
