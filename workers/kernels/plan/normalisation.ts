/**
 * σ and the BatchNorm behind it, forward and backward (PyTorch's conventions: biased variance to normalise, unbiased for the running
 * statistics, momentum 0.1, ε 1e-5).
 *
 * y = a·scale + shift itself is never stored: whoever reads it computes it (`normed-input.ts`).
 *
 * Layout: x (pre-activation), a = σ(x) and their gradients as rows of channels, quads. `constants` holds four rows of channels: mean,
 * 1/√(var + ε), scale γ/√(var + ε), and shift β − mean·scale.
 * Threads: reductions over rows are cut into slices; one thread takes one quad of channels in the rows slice, slice + slices, … so that
 * neighbouring threads read neighbouring memory. A batch may come in parts, each with slices of its own from `firstSlice` on. Partial results are merged by a second kernel in a fixed order: same bits every time. Variances are
 * sums of squares shifted by the slice's first value and merged by Chan's formula (Chan, Golub & LeVeque 1983), which don't cancel.
 */
import { kernel, reads, writes, type Kernel } from './kernel.ts';
import { activated, CHANNEL_MASK, evaluated, passedBack, SIGMA_BINDINGS, type SigmaText } from './sigma-text.ts';

const EPSILON = '1e-5';
const MOMENTUM = '0.1';

/** Numbers that are added up before they join a longer sum: rounding errors grow with the length of a chain of additions. */
const BLOCK = '16u';

/** Rows an elementwise thread works off. */
export const ROWS_PER_THREAD = 4;

const SLICE = `
  let c = thread % sizes.quads;
  let slice = thread / sizes.quads;`;

/** a = σ(x), and for each slice the count, mean and summed squared deviation of a. `rounded`: of a as half precision keeps it (see `half.ts`). */
export function activateWithStatistics(sigma: SigmaText, rounded = false): Kernel {
  const kept = (a: string) => (rounded ? `vec4f(vec4h(${a}))` : a);
  return kernel({
    key: `activate-statistics-${sigma.key}${rounded ? ' rounded' : ''}`,
    bindings: [writes('a', 'vec4f'), writes('partial', 'vec4f'), reads('x', 'vec4f'), ...SIGMA_BINDINGS],
    sizes: ['rows', 'quads', 'slices', 'channels', 'firstRow', 'firstSlice'],
    workgroupSize: 32,
    functions: sigma.forward,
    body: `${SLICE}
  let keep = ${CHANNEL_MASK('c')};
  let origin = ${activated('x[thread]', 'slice', 'c')};
  var sum = vec4f(0);
  var squares = vec4f(0);
  var row = slice;
  while (row < sizes.rows) {
    var blockSum = vec4f(0);
    var blockSquares = vec4f(0);
    for (var n = 0u; n < ${BLOCK} && row < sizes.rows; n++) {
      let at = row * sizes.quads + c;
      let value = ${kept(activated('x[at]', 'row', 'c'))};
      a[at] = value;
      let d = value - origin;
      blockSum += d;
      blockSquares += d * d;
      row += sizes.slices;
    }
    sum += blockSum;
    squares += blockSquares;
  }
  let count = f32((sizes.rows - slice + sizes.slices - 1u) / sizes.slices);
  let at = (sizes.firstSlice + slice) * 3u * sizes.quads + c;
  partial[at] = vec4f(count);
  partial[at + sizes.quads] = origin + sum / count;
  partial[at + 2u * sizes.quads] = squares - sum * sum / count;`,
  });
}

/** Merges the slices of one quad of channels, makes the constants, and moves the running statistics. One workgroup a quad. */
export function finishStatistics(lanes: 1 | 16): Kernel {
  return kernel({
    key: `finish-statistics-${String(lanes)}`,
    bindings: [
      writes('constants', 'vec4f'),
      writes('runningMean', 'vec4f'),
      writes('runningVar', 'vec4f'),
      reads('partial', 'vec4f'),
      reads('gamma', 'vec4f'),
      reads('beta', 'vec4f'),
    ],
    sizes: ['rows', 'quads', 'slices'],
    workgroupSize: lanes,
    functions: lanes === 1 ? 'fn total(value: vec4f, lane: u32) -> vec4f { return value; }' : sharedTotal(lanes),
    by: 'workgroup',
    body: `
  let c = group;
  let n = f32(sizes.rows);
  // Means differ little: their differences from the first are added, not they themselves.
  let origin = partial[c + sizes.quads];
  var weighted = vec4f(0);
  for (var s = lane; s < sizes.slices; s += ${String(lanes)}u) {
    let at = s * 3u * sizes.quads + c;
    weighted += partial[at] * (partial[at + sizes.quads] - origin);
  }
  let mean = origin + total(weighted, lane) / n;
  var deviation = vec4f(0);
  var between = vec4f(0);
  for (var s = lane; s < sizes.slices; s += ${String(lanes)}u) {
    let at = s * 3u * sizes.quads + c;
    let d = partial[at + sizes.quads] - mean;
    deviation += partial[at + 2u * sizes.quads];
    between += partial[at] * d * d;
  }
  let squares = total(deviation + between, lane);
  if (lane == 0u) {
    let inverse = 1.0 / sqrt(squares / n + ${EPSILON});
    let scale = gamma[c] * inverse;
    constants[c] = mean;
    constants[c + sizes.quads] = inverse;
    constants[c + 2u * sizes.quads] = scale;
    constants[c + 3u * sizes.quads] = beta[c] - mean * scale;
    runningMean[c] = mix(runningMean[c], mean, ${MOMENTUM});
    runningVar[c] = mix(runningVar[c], squares / max(n - 1.0, 1.0), ${MOMENTUM});
  }`,
  });
}

