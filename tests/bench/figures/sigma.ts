/** What a formula costs: the kernels that hold σ, against the same kernels with a ReLU written by hand in its place. */
import { sigmaProgram, sigmaValues, type DerivativeInput } from '../../../src/domain/derivatives/index.ts';
import type { ActivationSpec } from '../../../src/domain/experiment/experiment.ts';
import { EVALUATION, packSigmaUniforms, WGSL_UNIFORMS } from '../../../src/domain/formula/shader/index.ts';
import { compileKernels } from '../../../workers/engine/plan/pipelines.ts';
import { Arena, Plan, uniformBuffer, type Slice } from '../../../workers/engine/plan/plan.ts';
import { FRAME_BYTES, FRAME_STRUCT } from '../../../workers/kernels/plan/frame.ts';
import type { Kernel } from '../../../workers/kernels/plan/kernel.ts';
import { activateWithStatistics, normSigmaBackward } from '../../../workers/kernels/plan/normalisation.ts';
import { sigmaText, type SigmaText } from '../../../workers/kernels/plan/sigma-text.ts';
import { race } from './timing.ts';

/** An image of 26² pixels of 8 channels in a batch of 64. */
const ROWS = 64 * 26 * 26;
const QUADS = 2;
const SLICES = 64;

const BY_HAND: SigmaText = {
  key: 'by hand',
  forward: `${FRAME_STRUCT}\n${WGSL_UNIFORMS}\nfn activate(x: vec4f, element: vec4u, step: u32) -> vec4f { return max(x, vec4f(0)); }`,
  backward: `${FRAME_STRUCT}\n${WGSL_UNIFORMS}\nfn passBack(g: vec4f, x: vec4f, element: vec4u, step: u32, anneal: f32) -> vec4f { return select(vec4f(0), g, x > vec4f(0)); }`,
  evaluated: '',
};

const FORMULAS: Readonly<Record<string, readonly [ActivationSpec, DerivativeInput]>> = {
  relu: [{ name: 'relu' }, { rule: 'exact' }],
  'relu, best': [{ name: 'relu' }, { rule: 'best' }],
  tanh: [{ name: 'tanh' }, { rule: 'exact' }],
  gelu: [{ name: 'gelu' }, { rule: 'exact' }],
  mish: [{ name: 'mish' }, { rule: 'exact' }],
  cantor: [{ name: 'cantor' }, { rule: 'straight-through' }],
  perlin: [{ name: 'perlin' }, { rule: 'exact' }],
  'sin(3x)·sigmoid(x), blurred': [{ formula: 'sin(3*x)*sigmoid(x)' }, { rule: 'blurred', width: 0.5 }],
};

export async function sigmaFigures(device: GPUDevice): Promise<Record<string, number>> {
  const arena = new Arena(device);
  const floats = 4 * ROWS * QUADS;
  const image = (label: string): Slice => arena.floats(floats, label);
  const noise = new Float32Array(floats).map((_, i) => 3 * Math.sin(i));
  const buffers: Record<string, Slice> = {
    x: image('x'),
    a: image('a'),
    dy: image('dy'),
    dx: image('dx'),
    partial: arena.floats(12 * SLICES * QUADS, 'partial'),
    constants: arena.floats(16 * QUADS, 'constants'),
    gradient: arena.floats(16 * QUADS, 'gradient'),
    frame: arena.floats(FRAME_BYTES / 4, 'frame'),
  };
  for (const name of ['x', 'dy']) device.queue.writeBuffer(buffers[name]!.buffer, 0, noise);
  const texts = Object.entries(FORMULAS).map(([name, [activation, derivative]]) => {
    const values = packSigmaUniforms(sigmaValues(activation, derivative), EVALUATION);
    return { name, text: sigmaText(sigmaProgram(activation, derivative), false), values };
  });
  const all = [{ name: 'by hand', text: BY_HAND, values: texts[0]!.values }, ...texts];
  const figures: Record<string, number> = {};
  for (const [direction, make] of [
    ['forward', activateWithStatistics],
    ['backward', normSigmaBackward],
  ] as const) {
    const kernels = all.map(({ text }) => make(text));
    const pipelines = await compileKernels(device, kernels);
    const plans = all.map(({ values }, i) => {
      const sigmaBuffer = arena.uniforms(values.byteLength, 'σ');
      device.queue.writeBuffer(sigmaBuffer, 0, values);
      return planOf(device, kernels[i]!, { ...buffers, sigmaValues: { buffer: sigmaBuffer } }, pipelines);
    });
    const times = await race(
      device,
      Object.fromEntries(all.map(({ name }, i) => [name, () => plans[i]!.submit()])),
      9,
      2,
    );
    figures[`σ ${direction}, ReLU by hand, ms`] = times['by hand']!;
    for (const { name } of texts)
      figures[`σ ${direction}, ${name} / by hand, ratio`] = times[name]! / times['by hand']!;
    plans.forEach((plan) => plan.dispose());
  }
  arena.dispose();
  return figures;
}

function planOf(
  device: GPUDevice,
  kernel: Kernel,
  buffers: Record<string, Slice>,
  pipelines: Awaited<ReturnType<typeof compileKernels>>,
): Plan {
  const sizes = { rows: ROWS, quads: QUADS, slices: SLICES, channels: 4 * QUADS, gamma: 0, beta: QUADS };
  return new Plan(
    device,
    [{ kernel, buffers, sizes, extent: { threads: SLICES * QUADS } }],
    pipelines,
    uniformBuffer(device, 1),
  );
}
