/**
 * Batch normalisation on WebGPU in a few passes over memory, where tfjs's kernels take a dozen. Tensors are rows of
 * channels, read float by float, for any number of channels.
 *
 * Threads: reductions are cut into slices; one thread takes one channel in the rows slice, slice + slices, … so that
 * neighbouring threads read neighbouring memory, and a second kernel merges the slices in a fixed order: the same
 * bits every time. Variances are sums of squares shifted by the slice's first value, merged by Chan's formula (Chan,
 * Golub & LeVeque 1983), which don't cancel. Elementwise kernels take a thread an element.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { runKernel, workgroupsFor, type WgslKernel } from '../webgpu-dispatch.ts';
import { NORM_EPSILON, type NormKernels } from './kernels.ts';

const SLICES = 128;
const GROUP = 64;

/** A shader of `threads` threads over buffers of floats; `rows`, `channels` and `slices` are uniforms. */
function shader(name: string, outputs: readonly string[], inputs: readonly string[], body: string): WgslKernel {
  const declare = (access: string, offset: number) => (buffer: string, i: number) =>
    `@group(0) @binding(${String(offset + i)}) var<storage, ${access}> ${buffer}: array<f32>;`;
  const code = `
struct Sizes { threads: u32, rows: u32, channels: u32, slices: u32 }
${[...outputs.map(declare('read_write', 0)), ...inputs.map(declare('read', outputs.length))].join('\n')}
@group(0) @binding(${String(outputs.length + inputs.length)}) var<uniform> sizes: Sizes;
@compute @workgroup_size(${String(GROUP)})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let thread = id.x + id.y * groups.x * ${String(GROUP)}u;
  if (thread >= sizes.threads) { return; }
  let c = thread % sizes.channels;
${body}
}`;
  return { key: `norm/${name}`, code: () => code };
}

/** Mean and summed squared distance from it, of a slice of one channel. */
const sliceMoments = shader('slice-moments', ['means', 'distances'], ['x'], `
  let slice = thread / sizes.channels;
  let origin = x[thread];
  var sum = 0.0;
  var squares = 0.0;
  for (var row = slice; row < sizes.rows; row += sizes.slices) {
    let d = x[row * sizes.channels + c] - origin;
    sum += d;
    squares += d * d;
  }
  let count = f32((sizes.rows - slice + sizes.slices - 1u) / sizes.slices);
  means[thread] = origin + sum / count;
  distances[thread] = squares - sum * sum / count;`); // prettier-ignore

/** Chan's formula over the slices of one channel. */
const mergeMoments = shader('merge-moments', ['mean', 'variance'], ['means', 'distances'], `
  var shift = 0.0;
  for (var slice = 0u; slice < sizes.slices; slice++) {
    let count = f32((sizes.rows - slice + sizes.slices - 1u) / sizes.slices);
    shift += count * (means[slice * sizes.channels + c] - means[c]);
  }
  let centre = means[c] + shift / f32(sizes.rows);
  var squares = 0.0;
  for (var slice = 0u; slice < sizes.slices; slice++) {
    let count = f32((sizes.rows - slice + sizes.slices - 1u) / sizes.slices);
    let d = means[slice * sizes.channels + c] - centre;
    squares += distances[slice * sizes.channels + c] + count * d * d;
  }
  mean[c] = centre;
  variance[c] = squares / f32(sizes.rows);`); // prettier-ignore

const applyNorm = shader('apply', ['y'], ['x', 'mean', 'variance', 'weight', 'bias'], `
  y[thread] = (x[thread] - mean[c]) / sqrt(variance[c] + ${String(NORM_EPSILON)}) * weight[c] + bias[c];`); // prettier-ignore

