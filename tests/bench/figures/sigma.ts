/** What a formula costs: the kernels that hold σ, against the same kernels with a ReLU written by hand in its place. */
import { sigmaProgram, sigmaValues, type DerivativeInput } from '../../../src/domain/derivatives/index.ts';
import type { ActivationSpec } from '../../../src/domain/experiment/experiment.ts';
import { EVALUATION, packSigmaUniforms, WGSL_UNIFORMS } from '../../../src/domain/formula/shader/index.ts';
import { Arena, type Slice } from '../../../workers/engine/plan/plan.ts';
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import { tuningFor } from '../../../workers/engine/plan/tuning.ts';
import { FRAME_BYTES, FRAME_STRUCT } from '../../../workers/kernels/plan/frame.ts';
import { activateWithStatistics, normSigmaBackward } from '../../../workers/kernels/plan/normalisation.ts';
import { sigmaText, type SigmaText } from '../../../workers/kernels/plan/sigma-text.ts';
import type { Case } from '../contenders/contender.ts';
import { plansOf } from './plans.ts';
import { ratioOf, rowOf, type Figures, type Row } from './row.ts';
import { race } from './timing.ts';

/** Pixels of an example: those of the autoencoder's largest images. */
const PIXELS = 26 * 26;
const ROUNDS = 41;
const REPEATS = 2;

const BY_HAND: SigmaText = {
  key: 'by hand',
  forward: `${FRAME_STRUCT}\n${WGSL_UNIFORMS}\nfn activate4(x: vec4f, element: vec4u, step: u32) -> vec4f { return max(x, vec4f(0)); }`,
  backward: `${FRAME_STRUCT}\n${WGSL_UNIFORMS}\nfn passBack4(g: vec4f, x: vec4f, element: vec4u, step: u32, anneal: f32) -> vec4f { return select(vec4f(0), g, x > vec4f(0)); }`,
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

export async function sigmaFigures({ device, software }: PlanDevice, what: Case): Promise<Figures> {
  const arena = new Arena(device);
  const sizes = sizesOf(what, tuningFor(software, what.channels).slices);
  const buffers = allocate(device, arena, sizes);
  const contenders = [
    { name: BY_HAND.key, text: BY_HAND, values: packed(FORMULAS['relu']!) },
    ...Object.entries(FORMULAS).map(([name, formula]) => ({
      name,
      text: sigmaText(sigmaProgram(...formula), false),
      values: packed(formula),
    })),
  ];
  const cases: Row[] = [];
  const ratios: Record<string, number> = {};
  for (const [direction, make] of DIRECTIONS) {
    const plans = await plansOf(
      device,
      contenders.map(({ text, values }) => {
        const sigmaValues = arena.uniforms(values.byteLength, 'σ');
        device.queue.writeBuffer(sigmaValues, 0, values);
        const extent = { threads: sizes.slices * sizes.quads };
        return [{ kernel: make(text), buffers: { ...buffers, sigmaValues: { buffer: sigmaValues } }, sizes, extent }];
      }),
    );
    const work = Object.fromEntries(contenders.map(({ name }, i) => [name, () => plans[i]!.submit()]));
    const times = await race(device, work, ROUNDS, REPEATS);
    plans.forEach((plan) => plan.dispose());
    cases.push(
      ...contenders.map(({ name }) => rowOf(`σ ${direction}: ${name}`, what, times[name]!, { dispatches: 1 })),
    );
    for (const name of Object.keys(FORMULAS))
      ratios[`σ ${direction}: ${name} / by hand`] = ratioOf(times[name]!, times[BY_HAND.key]!);
  }
  arena.dispose();
  return { cases, ratios };
}

const DIRECTIONS = [
  ['forward', activateWithStatistics],
  ['backward', normSigmaBackward],
] as const;

function sizesOf({ channels, batchSize }: Case, slices: number) {
  const quads = Math.ceil(channels / 4);
  const rows = batchSize * PIXELS;
  return { rows, quads, slices, channels, gamma: 0, beta: quads, batchRows: rows, firstRow: 0, firstSlice: 0 };
}

function allocate(device: GPUDevice, arena: Arena, { rows, quads, slices }: ReturnType<typeof sizesOf>) {
  const noise = new Float32Array(4 * rows * quads).map((_, i) => 3 * Math.sin(i));
  const image = (label: string): Slice => arena.floats(noise.length, label);
  const buffers: Record<string, Slice> = {
    x: image('x'),
    a: image('a'),
    dy: image('dy'),
    dx: image('dx'),
    partial: arena.floats(12 * slices * quads, 'partial'),
    constants: arena.floats(16 * quads, 'constants'),
    gradient: arena.floats(16 * quads, 'gradient'),
    frame: arena.floats(FRAME_BYTES / 4, 'frame'),
  };
  for (const name of ['x', 'dy']) device.queue.writeBuffer(buffers[name]!.buffer, 0, noise);
  return buffers;
}

const packed = (formula: readonly [ActivationSpec, DerivativeInput]) =>
  packSigmaUniforms(sigmaValues(...formula), EVALUATION);
