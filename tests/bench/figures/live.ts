/** Training a 2–8–8–1 net with and without its atlases on show, in turns, through the worker's service: what live atlases cost. */
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import type { PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import type { AtlasFrameRequest } from '../../../src/protocol/atlas.ts';
import type { Backend } from '../../../src/domain/run/run.ts';
import { TrainingService } from '../../../workers/session/service.ts';
import type { Case } from '../contenders/contender.ts';
import { ratioOf, rowOf, type Figures } from './row.ts';
import { median } from './timing.ts';

const SIZE = 96;
const ROUNDS = 3;
const SECONDS = 3;

const { experiment: EXPERIMENT } = parseExperiment({
  network: { kind: 'plane', layers: [{ width: 8 }, { width: 8 }, { width: 1, activation: { name: 'identity' } }] },
  batchSize: 64,
  epochs: 100_000,
  data: { source: 'spirals' },
});
const NETWORK = EXPERIMENT.network as PlaneSpec;
const IMAGES = 2 * NETWORK.layers.reduce((sum, { width }) => sum + width, 0);

const request = (runId: string): AtlasFrameRequest => ({
  network: NETWORK,
  seed: EXPERIMENT.seed,
  weights: { from: 'run', runId },
  window: { centreX: 0, centreY: 0, extent: 4 },
  quantity: 'value',
  side: 'right',
  scale: { colours: 'diverging', mode: 'each', range: [-1, 1], contour: true },
  size: SIZE,
  coarseness: 1,
  tiles: Array.from({ length: IMAGES }, (_, image) => ({ image, canvas: 'atlases', x: image * SIZE, y: 0 })),
});

/** On both backends, whatever device is at hand: the service opens its own. */
export async function liveFigures(_: unknown, what: Case): Promise<Figures> {
  const parts = [await liveFiguresOn('webgpu', what), await liveFiguresOn('wasm', what)];
  return { cases: parts.flatMap(({ cases }) => cases), ratios: { ...parts[0]!.ratios, ...parts[1]!.ratios } };
}

async function liveFiguresOn(backend: Backend, what: Case): Promise<Figures> {
  const service = new TrainingService();
  await service.openDevice(backend);
  await service.atlases.attachCanvas('atlases', new OffscreenCanvas(IMAGES * SIZE, SIZE));
  const frames = countFrames(service);
  const [without, shown, rates]: [number[], number[], number[]] = [[], [], []];
  for (let round = -1; round < ROUNDS; round++) {
    const times = [await msPerStep(service, false)];
    const [before, start] = [frames(), performance.now()];
    times.push(await msPerStep(service, true));
    const rate = (1000 * (frames() - before)) / (performance.now() - start);
    // The first round warms up.
    if (round < 0) continue;
    without.push(times[0]!);
    shown.push(times[1]!);
    rates.push(rate);
  }
  return {
    cases: [
      rowOf(`2D net on ${backend}`, what, without),
      rowOf(`2D net on ${backend}, ${String(IMAGES)} live atlases at ${String(SIZE)}²`, what, shown),
    ],
    ratios: {
      [`speed kept with live atlases, ${backend}`]: ratioOf(without, shown),
      [`frames of live atlases a second, ${backend}`]: median(rates),
    },
  };
}

/** Counts from here on. */
function countFrames({ atlases: { live } }: TrainingService): () => number {
  let frames = 0;
  const draw = live.draw.bind(live);
  live.draw = (fine) => {
    frames++;
    return draw(fine);
  };
  return () => frames;
}

/** Trains for some seconds; the first steps, each of which is kept, don't count. */
async function msPerStep(service: TrainingService, live: boolean): Promise<number> {
  const runId = `bench-${String(performance.now())}`;
  let [first, start, last, end] = [0, 0, 0, 0];
  await service.atlases.liveAtlases(live ? [request(runId)] : []);
  await service.train(runId, { runId, experiment: EXPERIMENT }, (event) => {
    if (event.type !== 'steps' || event.step < 400) return;
    if (start === 0) [first, start] = [event.step, performance.now()];
    [last, end] = [event.step, performance.now()];
    if (end - start > 1000 * SECONDS) void service.command(runId, 'stop');
  });
  await service.atlases.liveAtlases([]);
  return (end - start) / (last - first);
}
