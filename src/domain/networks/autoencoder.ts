/**
 * The autoencoder of SPEC §5 as a description: which maps, of what sizes, under which of PyTorch's names. The encoder
 * and the decoder are `nn.Sequential`s of (convolution, σ, BatchNorm), so that block i of either has its weights at
 * 3·i and its BatchNorm at 3·i + 2.
 */
import type { AutoencoderSpec } from '../experiment/experiment.ts';
import type { AffineMap, Block, NetworkDescription } from './description.ts';

/** Pixels along a side of the images. */
export const IMAGE_SIZE = 28;

/** Kernel and stride of the encoder's convolutions, in order; the decoder mirrors them. */
const ENCODER_KERNELS = [
  [3, 1], [3, 1], [3, 1], [3, 1], [3, 1], [3, 3], [3, 3], [2, 1],
] as const; // prettier-ignore

/** The network of an autoencoder experiment: sizes 28 26 24 22 20 18 6 2 1 2 6 18 20 22 24 26 28. */
export function describeAutoencoder(spec: AutoencoderSpec): NetworkDescription {
  const encoder = encoderMaps(spec);
  const decoder = [...encoder].reverse().map((map, i) => mirrored(map, i === encoder.length - 1 ? 1 : spec.channels));
  const last = decoder.length - 1;
  return {
    kind: 'autoencoder',
    coordinates: spec.coordinates,
    blocks: [
      ...encoder.map((map, i) => hiddenBlock('encoder', i, map)),
      ...decoder.slice(0, last).map((map, i) => hiddenBlock('decoder', i, map)),
      { name: `decoder.${String(3 * last)}`, map: decoder[last]!, after: 'sigmoid', norm: null },
    ],
  };
}

function encoderMaps(spec: AutoencoderSpec): AffineMap[] {
  const last = ENCODER_KERNELS.length - 1;
  let inSize = IMAGE_SIZE;
  let inChannels = spec.coordinates ? 3 : 1;
  return ENCODER_KERNELS.map(([kernel, stride], i) => {
    const outSize = (inSize - kernel) / stride + 1;
    const outChannels = i === last ? spec.latent : spec.channels;
    const map: AffineMap = { type: 'conv', kernel, stride, inSize, outSize, inChannels, outChannels };
    inSize = outSize;
    inChannels = outChannels;
    return map;
  });
}

/** The transposed convolution that undoes the size of `map`. */
function mirrored(map: AffineMap, outChannels: number): AffineMap {
  return {
    ...map,
    type: 'conv-transposed',
    inSize: map.outSize,
    outSize: map.inSize,
    inChannels: map.outChannels,
    outChannels,
  };
}

function hiddenBlock(half: 'encoder' | 'decoder', i: number, map: AffineMap): Block {
  return { name: `${half}.${String(3 * i)}`, map, after: 'sigma', norm: `${half}.${String(3 * i + 2)}` };
}
