/** The named arrays of a network, in PyTorch's order, names and layouts. */
import type { AffineMap, Block, NetworkDescription, ParameterInfo, ParameterRole } from './description.ts';

/**
 * Every parameter and running statistic, block after block: weight, bias, then BatchNorm's weight, bias,
 * running_mean, running_var.
 */
export function describeParameters(network: NetworkDescription): ParameterInfo[] {
  return network.blocks.flatMap((block, index) => [...affineParameters(block, index), ...normParameters(block, index)]);
}

/** How many numbers training moves. */
export function countParameters(network: NetworkDescription): number {
  return sumOf(
    describeParameters(network).filter((info) => info.trainable),
    (info) => elementCount(info.shape),
  );
}

/** The product of a shape's sides. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** PyTorch's layout of the map's weight: (out, in, k, k), transposed (in, out, k, k), dense (out, in). */
export function weightShape(map: AffineMap): number[] {
  const { type, kernel, inChannels, outChannels } = map;
  switch (type) {
    case 'conv':
      return [outChannels, inChannels, kernel, kernel];
    case 'conv-transposed':
      return [inChannels, outChannels, kernel, kernel];
    case 'dense':
      return [outChannels, inChannels];
    default:
      return type satisfies never;
  }
}

function affineParameters(block: Block, index: number): ParameterInfo[] {
  const { name, map } = block;
  return [
    { name: `${name}.weight`, role: 'weight', shape: weightShape(map), block: index, trainable: true },
    { name: `${name}.bias`, role: 'bias', shape: [map.outChannels], block: index, trainable: true },
  ];
}

function normParameters(block: Block, index: number): ParameterInfo[] {
  const { norm, map } = block;
  if (norm === null) return [];
  const one = (suffix: string, role: ParameterRole, trainable: boolean): ParameterInfo => ({
    name: `${norm}.${suffix}`, role, shape: [map.outChannels], block: index, trainable,
  }); // prettier-ignore
  return [
    one('weight', 'norm-weight', true),
    one('bias', 'norm-bias', true),
    one('running_mean', 'running-mean', false),
    one('running_var', 'running-var', false),
  ];
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