/** Sum of one value over a workgroup, known to all its threads. */
function sharedTotal(lanes: number): string {
  return `var<workgroup> shared_values: array<vec4f, ${String(lanes)}>;
fn total(value: vec4f, lane: u32) -> vec4f {
  workgroupBarrier();
  shared_values[lane] = value;
  workgroupBarrier();
  var sum = vec4f(0);
  for (var i = 0u; i < ${String(lanes)}u; i++) { sum += shared_values[i]; }
  return sum;
}`;
}

/** The constants of evaluation, from the running statistics. */
export function runningConstants(): Kernel {
  return kernel({
    key: 'running-constants',
    bindings: [
      writes('constants', 'vec4f'),
      reads('runningMean', 'vec4f'),
      reads('runningVar', 'vec4f'),
      reads('gamma', 'vec4f'),
      reads('beta', 'vec4f'),
    ],
    sizes: ['quads'],
    workgroupSize: 32,
    body: `
  let inverse = 1.0 / sqrt(runningVar[thread] + ${EPSILON});
  let scale = gamma[thread] * inverse;
  constants[thread] = runningMean[thread];
  constants[thread + sizes.quads] = inverse;
  constants[thread + 2u * sizes.quads] = scale;
  constants[thread + 3u * sizes.quads] = beta[thread] - runningMean[thread] * scale;`,
  });
}

/** a = σ(x): evaluation. */
export function activate(sigma: SigmaText): Kernel {
  return kernel({
    key: `activate-${sigma.key}`,
    bindings: [writes('a', 'vec4f'), reads('x', 'vec4f'), ...SIGMA_BINDINGS],
    sizes: ['rows', 'quads', 'stride', 'channels'],
    workgroupSize: 64,
    functions: sigma.evaluated,
    body: `
  let c = thread % sizes.quads;
  let keep = ${CHANNEL_MASK('c')};
  for (var row = thread / sizes.quads; row < sizes.rows; row += sizes.stride) {
    let at = row * sizes.quads + c;
    a[at] = ${evaluated('x[at]')};
  }`,
  });
}

/** For each slice Σ ∂L/∂y·x̂ and Σ ∂L/∂y: the partial sums of ∂L/∂γ and ∂L/∂β. */
export function normBackwardSums(): Kernel {
  return kernel({
    key: 'norm-backward-sums',
    bindings: [writes('partial', 'vec4f'), reads('dy', 'vec4f'), reads('a', 'vec4f'), reads('constants', 'vec4f')],
    sizes: ['rows', 'quads', 'slices', 'firstSlice'],
    workgroupSize: 32,
    body: `${SLICE}
  let mean = constants[c];
  var products = vec4f(0);
  var sum = vec4f(0);
  for (var row = slice; row < sizes.rows; row += sizes.slices) {
    let at = row * sizes.quads + c;
    let d = dy[at];
    sum += d;
    products += d * (a[at] - mean);
  }
  let at = (sizes.firstSlice + slice) * 2u * sizes.quads + c;
  partial[at] = products * constants[c + sizes.quads];
  partial[at + sizes.quads] = sum;`,
  });
}

/**
 * ∂L/∂x of σ then BatchNorm in one pass: ∂L/∂a = scale·(∂L/∂y − ∂L/∂β/n − x̂·∂L/∂γ/n), then the derivative rule; and for each slice
 * Σ ∂L/∂x, the partial sums of the bias's gradient.
 */
export function normSigmaBackward(sigma: SigmaText): Kernel {
  return kernel({
    key: `norm-sigma-backward-${sigma.key}`,
    bindings: [
      writes('dx', 'vec4f'), writes('partial', 'vec4f'), reads('dy', 'vec4f'), reads('a', 'vec4f'), reads('x', 'vec4f'), reads('constants', 'vec4f'), reads('gradient', 'vec4f'),
      ...SIGMA_BINDINGS,
    ], // prettier-ignore
    sizes: ['rows', 'quads', 'slices', 'channels', 'gamma', 'beta', 'batchRows', 'firstRow', 'firstSlice'],
    workgroupSize: 32,
    functions: sigma.backward,
    body: `${SLICE}
  let keep = ${CHANNEL_MASK('c')};
  let n = f32(sizes.batchRows);
  let mean = constants[c];
  let scale = constants[c + 2u * sizes.quads];
  let slope = scale * gradient[sizes.gamma + c] * constants[c + sizes.quads] / n;
  let level = scale * gradient[sizes.beta + c] / n;
  var sum = vec4f(0);
  for (var row = slice; row < sizes.rows; row += sizes.slices) {
    let at = row * sizes.quads + c;
    let g = dy[at] * scale - level - (a[at] - mean) * slope;
    let d = ${passedBack('g', 'x[at]', 'row', 'c')};
    dx[at] = d;
    sum += d;
  }
  partial[sizes.firstSlice * sizes.quads + thread] = sum;`,
  });
}
