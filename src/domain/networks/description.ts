/**
 * A network as a list of blocks, each an affine map with what follows it: the one description from which every engine
 * (tensors by tfjs, the WebGPU plan), the parameter table, the cost estimate and the weight files are made.
 */

/** An affine map. Sizes are square: `inSize`×`inSize` pixels of `inChannels` to `outSize`×`outSize` of `outChannels`; a dense layer has size 1 and kernel 1. */
export interface AffineMap {
  readonly type: 'conv' | 'conv-transposed' | 'dense';
  readonly kernel: number;
  readonly stride: number;
  readonly inSize: number;
  readonly outSize: number;
  readonly inChannels: number;
  readonly outChannels: number;
}

/** Affine map, then σ (or the output's sigmoid, or nothing), then BatchNorm or nothing. */
export interface Block {
  /** Name of the affine map's parameters: "encoder.0" stands for encoder.0.weight and encoder.0.bias. */
  readonly name: string;
  readonly map: AffineMap;
  /** 'sigma' is the experiment's activation for this block; 'sigmoid' the output's plain sigmoid with its own exact derivative. */
  readonly after: 'sigma' | 'sigmoid' | 'none';
  /** Name of the BatchNorm's parameters ("encoder.2"), or null. */
  readonly norm: string | null;
}

export interface NetworkDescription {
  readonly kind: 'autoencoder' | 'plane';
  readonly blocks: readonly Block[];
  /** Two coordinate channels are appended to the input. */
  readonly coordinates: boolean;
}

export type ParameterRole = 'weight' | 'bias' | 'norm-weight' | 'norm-bias' | 'running-mean' | 'running-var';

/** One named array, in PyTorch's layout: conv weight (out, in, k, k), transposed (in, out, k, k), dense (out, in). */
export interface ParameterInfo {
  readonly name: string;
  readonly role: ParameterRole;
  readonly shape: readonly number[];
  readonly block: number;
  readonly trainable: boolean;
}

/** float32 arrays by PyTorch's names, PyTorch's layouts. */
export type NamedArrays = Map<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;
