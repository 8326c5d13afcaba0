/** Atlases of nets that train: drawn from the plan's own buffer, with oscillators, as differences. */
import * as tf from '@tensorflow/tfjs-core';
import { drawOnHost } from '../../../src/domain/atlas/host.ts';
import type { Drawing, Quantity } from '../../../src/domain/atlas/images.ts';
import { planeProgram } from '../../../src/domain/atlas/plane-program.ts';
import type { PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { describePlane, initialPlaneWeights, planeLayers } from '../../../src/domain/networks/plane.ts';
import { GpuAtlas } from '../../../workers/atlas/gpu.ts';
import { planeRun } from '../../../workers/data/run-data.ts';
import { readBuffers } from '../../../workers/engine/plan/read-buffer.ts';
import { openBackend, relativeError } from '../backends.ts';
import { assert } from '../../support/expect.ts';
import { sigmaOf, withPlan } from '../engine/plan/support.ts';

const NETS = [
  { layers: [{ width: 1 }] },
  { layers: [{ width: 5 }, { width: 16 }, { width: 2 }], frequencies: [1, 3.5] },
  { layers: [{ width: 16 }, { width: 3 }, { width: 7 }, { width: 1 }], frequencies: [0.5, 1, 2, 4, 8] },
] as const;
const SIGMA = { name: 'tanh' };
const QUANTITIES: readonly Quantity[] = ['value', 'slope', 'wrt', 'rule', 'dead'];

const experimentOf = (net: (typeof NETS)[number]) =>
  parseExperiment({ network: { kind: 'plane', ...net }, activation: SIGMA, data: { source: 'moons' } }).experiment;

function drawingOf(spec: PlaneSpec, quantity: Quantity): Drawing {
  return {
    program: planeProgram(spec),
    weights: planeLayers(spec, initialPlaneWeights(spec, 3)),
    window: { centreX: 0.2, centreY: -0.1, extent: 2 },
    size: 9,
    quantity,
    wrt: { layer: 0, row: 0, column: (spec.frequencies?.length ?? 0) > 0 ? 5 : 1 },
    side: 'right',
  };
}

describe('atlases of nets that train', () => {
  let device: GPUDevice;
  let gpu: GpuAtlas;
  before(async () => {
    await openBackend('webgpu');
    ({ device } = tf.backend() as unknown as { device: GPUDevice });
    gpu = new GpuAtlas(device);
  });
  after(() => gpu.dispose());

  it('have oscillators on the device as on the processor', async () => {
    for (const net of NETS.slice(1, 2))
      for (const quantity of QUANTITIES) {
        const drawing = drawingOf(experimentOf(net).network as PlaneSpec, quantity);
        assert.isBelow(relativeError(await gpu.read(drawing), drawOnHost(drawing)), 1e-4, quantity);
      }
  });

  it('have slopes that are the oscillators’, too', () => {
    const spec = experimentOf(NETS[1]).network as PlaneSpec;
    const at = (x: number, y: number, quantity: Quantity) =>
      drawOnHost({ ...drawingOf(spec, quantity), size: 1, window: { centreX: x, centreY: y, extent: 1 } });
    const step = 1e-3;
    const slope = at(0.3, -0.7, 'slope');
    const [right, left] = [at(0.3 + step, -0.7, 'value'), at(0.3 - step, -0.7, 'value')];
    const [up, down] = [at(0.3, -0.7 + step, 'value'), at(0.3, -0.7 - step, 'value')];
    slope.forEach((value, i) => {
      const expected = Math.hypot((right[i]! - left[i]!) / (2 * step), (up[i]! - down[i]!) / (2 * step));
      assert.closeTo(value, expected, 2e-3 * (1 + expected));
    });
  });

  it('come from the plan’s own buffer as from the weights read back', async () => {
    for (const net of NETS) {
      const experiment = experimentOf(net);
      const spec = experiment.network as PlaneSpec;
      const network = describePlane(spec);
      const { optimizer, seed } = experiment;
      const options = {
        network,
        sigmas: network.blocks.map(() => sigmaOf(SIGMA)),
        optimizer,
        loss: 'mse' as const,
        batchSize: 8,
        seed,
        weights: initialPlaneWeights(spec, seed),
        train: planeRun(experiment, spec).train,
      };
      await withPlan(options, device, async (engine) => {
        for (let t = 0; t < 3; t++) await engine.trainStep(Uint32Array.from({ length: 8 }, (_, i) => 8 * t + i));
        const drawing = drawingOf(spec, 'value');
        const buffer = await gpu.draw(drawing, 0, drawing.size, engine.deviceWeights);
        const [there] = await readBuffers(device, [{ slice: { buffer }, floats: drawing.size ** 2 * 2 }]);
        const weights = planeLayers(spec, await engine.weights());
        const here = await gpu.read({ ...drawing, weights });
        assert.deepEqual(there, here.slice(0, there!.length));
        assert.notDeepEqual(here, await gpu.read(drawing));
      });
    }
  });
});
