/**
 * Where each parameter lies on the device. All trainable parameters lie in one flat buffer, and their gradients and moments in buffers of the same
 * layout, so that one kernel updates them all; running statistics lie in a second. Segments are aligned to 256 bytes, so that
 * each can be bound by itself, and everything that is no parameter is zero and stays zero.
 *
 * On the device, weights are [ky][kx][big][small] (big: channels of the larger image, small: of the smaller), channels padded as in
 * `kernels/plan/kernel.ts`; PyTorch's layout is (small, big, k, k) for convolutions and transposed ones alike.
 */
import type {
  Block,
  NamedArrays,
  NetworkDescription,
  ParameterInfo,
} from '../../../src/domain/networks/description.ts';
import { describeParameters } from '../../../src/domain/networks/parameters.ts';
import type { Taps } from '../../kernels/plan/correlation.ts';
import { storedChannels } from '../../kernels/plan/kernel.ts';
import { SEGMENT_QUADS } from '../../kernels/plan/optimizer.ts';

/** One parameter in its flat buffer; lengths and offsets in floats. */
export interface Segment {
  readonly info: ParameterInfo;
  readonly offset: number;
  /** Floats it takes there, padded channels included. */
  readonly length: number;
  /** Its true number of elements. */
  readonly count: number;
  /** Index on the device of PyTorch's element i. */
  readonly place: (i: number) => number;
}

export interface Layout {
  readonly segments: readonly Segment[];
  /** Floats of the whole buffer. */
  readonly length: number;
}

const ALIGNMENT = 4 * SEGMENT_QUADS;

/** Channels, kernel and stride of a block's map as the kernels want them; `index` is the block's place in the network. */
export function tapsOf(block: Block, index: number): Taps {
  const { type, kernel, stride, inChannels, outChannels } = block.map;
  const transposed = type === 'conv-transposed';
  const storedIn = index === 0 ? storedChannels(inChannels) : padded(inChannels);
  return {
    big: transposed ? storedOut(block) : storedIn,
    small: padded(transposed ? inChannels : outChannels),
    kernel,
    stride,
  };
}

/** Channels of a block's output as stored: only the network's own input and output may be single floats. */
export const storedOut = ({ after, map }: Block): number =>
  after === 'sigma' ? padded(map.outChannels) : storedChannels(map.outChannels);

/** Sides of the larger and the smaller image of a block's map. */
export function sidesOf({ map }: Block): { readonly bigSize: number; readonly smallSize: number } {
  const { inSize, outSize } = map;
  return map.type === 'conv-transposed'
    ? { bigSize: outSize, smallSize: inSize }
    : { bigSize: inSize, smallSize: outSize };
}

/** Channels in quads, even where there is just one. */
export const padded = (channels: number): number => 4 * Math.ceil(channels / 4);

/** The flat buffer of the trainable parameters, or of the running statistics. */
export function layOut(network: NetworkDescription, trainable: boolean): Layout {
  let offset = 0;
  const segments = describeParameters(network)
    .filter((info) => info.trainable === trainable)
    .map((info) => {
      const segment = { info, offset, ...placement(info, network.blocks[info.block]!) };
      offset += Math.ceil(segment.length / ALIGNMENT) * ALIGNMENT;
      return segment;
    });
  return { segments, length: offset };
}

function placement(info: ParameterInfo, block: Block): Pick<Segment, 'length' | 'count' | 'place'> {
  const count = info.shape.reduce((product, side) => product * side, 1);
  if (info.role !== 'weight') return { count, length: padded(count), place: (i) => i };
  const { big, small, kernel: k } = tapsOf(block, info.block);
  const [, channelsBig = 1] = info.shape;
  const taps = k * k;
  return {
    count,
    length: taps * big * small,
    place: (i) => {
      const tap = i % taps;
      const pair = Math.floor(i / taps);
      return (tap * big + (pair % channelsBig)) * small + Math.floor(pair / channelsBig);
    },
  };
}

/** PyTorch's arrays → the flat buffer. Names are looked up with `prefix` before them; what is missing stays 0. */
export function pack(layout: Layout, arrays: NamedArrays, prefix = ''): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(layout.length);
  for (const { info, offset, count, place } of layout.segments) {
    const data = arrays.get(prefix + info.name)?.data;
    if (data) for (let i = 0; i < count; i++) flat[offset + place(i)] = data[i]!;
  }
  return flat;
}

/** The flat buffer → PyTorch's arrays. */
export function unpack(layout: Layout, flat: Float32Array, into: NamedArrays, prefix = ''): void {
  for (const { info, offset, count, place } of layout.segments) {
    into.set(prefix + info.name, {
      shape: info.shape,
      data: Float32Array.from({ length: count }, (_, i) => flat[offset + place(i)]!),
    });
  }
}
