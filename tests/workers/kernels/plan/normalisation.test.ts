import {
  referenceSigma,
  sigmaProgram,
  sigmaValues,
  type DerivativeInput,
} from '../../../../src/domain/derivatives/index.ts';
import type { ActivationSpec } from '../../../../src/domain/experiment/experiment.ts';
import { packSigmaUniforms } from '../../../../src/domain/formula/shader/index.ts';
import { fillNormal, fillUniform } from '../../../../src/domain/random/counter.ts';
import { packFrame } from '../../../../workers/kernels/plan/frame.ts';
import * as norm from '../../../../workers/kernels/plan/normalisation.ts';
import { sigmaText } from '../../../../workers/kernels/plan/sigma-text.ts';
import { assertClose, noise, onGpu, poisoned, run, stored, unstored } from './support.ts';

const STEP = 7;
const CONTEXT = { seed: 3, step: 0, layer: 2, training: true, anneal: 0 };
const ANNEAL = 0.25;
const EPSILON = 1e-5;

/** σ and rule; formulas and noise of every kind of kernel text. */
const SIGMAS: readonly (readonly [ActivationSpec, DerivativeInput])[] = [
  [{ name: 'relu' }, { rule: 'best' }],
  [{ name: 'tanh' }, { rule: 'exact', noise: 0.5 }],
  [{ name: 'rrelu' }, { rule: 'exact' }],
  [
    { formula: 'sin(alpha*x)+2', alpha: 1.5 },
    { rule: 'blurred', width: 0.5, anneal: { to: { rule: 'exact' }, from: 0, until: 1 } },
  ],
];

/** Rows and channels: single numbers, remainders, threads one beyond a workgroup of 32. */
const SHAPES: readonly (readonly [rows: number, channels: number])[] = [
  [2, 1],
  [5, 3],
  [33, 4],
  [17, 5],
  [9, 16],
  [65, 17],
];

const quadsOf = (channels: number): number => Math.ceil(channels / 4);
const widthOf = (channels: number): number => 4 * quadsOf(channels);

function frame(): Uint32Array<ArrayBuffer> {
  return new Uint32Array(packFrame(0, STEP, [0, 0, ANNEAL], []));
}

