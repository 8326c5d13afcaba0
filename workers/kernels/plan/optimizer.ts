/**
 * The optimizer's update of all parameters at once, printed from the one definition in `src/domain/optimizers` by doing its arithmetic on
 * text. Parameters, gradients and moments are flat buffers of quads, cut into the same segments (one a parameter tensor, aligned to 64 floats,
 * zero in between).
 *
 * Threads: gradient norms and cautious shares take a workgroup a segment; the update takes a thread a quad.
 */
import type { OptimizerSpec } from '../../../src/domain/experiment/experiment.ts';
import type { Arithmetic } from '../../../src/domain/optimizers/arithmetic.ts';
import { cautiousMask, cautiousStep, clipFactor, moved } from '../../../src/domain/optimizers/modifiers.ts';
import { OPTIMIZERS } from '../../../src/domain/optimizers/registry.ts';
import { FRAME_BINDING, FRAME_STRUCT } from './frame.ts';
import { kernel, range, reads, writes, type Binding, type Kernel } from './kernel.ts';

/** Quads of a segment's alignment: 64 floats, 256 bytes. */
export const SEGMENT_QUADS = 16;

/** Arithmetic that writes WGSL over vec4f. */
const text: Arithmetic<string> = {
  add: (a, b) => `(${a} + ${b})`,
  sub: (a, b) => `(${a} - ${b})`,
  mul: (a, b) => `(${a} * ${b})`,
  div: (a, b) => `(${a} / ${b})`,
  sqrt: (a) => `sqrt(${a})`,
  min: (a, b) => `min(${a}, ${b})`,
  max: (a, b) => `max(${a}, ${b})`,
  positive: (a) => `select(vec4f(0), vec4f(1), ${a} > vec4f(0))`,
  constant: (value) => `vec4f(${String(value)})`,
};

/** Names of the coefficients, in the order of the frame. */
export function coefficientNames(spec: OptimizerSpec): string[] {
  return Object.keys(OPTIMIZERS[spec.name].coefficients(spec, 1));
}

/** Squared norm of each segment of the gradient, one workgroup a segment. */
export function gradientSquares(lanes: 1 | 64): Kernel {
  return perSegment('gradient-squares', [reads('gradient', 'vec4f')], 'dot(gradient[at], gradient[at])', '', lanes);
}

/** Global norm before clipping into the report, and the factor that clipping puts on every gradient. One thread. */
export function clipKernel(spec: OptimizerSpec): Kernel {
  const limit =
    spec.clipNorm === null ? 'vec4f(1)' : clipFactor(text, 'vec4f(norm)', `vec4f(${wgslFloat(spec.clipNorm)})`);
  return kernel({
    key: `clip-${String(spec.clipNorm)}`,
    bindings: [writes('report', 'vec2f'), writes('factor', 'vec4f'), reads('perSegment', 'f32'), FRAME_BINDING],
    sizes: ['segments'],
    workgroupSize: 1,
    functions: FRAME_STRUCT,
    body: `
  var sum = 0.0;
  for (var i = 0u; i < sizes.segments; i++) { sum += perSegment[i]; }
  let norm = sqrt(sum);
  report[frame.slot].y = norm;
  factor[0] = ${limit};`,
  });
}

/** For each parameter tensor, the share of its components whose step agrees with the gradient. */
export function cautiousShares(spec: OptimizerSpec, lanes: 1 | 64): Kernel {
  const { lines, update } = updateText(spec);
  return perSegment(
    `cautious-shares-${specKey(spec)}`,
    elementBindings(spec, false),
    `dot(${cautiousMask(text, update)}, vec4f(1))`,
    lines,
    lanes,
    '/ f32(segment.z)',
  );
}

/** The update itself, in place. */
export function updateKernel(spec: OptimizerSpec): Kernel {
  const { lines, update, moments } = updateText(spec);
  const shares = spec.cautious ? [reads('shares', 'f32'), reads('segmentOf', 'u32')] : [];
  const step = spec.cautious
    ? cautiousStep(
        text,
        update.step,
        cautiousMask(text, update),
        `vec4f(shares[segmentOf[at / ${String(SEGMENT_QUADS)}u]])`,
      )
    : update.step;
  return kernel({
    key: `update-${specKey(spec)}`,
    bindings: [...elementBindings(spec, true), ...shares],
    sizes: [],
    workgroupSize: 64,
    functions: FRAME_STRUCT,
    body: `  let at = thread;
${lines}
${moments.map((name) => `  let next_${name} = ${update.moments[name]!};`).join('\n')}
  parameter[at] = ${moved(text, 'parameter[at]', update.shrink, step)};
${moments.map((name) => `  ${name}[at] = next_${name};`).join('\n')}`,
  });
}

function specKey(spec: OptimizerSpec): string {
  return [
    spec.name,
    spec.momentum === 0 ? '' : 'momentum',
    spec.weightDecay === 0 ? '' : 'decay',
    spec.cautious ? 'cautious' : '',
  ].join('-');
}

/** Buffers an element's update reads and (when `writing`) writes. */
function elementBindings(spec: OptimizerSpec, writing: boolean): Binding[] {
  const access = writing ? writes : reads;
  const names = ['parameter', ...OPTIMIZERS[spec.name].moments(spec)];
  return [
    ...names.map((name) => access(name, 'vec4f')),
    reads('gradient', 'vec4f'),
    reads('factor', 'vec4f'),
    FRAME_BINDING,
  ];
}

/** The rule's expressions over the quad `at`. */
function updateText(spec: OptimizerSpec) {
  const optimizer = OPTIMIZERS[spec.name];
  const moments = optimizer.moments(spec);
  const coefficients = Object.fromEntries(
    coefficientNames(spec).map((name, i) => [name, `frame.coefficients[${String(i)}]`]),
  );
  const update = optimizer.update(text, coefficients, spec, {
    parameter: 'parameter[at]',
    gradient: 'g',
    moments: Object.fromEntries(moments.map((name) => [name, `${name}[at]`])),
  });
  return { lines: '  let g = gradient[at] * factor[0];', update, moments };
}

/** A sum over each segment: a workgroup a segment, whose lanes take every lanes-th quad and whose first adds what they found. */
function perSegment(
  key: string,
  bindings: readonly Binding[],
  term: string,
  lines: string,
  lanes: 1 | 64,
  scale = '',
): Kernel {
  return kernel({
    key: `${key}-${String(lanes)}`,
    bindings: [writes('perSegment', 'f32'), reads('segments', 'vec4u'), ...bindings],
    sizes: [],
    workgroupSize: lanes,
    functions: `${bindings.includes(FRAME_BINDING) ? FRAME_STRUCT : ''}
var<workgroup> sums: array<f32, ${String(lanes)}>;`,
    by: 'workgroup',
    body: `
  let segment = segments[group];
  var sum = 0.0;
  for (var at = segment.x + lane; at < segment.x + segment.y; at += ${String(lanes)}u) {
${lines}
    sum += ${term};
  }
${
  lanes === 1
    ? `  perSegment[group] = sum ${scale};`
    : `  sums[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    var total = 0.0;
${range(lanes)
  .map((i) => `    total += sums[${String(i)}];`)
  .join('\n')}
    perSegment[group] = total ${scale};
  }`
}`,
  });
}

/** A number as WGSL writes a float. */
const wgslFloat = (value: number): string => (Number.isInteger(value) ? `${String(value)}.0` : String(value));
