/**
 * Weights before the first step, as PyTorch's layers draw them by default (`reset_parameters` of nn.Conv2d,
 * nn.Linear, nn.BatchNorm2d).
 */
import { Xoshiro128 } from '../random/xoshiro.ts';
import type { NamedArrays, NetworkDescription, ParameterInfo } from './description.ts';
import { describeParameters, elementCount } from './parameters.ts';

/**
 * All parameters and running statistics of a network, from a seed. Weights and biases are uniform in ±1/√fan_in;
 * BatchNorm starts as the identity. One sequence of random numbers, in the order of `describeParameters`, row-major
 * in PyTorch's layout: same seed, same bits, on any machine.
 */
export function drawWeights(network: NetworkDescription, seed: number): NamedArrays {
  const random = new Xoshiro128(seed);
  const parameters = describeParameters(network);
  const arrays: NamedArrays = new Map();
  let bound = 0;
  for (const info of parameters) {
    // A bias follows its weight, and shares its bound.
    if (info.role === 'weight') bound = 1 / Math.sqrt(fanIn(info));
    arrays.set(info.name, { shape: info.shape, data: initialValues(info, bound, random) });
  }
  return arrays;
}

/**
 * size(1)·k·k of the stored weight (torch.nn.init._calculate_fan_in_and_fan_out): a transposed convolution counts its
 * output channels.
 */
export function fanIn(weight: ParameterInfo): number {
  return elementCount(weight.shape.slice(1));
}

function initialValues(info: ParameterInfo, bound: number, random: Xoshiro128): Float32Array {
  const values = new Float32Array(elementCount(info.shape));
  const { role } = info;
  switch (role) {
    case 'weight':
    case 'bias':
      return values.map(() => (2 * random.uniform() - 1) * bound);
    case 'norm-weight':
    case 'running-var':
      return values.fill(1);
    case 'norm-bias':
    case 'running-mean':
      return values;
    default:
      return role satisfies never;
  }
}
