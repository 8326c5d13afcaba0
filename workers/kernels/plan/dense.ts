/**
 * What the 2D net needs beside the kernels of convolutions, of which its layers are the smallest, 1×1 on images of one pixel: batches of rows of numbers, σ without a
 * BatchNorm behind it, forward and backward, and losses of the last σ's output.
 *
 * Layout: as everywhere here, rows (one an example) of channels, quads. The data set is a record an example: the quads of its inputs, then one quad of targets. Padded
 * channels are 0 and stay 0, in gradients too.
 */
import type { Loss } from '../../../src/domain/experiment/experiment.ts';
import { kernel, reads, writes, type Kernel } from './kernel.ts';
import { activated, CHANNEL_MASK, passedBack, SIGMA_BINDINGS, type SigmaText } from './sigma-text.ts';

/** Makes a batch, or a part of one, of the records whose indices this step names (see `gather.ts`). Threads: one for each quad of the batch's records. */
export function gatherRows(): Kernel {
  return kernel({
    key: 'gather-rows',
    bindings: [writes('x', 'vec4f'), writes('goal', 'vec4f'), reads('records', 'vec4f'), reads('indices', 'u32')],
    sizes: ['quads', 'first', 'firstExample', 'examples'],
    workgroupSize: 64,
    body: `
  let length = sizes.quads + 1u;
  let b = thread / length;
  let part = thread % length;
  let index = indices[sizes.first + b] - sizes.firstExample;
  if (index >= sizes.examples) { return; }
  let value = records[index * length + part];
  if (part < sizes.quads) { x[b * sizes.quads + part] = value; } else { goal[b] = value; }`,
  });
}

/** a = σ(x) while training. Threads: one for each quad. */
export function activateAlone(sigma: SigmaText): Kernel {
  return kernel({
    key: `activate-alone-${sigma.key}`,
    bindings: [writes('a', 'vec4f'), reads('x', 'vec4f'), ...SIGMA_BINDINGS],
    sizes: ['quads', 'channels', 'firstRow'],
    workgroupSize: 64,
    functions: sigma.forward,
    body: `
  let c = thread % sizes.quads;
  let row = thread / sizes.quads;
  let keep = ${CHANNEL_MASK('c')};
  a[thread] = ${activated('x[thread]', 'row', 'c')};`,
  });
}

/** ∂L/∂x of σ, and for each slice of the rows Σ ∂L/∂x, the partial sums of the bias's gradient. Threads: one for each slice and quad. */
export function sigmaBackwardAlone(sigma: SigmaText): Kernel {
  return kernel({
    key: `sigma-backward-alone-${sigma.key}`,
    bindings: [
      writes('dx', 'vec4f'),
      writes('partial', 'vec4f'),
      reads('dy', 'vec4f'),
      reads('x', 'vec4f'),
      ...SIGMA_BINDINGS,
    ],
    sizes: ['rows', 'quads', 'slices', 'channels', 'firstRow', 'firstSlice'],
    workgroupSize: 32,
    functions: sigma.backward,
    body: `
  let c = thread % sizes.quads;
  let slice = thread / sizes.quads;
  let keep = ${CHANNEL_MASK('c')};
  var sum = vec4f(0);
  for (var row = slice; row < sizes.rows; row += sizes.slices) {
    let at = row * sizes.quads + c;
    let g = dy[at];
    let d = ${passedBack('g', 'x[at]', 'row', 'c')};
    dx[at] = d;
    sum += d;
  }
  partial[sizes.firstSlice * sizes.quads + thread] = sum;`,
  });
}

/** −t·log p − (1 − t)·log(1 − p) and its slope p − t, of log-odds z: PyTorch's BCEWithLogitsLoss. */
const ODDS = `fn soft(e: vec4f) -> vec4f {
  let u = 1.0 + e;
  // log(1 + e) without losing small e (Goldberg 1991, theorem 4).
  return select(log(u) * e / (u - 1.0), e, u == vec4f(1));
}
fn terms(z: vec4f, t: vec4f) -> vec4f {
  return max(z, vec4f(0)) - z * t + soft(exp(-abs(z)));
}
fn slopes(z: vec4f, t: vec4f) -> vec4f {
  let e = exp(-abs(z));
  return select(e, vec4f(1), z >= vec4f(0)) / (1.0 + e) - t;
}`;

const SQUARES = `fn terms(a: vec4f, t: vec4f) -> vec4f { return (a - t) * (a - t); }
fn slopes(a: vec4f, t: vec4f) -> vec4f { return 2.0 * (a - t); }`;

const TERMS: Readonly<Record<Loss, string>> = { mse: SQUARES, bce: ODDS };

/** Σ loss of each slice's rows, over the first `outputs` channels; with `backward`, ∂L/∂a of the mean over all, 0 in the other channels. Threads: one a slice. */
export function rowLoss(loss: Loss, backward: boolean): Kernel {
  return kernel({
    key: `row-loss-${loss}${backward ? '-gradient' : ''}`,
    bindings: [
      ...(backward ? [writes('dy', 'vec4f')] : []),
      writes('partial', 'vec2f'),
      reads('a', 'vec4f'),
      reads('goal', 'vec4f'),
    ],
    sizes: ['rows', 'quads', 'slices', 'firstSlice', 'outputs', ...(backward ? ['batchRows'] : [])],
    workgroupSize: 32,
    functions: TERMS[loss],
    body: `
  let kept = vec4u(0, 1, 2, 3) < vec4u(sizes.outputs);
  var sum = vec4f(0);
  for (var row = thread; row < sizes.rows; row += sizes.slices) {
    let at = row * sizes.quads;
    let value = a[at];
    sum += select(vec4f(0), terms(value, goal[row]), kept);
${
  backward
    ? `    dy[at] = select(vec4f(0), slopes(value, goal[row]), kept) / f32(sizes.batchRows * sizes.outputs);
    for (var q = 1u; q < sizes.quads; q++) { dy[at + q] = vec4f(0); }`
    : ''
}
  }
  partial[sizes.firstSlice + thread] = vec2f(sum.x + sum.y + sum.z + sum.w, 0);`,
  });
}