/** Σ dy and Σ dy·(x − μ) of a slice of one channel. */
const sliceProducts = shader('slice-products', ['sums', 'products'], ['dy', 'x', 'mean'], `
  let slice = thread / sizes.channels;
  var sum = 0.0;
  var product = 0.0;
  for (var row = slice; row < sizes.rows; row += sizes.slices) {
    let at = row * sizes.channels + c;
    sum += dy[at];
    product += dy[at] * (x[at] - mean[c]);
  }
  sums[thread] = sum;
  products[thread] = product;`); // prettier-ignore

const mergeProducts = shader('merge-products', ['dbias', 'dweight'], ['sums', 'products', 'variance'], `
  var sum = 0.0;
  var product = 0.0;
  for (var slice = 0u; slice < sizes.slices; slice++) {
    sum += sums[slice * sizes.channels + c];
    product += products[slice * sizes.channels + c];
  }
  dbias[c] = sum;
  dweight[c] = product / sqrt(variance[c] + ${String(NORM_EPSILON)});`); // prettier-ignore

/** dx = weight/√(v + ε)·(dy − mean(dy) − x̂·mean(dy·x̂)). */
const inputGradient = shader('input-gradient', ['dx'], ['dy', 'x', 'mean', 'variance', 'weight', 'dbias', 'dweight'], `
  let inverse = 1.0 / sqrt(variance[c] + ${String(NORM_EPSILON)});
  let normal = (x[thread] - mean[c]) * inverse;
  let n = f32(sizes.rows);
  dx[thread] = weight[c] * inverse * (dy[thread] - dbias[c] / n - normal * dweight[c] / n);`); // prettier-ignore

export const webgpuNorm: NormKernels = {
  moments(x) {
    const sizes = sizesOf(x);
    const partial = [sizes.slices, sizes.channels];
    const [means, distances] = run(sliceMoments, [x], [partial, partial], sizes, sizes.slices * sizes.channels);
    const [mean, variance] = run(
      mergeMoments,
      [means!, distances!],
      [[sizes.channels], [sizes.channels]],
      sizes,
      sizes.channels,
    );
    tf.dispose([means!, distances!]);
    return { mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D };
  },
  apply(x, { mean, variance }, weight, bias) {
    return run(applyNorm, [x, mean, variance, weight, bias], [x.shape], sizesOf(x), x.size)[0]!;
  },
  gradients(dy, x, { mean, variance }, weight) {
    const sizes = sizesOf(x);
    const partial = [sizes.slices, sizes.channels];
    const [sums, products] = run(
      sliceProducts,
      [dy, x, mean],
      [partial, partial],
      sizes,
      sizes.slices * sizes.channels,
    );
    const [dbias, dweight] = run(
      mergeProducts,
      [sums!, products!, variance],
      [[sizes.channels], [sizes.channels]],
      sizes,
      sizes.channels,
    );
    const [dx] = run(inputGradient, [dy, x, mean, variance, weight, dbias!, dweight!], [x.shape], sizes, x.size);
    tf.dispose([sums!, products!]);
    return { dx: dx!, dweight: dweight as tf.Tensor1D, dbias: dbias as tf.Tensor1D };
  },
};

interface Sizes {
  readonly rows: number;
  readonly channels: number;
  readonly slices: number;
}

function sizesOf(x: tf.Tensor): Sizes {
  const channels = x.shape.at(-1)!;
  const rows = x.size / channels;
  return { rows, channels, slices: Math.min(rows, SLICES) };
}

function run(
  kernel: WgslKernel,
  inputs: readonly tf.Tensor[],
  outputShapes: readonly (readonly number[])[],
  sizes: Sizes,
  threads: number,
): tf.Tensor[] {
  const backend = tf.backend() as WebGPUBackend;
  const uniforms = Uint32Array.of(threads, sizes.rows, sizes.channels, sizes.slices).buffer;
  const outputs = runKernel(backend, {
    kernel,
    inputs,
    outputShapes,
    uniforms,
    workgroups: workgroupsFor(backend, threads, GROUP),
  });
  return outputs.map((info) => tf.engine().makeTensorFromTensorInfo(info));
}
