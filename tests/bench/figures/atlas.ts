/** Drawing every neuron of a 2–16–16–16–2 net at 192², as a person does who turns a knob. */
import { planeProgram } from '../../../src/domain/atlas/plane-program.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import type { PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import { initialPlaneWeights, planeLayers } from '../../../src/domain/networks/plane.ts';
import { GpuAtlas } from '../../../workers/atlas/gpu.ts';
import type { Drawing } from '../../../src/domain/atlas/images.ts';
import type { Case } from '../contenders/contender.ts';
import { rowOf, type Figures } from './row.ts';
import { race } from './timing.ts';

const WIDTHS = [16, 16, 16, 2];
const SIZE = 192;

export async function atlasFigures(device: GPUDevice, what: Case): Promise<Figures> {
  const layers = WIDTHS.map((width) => ({ width, activation: { name: 'tanh' } }));
  const { experiment } = parseExperiment({ network: { kind: 'plane', layers, zoom: 4 } });
  const spec = experiment.network as PlaneSpec;
  const drawing: Drawing = {
    program: planeProgram(spec),
    weights: planeLayers(spec, initialPlaneWeights(spec, 1)),
    window: { centreX: 0, centreY: 0, extent: 4 },
    size: SIZE,
    quantity: 'value',
    side: 'right',
  };
  const atlas = new GpuAtlas(device);
  const start = performance.now();
  await atlas.draw(drawing);
  await device.queue.onSubmittedWorkDone();
  const first = performance.now() - start;
  const times = await race(device, { draw: () => atlas.draw(drawing), read: () => atlas.read(drawing) }, 9);
  atlas.dispose();
  return {
    cases: [
      rowOf('atlas of 50 neurons at 192²: first', what, [first]),
      rowOf('atlas of 50 neurons at 192²: drawn', what, times['draw']!),
      rowOf('atlas of 50 neurons at 192²: drawn and read', what, times['read']!),
    ],
    ratios: {},
  };
}