onGpu('kernels of σ and BatchNorm against float64', (device) => {
  for (const [activation, derivative] of SIGMAS) {
    const program = sigmaProgram(activation, derivative);
    const values = sigmaValues(activation, derivative);
    const text = sigmaText(program, values.noise > 0);
    const uniforms = packSigmaUniforms(values, CONTEXT);
    const at = referenceSigma(program);
    /** What the reference needs beside x and g, by element. */
    const drawn = (count: number) => {
      const [u, n] = [new Float64Array(count), new Float64Array(count)];
      fillUniform(u, { ...CONTEXT, step: STEP });
      fillNormal(n, { ...CONTEXT, step: STEP });
      return (i: number) => ({ u: u[i]!, n: n[i]!, anneal: ANNEAL, uniforms: values.uniforms, noise: values.noise });
    };
    const sigmaBuffers = { sigmaValues: uniforms, frame: frame() };

    for (const [rows, channels] of SHAPES) {
      it(`${JSON.stringify(activation)} ${derivative.rule}: ${rows} rows of ${channels}`, async () => {
        const quads = quadsOf(channels);
        const slices = Math.min(rows, 5);
        const x = noise(rows * channels, 3);
        const environment = drawn(x.length);
        const a = Float64Array.from(x, (value, i) => at({ x: value, ...environment(i) }).y);

        // Forward: a, its statistics, the constants.
        const gamma = noise(channels, 1, 2);
        const beta = noise(channels);
        const forward = await run(
          device(),
          norm.activateWithStatistics(text),
          {
            a: poisoned(rows * widthOf(channels)),
            partial: poisoned(3 * slices * widthOf(channels)),
            x: stored(x, channels, widthOf(channels)),
            ...sigmaBuffers,
          },
          { rows, quads, slices, channels, firstRow: 0, firstSlice: 0 },
          { threads: slices * quads },
        );
        const gotA = unstored('a', forward['a']!, channels, widthOf(channels));
        assertClose('a', gotA, a);

        const moments = momentsOf(a, channels);
        const old = { mean: noise(channels), variance: noise(channels, 0.5, 1) };
        for (const lanes of [1, 16] as const) {
          const finished = await run(
            device(),
            norm.finishStatistics(lanes),
            {
              constants: poisoned(4 * widthOf(channels)),
              runningMean: stored(old.mean, channels, widthOf(channels)),
              runningVar: stored(old.variance, channels, widthOf(channels)),
              partial: forward['partial'] as Float32Array<ArrayBuffer>,
              gamma: stored(gamma, channels, widthOf(channels)),
              beta: stored(beta, channels, widthOf(channels)),
            },
            { rows, quads, slices },
            { groups: quads },
          );
          const inverse = moments.variance.map((v) => 1 / Math.sqrt(v + EPSILON));
          const scale = inverse.map((s, c) => s * gamma[c]!);
          const row = (i: number) =>
            unpadded(finished['constants']!.subarray(i * widthOf(channels), (i + 1) * widthOf(channels)), channels);
          assertClose(`mean, ${lanes} lanes`, row(0), moments.mean);
          assertClose(`1/deviation, ${lanes} lanes`, row(1), inverse, 5e-5);
          assertClose(`scale, ${lanes} lanes`, row(2), scale, 5e-5);
          assertClose(
            `shift, ${lanes} lanes`,
            row(3),
            scale.map((s, c) => beta[c]! - s * moments.mean[c]!),
            5e-5,
          );
          assertClose(
            'running mean',
            unpadded(finished['runningMean']!, channels),
            moments.mean.map((m, c) => 0.9 * old.mean[c]! + 0.1 * m),
          );
          assertClose(
            'running variance',
            unpadded(finished['runningVar']!, channels),
            moments.variance.map((v, c) => 0.9 * old.variance[c]! + (0.1 * v * rows) / (rows - 1)),
          );
        }
      });

      it(`${JSON.stringify(activation)} ${derivative.rule}, backward: ${rows} rows of ${channels}`, async () => {
        const quads = quadsOf(channels);
        const width = widthOf(channels);
        const slices = Math.min(rows, 5);
        const [x, dy] = [noise(rows * channels, 3), noise(rows * channels)];
        const environment = drawn(x.length);
        const a = noise(rows * channels, 2);
        const [mean, inverse, scale] = [noise(channels), noise(channels, 0.5, 1), noise(channels, 0.5, 1)];
        const constants = new Float32Array(4 * width);
        [mean, inverse, scale].forEach((row, i) => constants.set(row, i * width));
        const images = {
          dy: stored(dy, channels, width),
          a: stored(a, channels, width),
          x: stored(x, channels, width),
        };

        const sums = await run(
          device(),
          norm.normBackwardSums(),
          { partial: poisoned(2 * slices * width), ...images, constants },
          { rows, quads, slices, firstSlice: 0 },
          { threads: slices * quads },
        );
        const [products, plain] = [new Float64Array(channels), new Float64Array(channels)];
        dy.forEach((d, i) => {
          const c = i % channels;
          plain[c]! += d;
          products[c]! += d * (a[i]! - mean[c]!) * inverse[c]!;
        });
        const total = (row: number) =>
          Float64Array.from({ length: channels }, (_, c) =>
            sumOver(slices, (s) => sums['partial']![(2 * s + row) * width + c]!),
          );
        assertClose('∂L/∂γ', total(0), products);
        assertClose('∂L/∂β', total(1), plain);

        const gradient = new Float32Array(3 * width);
        gradient.set(products, width);
        gradient.set(plain, 2 * width);
        const back = await run(
          device(),
          norm.normSigmaBackward(text),
          {
            dx: poisoned(rows * width),
            partial: poisoned(slices * width),
            ...images,
            constants,
            gradient,
            ...sigmaBuffers,
          },
          { rows, quads, slices, channels, gamma: quads, beta: 2 * quads, batchRows: rows, firstRow: 0, firstSlice: 0 },
          { threads: slices * quads },
        );
        const expected = Float64Array.from(dy, (d, i) => {
          const c = i % channels;
          const hat = (a[i]! - mean[c]!) * inverse[c]!;
          const g = scale[c]! * (d - gradient[2 * width + c]! / rows - (hat * gradient[width + c]!) / rows);
          return at({ x: x[i]!, g, ...environment(i) }).dx;
        });
        assertClose('∂L/∂x', unstored('∂L/∂x', back['dx']!, channels, width), expected);
        const biases = Float64Array.from({ length: channels }, (_, c) =>
          sumOver(rows, (r) => expected[r * channels + c]!),
        );
        assertClose(
          '∂L/∂bias',
          Float64Array.from(biases, (_, c) => sumOver(slices, (s) => back['partial']![s * width + c]!)),
          biases,
          5e-5,
        );
      });
    }
  }

  it('a large mean costs no digits', async () => {
    const rows = 999;
    const a = noise(rows * 4, 0.01, 1000);
    const identity = sigmaText(sigmaProgram({ name: 'identity' }, { rule: 'exact' }), false);
    const uniforms = packSigmaUniforms(sigmaValues({ name: 'identity' }, { rule: 'exact' }), CONTEXT);
    const sizes = { rows, quads: 1, slices: 10 };
    const forward = await run(
      device(),
      norm.activateWithStatistics(identity),
      { a: poisoned(4 * rows), partial: poisoned(120), x: a, sigmaValues: uniforms, frame: frame() },
      { ...sizes, channels: 4, firstRow: 0, firstSlice: 0 },
      { threads: 10 },
    );
    const blank = () => new Float32Array(4);
    const { runningVar } = await run(
      device(),
      norm.finishStatistics(1),
      {
        constants: poisoned(16),
        runningMean: blank(),
        runningVar: blank(),
        partial: forward['partial'] as Float32Array<ArrayBuffer>,
        gamma: blank(),
        beta: blank(),
      },
      sizes,
      { groups: 1 },
    );
    assertClose(
      'variance',
      runningVar!,
      momentsOf(Float64Array.from(a), 4).variance.map((v) => (0.1 * v * rows) / (rows - 1)),
      1e-3,
    );
  });

  it('evaluation: σ without noise, constants of the running statistics', async () => {
    const [rows, channels, quads] = [33, 5, 2];
    const activation = { name: 'rrelu' };
    const program = sigmaProgram(activation, { rule: 'exact' });
    const values = sigmaValues(activation, { rule: 'exact' });
    const x = noise(rows * channels, 3);
    const { a } = await run(
      device(),
      norm.activate(sigmaText(program, false)),
      {
        a: poisoned(rows * 8),
        x: stored(x, channels, 8),
        sigmaValues: packSigmaUniforms(values, CONTEXT),
        frame: frame(),
      },
      { rows, quads, stride: 9, channels },
      { threads: 9 * quads },
    );
    const at = referenceSigma(program);
    assertClose(
      'a',
      unstored('a', a!, channels, 8),
      Float64Array.from(x, (value) => at({ x: value, uniforms: values.uniforms }).y),
    );

    const [mean, variance, gamma, beta] = [
      noise(channels),
      noise(channels, 0.4, 0.5),
      noise(channels),
      noise(channels),
    ];
    const padded = (row: Float32Array) => stored(row, channels, 8);
    const { constants } = await run(
      device(),
      norm.runningConstants(),
      {
        constants: poisoned(32),
        runningMean: padded(mean),
        runningVar: padded(variance),
        gamma: padded(gamma),
        beta: padded(beta),
      },
      { quads },
      { threads: quads },
    );
    const scale = Float64Array.from(gamma, (g, c) => g / Math.sqrt(variance[c]! + EPSILON));
    assertClose('scale', unpadded(constants!.subarray(16, 24), channels), scale);
    assertClose(
      'shift',
      unpadded(constants!.subarray(24, 32), channels),
      scale.map((s, c) => beta[c]! - s * mean[c]!),
    );
  });
});

const unpadded = (row: Float32Array, channels: number): Float32Array => row.subarray(0, channels);

const sumOver = (n: number, term: (i: number) => number): number =>
  Array.from({ length: n }, (_, i) => term(i)).reduce((a, b) => a + b, 0);

/** Mean and biased variance of each channel. */
function momentsOf(a: Float64Array, channels: number): { mean: Float64Array; variance: Float64Array } {
  const rows = a.length / channels;
  const mean = Float64Array.from({ length: channels }, (_, c) => sumOver(rows, (r) => a[r * channels + c]!) / rows);
  const variance = mean.map((m, c) => sumOver(rows, (r) => (a[r * channels + c]! - m) ** 2) / rows);
  return { mean, variance };
}
