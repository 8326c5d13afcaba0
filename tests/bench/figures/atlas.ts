/** Drawing every neuron of a 2–16–16–16–2 net at 192², as a person does who turns a knob. */
import { planeProgram } from '../../../src/domain/atlas/plane-program.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import type { PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import { initialPlaneWeights, planeLayers } from '../../../src/domain/networks/plane.ts';
import type { AtlasFrameRequest } from '../../../src/protocol/atlas.ts';
import { GpuAtlas } from '../../../workers/atlas/gpu.ts';
import { AtlasRenderer } from '../../../workers/atlas/renderer.ts';
import type { Drawing } from '../../../src/domain/atlas/images.ts';
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import type { Case } from '../contenders/contender.ts';
import { rowOf, type Figures } from './row.ts';
import { race } from './timing.ts';

const WIDTHS = [16, 16, 16, 2];
const SIZE = 192;
const FRAMES = 10;

export async function atlasFigures({ device }: PlanDevice, what: Case): Promise<Figures> {
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
  const frames = typeof OffscreenCanvas === 'undefined' ? null : await frameTimes(device, spec);
  return {
    cases: [
      rowOf('atlas of 50 neurons at 192²: first', what, [first]),
      rowOf('atlas of 50 neurons at 192²: drawn', what, times['draw']!),
      rowOf('atlas of 50 neurons at 192²: drawn and read', what, times['read']!),
      ...(frames ? [rowOf('atlas of 50 neurons at 192²: a frame on eight canvases', what, frames)] : []),
    ],
    ratios: {},
  };
}

/** Whole frames, from the request to the numbers that come back: a canvas for each layer's x and for its a, as on the page. */
async function frameTimes(device: GPUDevice, network: PlaneSpec): Promise<number[]> {
  const renderer = new AtlasRenderer(() => null);
  let image = 0;
  const tiles = WIDTHS.flatMap((width, k) =>
    ['x', 'a'].flatMap((letter) => {
      const canvas = `${letter}${String(k)}`;
      renderer.attach(canvas, new OffscreenCanvas(width * (SIZE + 8), SIZE), device);
      return Array.from({ length: width }, (_, j) => ({ image: image++, canvas, x: j * (SIZE + 8), y: 0 }));
    }),
  );
  const request: AtlasFrameRequest = {
    network,
    seed: 1,
    window: { centreX: 0, centreY: 0, extent: 4 },
    quantity: 'value',
    side: 'right',
    scale: { colours: 'diverging', mode: 'each', range: [-1, 1], contour: true },
    size: SIZE,
    coarseness: 1,
    tiles,
  };
  const times: number[] = [];
  for (let i = 0; i < FRAMES; i++) times.push((await renderer.draw(request))!.ms);
  return times.slice(1);
}
