/**
 * Between PyTorch's layouts, in which weights cross every border, and those of tfjs's kernels. Convolutions and
 * transposed convolutions alike are stored (a, b, k, k) and used as (k, k, b, a); dense weights are stored (out, in)
 * and used as (in, out); all else is the same in both.
 */
import type { ParameterInfo } from '../../src/domain/networks/description.ts';

/** The shape in which kernels see a parameter. */
export function kernelShape({ shape }: ParameterInfo): number[] {
  return kernelAxes(shape).map((axis) => shape[axis]!);
}

/** Values in PyTorch's layout, as kernels want them. */
export function toKernelLayout(info: ParameterInfo, values: Float32Array): Float32Array {
  return permute(values, info.shape, kernelAxes(info.shape));
}

/** Values as kernels have them, in PyTorch's layout. */
export function toPyTorchLayout(info: ParameterInfo, values: Float32Array): Float32Array {
  const axes = kernelAxes(info.shape);
  const back = axes.map((_, axis) => axes.indexOf(axis));
  return permute(values, kernelShape(info), back);
}

/** Which of PyTorch's axes each axis of the kernels is. */
function kernelAxes(shape: readonly number[]): number[] {
  if (shape.length === 4) return [2, 3, 1, 0];
  if (shape.length === 2) return [1, 0];
  return [0];
}

/** A copy of row-major values with their axes in another order: axis i of the result is axis axes[i] of the source. */
function permute(values: Float32Array, shape: readonly number[], axes: readonly number[]): Float32Array {
  const strides = axes.map((axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const sides = axes.map((axis) => shape[axis]!);
  return Float32Array.from(values, (_, index) => {
    let rest = index;
    let from = 0;
    for (let axis = sides.length - 1; axis >= 0; axis--) {
      from += (rest % sides[axis]!) * strides[axis]!;
      rest = Math.floor(rest / sides[axis]!);
    }
    return values[from]!;
  });
}
