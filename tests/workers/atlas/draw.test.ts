/** The drawing kernels against a float64 reference that follows the definitions of SPEC §5 and §6 one point at a time. */
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import { columnCentre, rowCentre, type AtlasView } from '../../../src/domain/atlas/view.ts';
import { planeProgram, ruleSlope } from '../../../src/domain/atlas/plane-program.ts';
import type { Experiment, PlaneSpec, RuleSpec } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { evaluate, type Expr } from '../../../src/domain/formula/index.ts';
import { initialPlaneWeights, planeLayers } from '../../../src/domain/networks/plane.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';
import { drawView } from '../../../workers/atlas/draw-view.ts';
import { GpuAtlas } from '../../../workers/atlas/gpu.ts';
import { openBackend } from '../backends.ts';
import { assert } from '../../support/expect.ts';

const SIZE = 17;

/** A net of these widths whose layers take these activations and rules in turn, zoomed so that little lies on a kink. */
function netOf(widths: readonly number[], names: readonly string[], rule: RuleSpec, seed: number): Experiment {
  const layers = widths.map((width, k) => ({
    width,
    activation: { name: names[k % names.length]! },
    derivative: { ...rule, noise: 0 },
  }));
  const { experiment } = parseExperiment({ network: { kind: 'plane', layers, zoom: 2.7183 }, seed });
  return experiment;
}

/** One point through the net: x and a of each layer, with a tangent along. */
function pointwise(experiment: Experiment, view: AtlasView, u: number, v: number): number {
  const spec = experiment.network as PlaneSpec;
  const { layers } = planeProgram(spec);
  const weights = planeLayers(spec, initialPlaneWeights(spec, experiment.seed));
  const at = (expr: Expr, x: number, k: number) => evaluate(expr, { x, u: 0.5, uniforms: layers[k]!.uniforms });
  const run = (seed: readonly number[], exact: boolean) => {
    let a: readonly number[] = [u, v];
    let da = seed;
    return layers.map((layer, k) => {
      const { rows, columns, weights: A, bias } = weights[k]!;
      const row = (j: number, from: readonly number[]) =>
        from.reduce((sum, value, i) => sum + A[j * columns + i]! * value, 0);
      const x = Array.from({ length: rows }, (_, j) => bias[j]! + row(j, a));
      const dx = x.map((_, j) => row(j, da));
      const { wrt } = view;
      if (wrt?.layer === k && !exact) dx[wrt.row]! += wrt.bias ? 1 : a[wrt.column]!;
      const slope = exact ? layer.exact : ruleSlope(layer, view.side ?? 'right');
      a = x.map((value) => at(layer.sigma, value, k));
      da = dx.map((d, j) => d * at(slope, x[j]!, k));
      return { x, a, da };
    })[view.layer]!;
  };
  if (view.of === 'pre') return run([0, 0], true).x[view.neuron]!;
  if (view.of === 'post') return run([0, 0], true).a[view.neuron]!;
  if (view.wrt) return run([0, 0], false).da[view.neuron]!;
  return Math.hypot(run([1, 0], true).da[view.neuron]!, run([0, 1], true).da[view.neuron]!);
}

/** Largest difference over the image's largest value. */
function imageError(experiment: Experiment, view: AtlasView, values: Float32Array): number {
  const window = { centreX: 0, centreY: 0, extent: (experiment.network as PlaneSpec).zoom };
  let scale = 0;
  let worst = 0;
  values.forEach((value, i) => {
    const expected = pointwise(
      experiment,
      view,
      columnCentre(window, SIZE, i % SIZE),
      rowCentre(window, SIZE, Math.floor(i / SIZE)),
    );
    scale = Math.max(scale, Math.abs(expected));
    worst = Math.max(worst, Math.abs(value - expected));
  });
  return scale === 0 ? worst : worst / scale;
}

const RULES: readonly RuleSpec[] = [
  { rule: 'exact' },
  { rule: 'straight-through' },
  { rule: 'blurred', width: 0.7 },
  { rule: 'left' },
  { rule: 'right', width: 0.3 },
  { rule: 'best' },
  { rule: 'formula', formula: '1/(1+x^2)' },
];

/** σ without jumps: where σ jumps, float32 and float64 may land on different sides. */
const SMOOTH = ACTIVATIONS.filter(
  ({ id }) => !['cantor', 'cantor2', 'round', 'sign', 'heaviside', 'hardshrink'].includes(id),
).map(({ id }) => id);

for (const device of ['webgpu', 'host'] as const) {
  describe(`drawing atlases on ${device}`, function () {
    this.timeout(120_000);
    let gpu: GpuAtlas | null = null;
    before(async () => {
      await openBackend(device === 'webgpu' ? 'webgpu' : 'cpu');
      if (device === 'webgpu') gpu = new GpuAtlas((tf.backend() as unknown as { device: GPUDevice }).device);
    });
    after(() => gpu?.dispose());

    it('matches the definition for every smooth activation', async () => {
      for (const [i, id] of SMOOTH.entries()) {
        const experiment = netOf([3, 2], [id, 'tanh'], { rule: 'exact' }, 100 + i);
        for (const of of ['pre', 'post', 'slope'] as const) {
          const view = { layer: 1, neuron: 1, of, size: SIZE };
          const { values } = await drawView(experiment, view, gpu);
          assert.isBelow(imageError(experiment, view, values), 1e-4, `${id} ${of}`);
        }
      }
    });

    it('matches the derivative by any parameter under every rule', async () => {
      const random = new Xoshiro128(7);
      const pick = (n: number) => random.next() % n;
      for (const [i, rule] of RULES.entries()) {
        const widths = [1 + pick(6), 1 + pick(16), 1 + pick(5), 2];
        const experiment = netOf(widths, ['relu', 'tanh', 'silu', 'sin'], rule, i);
        const layer = pick(widths.length);
        const columns = layer === 0 ? 2 : widths[layer - 1]!;
        const wrt =
          i % 3 === 0
            ? ({ layer, row: pick(widths[layer]!), bias: true } as const)
            : { layer, row: pick(widths[layer]!), column: pick(columns) };
        for (const side of ['left', 'right'] as const) {
          const view: AtlasView = { layer: 3, neuron: pick(2), of: 'slope', size: SIZE, wrt, side };
          const { values } = await drawView(experiment, view, gpu);
          assert.isBelow(imageError(experiment, view, values), 1e-4, `${rule.rule} ${JSON.stringify(wrt)}`);
        }
      }
    });

    it('draws the deepest and widest net', async () => {
      const experiment = netOf([16, 16, 16, 16, 16, 16, 16, 16], ['gelu', 'sin', 'softplus'], { rule: 'exact' }, 3);
      const view: AtlasView = { layer: 7, neuron: 15, of: 'slope', size: SIZE };
      const { values } = await drawView(experiment, view, gpu);
      assert.isBelow(imageError(experiment, view, values), 1e-4);
    });
  });
}
