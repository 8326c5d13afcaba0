/** The 2D net through the worker's service: trained, paused, edited, watched, kept, in lockstep. */
import { colourRange } from '../../../src/domain/atlas/colours.ts';
import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import type { Experiment, PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { twinExperiments } from '../../../src/domain/experiment/twins.ts';
import { planeEdit, type PlaneEdit } from '../../../src/domain/networks/plane-edit.ts';
import { snapshotStride } from '../../../src/domain/run/history.ts';
import type { PlaneStep } from '../../../src/domain/run/plane-step.ts';
import { decodeSafetensors } from '../../../src/domain/weights/safetensors.ts';
import type { AtlasFrameRequest, AtlasWeights } from '../../../src/protocol/atlas.ts';
import type { RunEnd, RunEvent, StartRequest } from '../../../src/protocol/training.ts';
import { TrainingService } from '../../../workers/session/service.ts';
import { expect } from '../../support/expect.ts';
import { stepsOf } from './toy-run.ts';

/** Two epochs of five steps, with all that is random. */
const { experiment: EXPERIMENT } = parseExperiment({
  ...DEFAULT_EXPERIMENT,
  network: { kind: 'plane', layers: [{ width: 5 }, { width: 3, activation: { name: 'identity' } }], frequencies: [2] },
  activation: { name: 'rrelu' },
  derivative: { rule: 'best', noise: 0.1 },
  optimizer: { clipNorm: 0.5, cautious: true, learningRate: 0.02 },
  loss: 'bce',
  batchSize: 8,
  epochs: 2,
  data: { source: 'spirals', trainSize: 40, testSize: 16 },
});
const NETWORK = EXPERIMENT.network as PlaneSpec;

let service: TrainingService;
let calls = 0;

interface Trained {
  readonly end: RunEnd;
  readonly events: RunEvent[];
}

async function train(
  request: Partial<StartRequest> = {},
  onEvent: (event: RunEvent, runId: string) => void = () => undefined,
): Promise<Trained> {
  const events: RunEvent[] = [];
  const runId = request.runId ?? 'run';
  const end = await service.train(`plane ${++calls}`, { runId, experiment: EXPERIMENT, ...request }, (event) => {
    events.push(event);
    onEvent(event, runId);
  });
  return { end, events };
}

const of = <T extends RunEvent['type']>(events: readonly RunEvent[], type: T) =>
  events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
const losses = ({ events }: Trained): number[] => stepsOf(events).map(({ trainLoss }) => trainLoss);

/** Does `work` at the first pause, then stops or resumes the run. */
function atPause(work: () => Promise<unknown>, then: 'resume' | 'stop'): (event: RunEvent) => void {
  let done = false;
  return (event) => {
    if (done || event.type !== 'phase' || event.phase !== 'paused') return;
    done = true;
    void work().finally(() => service.command('run', then));
  };
}

const request = (weights?: AtlasWeights): AtlasFrameRequest => ({
  network: NETWORK,
  seed: EXPERIMENT.seed,
  ...(weights && { weights }),
  window: { centreX: 0, centreY: 0, extent: 4 },
  quantity: 'value',
  side: 'right',
  scale: { colours: 'diverging', mode: 'each', range: [-1, 1], contour: false },
  size: 8,
  coarseness: 1,
  tiles: [{ image: 0, canvas: 'c', x: 0, y: 0 }],
});

function itTrains(backend: 'wasm' | 'webgpu'): void {
  before(async () => {
    service = new TrainingService();
    await service.openDevice(backend);
  });

  it('gives the same losses twice, and goes on from a checkpoint, bit for bit', async () => {
    const straight = await train();
    expect(losses(straight).length).to.equal(10);
    expect(of(straight.events, 'notice')[0]?.message).to.contain('The last layer has 3 neurons.');
    expect(losses(await train())).to.deep.equal(losses(straight));
    const first = await train({ paused: true }, (event) => {
      if (event.type === 'phase' && event.phase === 'paused')
        for (let i = 0; i < 6; i++) void service.command('run', 'step');
      if (event.type === 'steps' && event.step === 6) void service.command('run', 'stop');
    });
    const second = await train({ resumeFrom: first.end.checkpoint });
    expect([...losses(first), ...losses(second)]).to.deep.equal(losses(straight));
    expect([...second.end.weights]).to.deep.equal([...straight.end.weights]);
  });

  it('keeps weights at regular steps, and tells its numbers', async () => {
    const { events, end } = await train();
    const snapshots = of(events, 'snapshot').map(({ snapshot }) => snapshot);
    expect(snapshots.map(({ step }) => step)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([...snapshots.at(-1)!.weights]).to.deep.equal([...end.weights]);
    const { step, layers } = of(events, 'numbers').at(-1)!;
    expect([step, layers.length, layers[0]!.weights[0]!.length]).to.deep.equal([10, 2, 6]);
    const [weight] = decodeSafetensors(end.weights).values();
    expect(Math.fround(layers[0]!.weights[0]![0]!)).to.equal(weight!.data[0]);
  });

  it('goes on from numbers and σ edited by hand, which it records', async () => {
    const numbers = (await train()).events;
    const start = of(numbers, 'numbers')[0]!.layers;
    const layers = NETWORK.layers.map((layer, k) => ({ ...layer, ...start[k]! }));
    const bias = [...start[1]!.bias.slice(0, 2), 7];
    const edited = {
      ...NETWORK,
      layers: [
        { ...layers[0]!, activation: { name: 'tanh' } },
        { ...layers[1]!, bias },
      ],
    };
    const first = await train(
      { paused: true },
      atPause(() => service.edit(['run'], planeEdit({ ...NETWORK, layers }, edited)), 'stop'),
    );
    const { change } = of(first.events, 'changed')[0]!;
    expect(change.numbers).to.deep.equal([{ at: { layer: 1, row: 2, bias: true }, value: 7 }]);
    expect(change.layers?.[0]?.activation).to.deep.equal({ name: 'tanh' });
    expect(first.end.checkpoint.layers?.[0]?.activation).to.deep.equal({ name: 'tanh' });
    // Written into the experiment, they are the same run.
    const written: Experiment = { ...EXPERIMENT, network: edited };
    const resumed = await train({ resumeFrom: first.end.checkpoint });
    expect(losses(resumed)).to.deep.equal(losses(await train({ experiment: written })));
  });

  it('refuses to set what the net has not', async () => {
    const edit: PlaneEdit = { numbers: [{ at: { layer: 1, row: 3, bias: true }, value: 1 }], sigmas: [] };
    let message = '';
    await train({ paused: true }, atPause(() => service.edit(['run'], edit).catch((error: unknown) => (message = String(error))), 'stop')); // prettier-ignore
    expect(message).to.contain(
      'ExperimentError: Expected a number of the net that trains, got b₁[3], which it hasn’t.',
    );
  });

  it('takes a step apart as it takes it', async () => {
    const straight = await train();
    const steps: PlaneStep[] = [];
    const watched = await train({ paused: true }, atPause(async () => {
      for (const place of [3, 0]) steps.push(...(await service.slowStep('run', place)));
    }, 'resume')); // prettier-ignore
    expect(losses(watched)).to.deep.equal(losses(straight));
    const norms = of(straight.events, 'gradNorms')[0]!.gradNorms;
    const [first, second] = steps;
    expect([first!.step, second!.step, first!.place, first!.batch.length]).to.deep.equal([1, 2, 3, 8]);
    expect(first!.batchLoss).to.be.closeTo(losses(straight)[0]!, 1e-5);
    expect(second!.batchLoss).to.be.closeTo(losses(straight)[1]!, 1e-5);
    first!.layers.forEach(({ gradient, before, after, x, passed, upstream, left, right, side }, k) => {
      const norm = Math.hypot(...gradient.weights.flat());
      expect(norm).to.be.closeTo(norms[`layers.${String(k)}.weight`]!, 1e-4 * norm + 1e-7);
      expect(after).not.to.deep.equal(before);
      expect(after).to.deep.equal(second!.layers[k]!.before);
      x.forEach((_, j) => {
        const slope = { left: left[j]!, right: right[j]!, none: 0 }[side[j]!];
        expect(Math.abs(passed[j]!)).to.be.closeTo(
          Math.abs(upstream[j]! * slope),
          0.9 * Math.abs(upstream[j]! * slope) + 1e-9,
        );
      });
    });
  });

  it('trains twins in lockstep, and says when they part', async () => {
    const exact = { rule: 'exact', noise: 0 } as const;
    const base = { ...EXPERIMENT, activation: { name: 'relu' }, derivative: exact };
    const [a, b, c] = twinExperiments(base, [
      { activation: { name: 'relu' }, derivative: exact },
      { activation: { name: 'relu' }, derivative: { rule: 'straight-through', noise: 0 } },
      { activation: { name: 'relu' }, derivative: exact },
    ]);
    let [most, least] = [0, 0];
    const place: Record<string, number> = { t0: 0, t1: 0, t2: 0 };
    const runs = await Promise.all(
      [a!, b!, c!].map((experiment, index) =>
        train({ runId: `t${String(index)}`, experiment, twins: { group: 'g', index, count: 3 } }, (event, runId) => {
          if (event.type === 'snapshot') place[runId] = event.snapshot.step;
          most = Math.max(most, Math.max(...Object.values(place)) - Math.min(...Object.values(place)));
          least = Math.min(...Object.values(place));
        }),
      ),
    );
    expect(least).to.equal(10);
    expect(most).to.be.at.most(2);
    expect(of(runs[1]!.events, 'parted').map(({ step }) => step)).to.deep.equal([1]);
    expect(of(runs[2]!.events, 'parted')).to.deep.equal([]);
    expect(losses(runs[2]!)).to.deep.equal(losses(runs[0]!));
  });

  it('edits twins and takes their steps apart after the same step, wherever the pause finds them', async () => {
    const base = { ...EXPERIMENT, activation: { name: 'relu' }, derivative: { rule: 'exact', noise: 0 } } as const;
    const three = twinExperiments(base, [{}, {}, {}]);
    const set = (value: number): PlaneEdit => ({
      numbers: [{ at: { layer: 1, row: 0, bias: true }, value }],
      sigmas: [],
    });
    const slow: PlaneStep[][] = [];
    let asked = false;
    const work = async (): Promise<void> => {
      const all = ['e0', 'e1', 'e2'];
      await Promise.all(all.map((id) => service.command(id, 'pause')));
      await service.edit(all, set(0.25));
      slow.push(await service.slowStep('e0', 1));
      await service.edit(['e1'], set(0.5));
      slow.push(await service.slowStep('e2', 1));
      await Promise.all(all.map((id) => service.command(id, 'resume')));
    };
    const runs = await Promise.all(
      three.map((experiment, index) =>
        train({ runId: `e${String(index)}`, experiment, twins: { group: 'e', index, count: 3 } }, (event) => {
          if (asked || event.type !== 'snapshot' || event.snapshot.step < 3) return;
          asked = true;
          void work();
        }),
      ),
    );
    const changes = runs.map(({ events }) => of(events, 'changed').map(({ change }) => [change.step, change.label]));
    const first = changes[0]![0]![0] as number;
    expect(first).to.be.at.least(3);
    expect(changes).to.deep.equal([
      [[first, 'b₁[0] = 0.25']],
      [[first, 'b₁[0] = 0.25'], [first + 1, 'b₁[0] = 0.5']],
      [[first, 'b₁[0] = 0.25']],
    ]); // prettier-ignore
    expect(slow.map((steps) => steps.map(({ step }) => step))).to.deep.equal([
      [first + 1, first + 1, first + 1],
      [first + 2, first + 2, first + 2],
    ]);
    expect(slow[0]![2]!.layers).to.deep.equal(slow[0]![0]!.layers);
    expect(slow[1]![1]!.layers[1]!.before.bias[0]).to.equal(0.5);
    expect(runs.map(({ events }) => of(events, 'parted').map(({ step }) => step))).to.deep.equal([[], [first + 2], []]);
    expect(losses(runs[2]!)).to.deep.equal(losses(runs[0]!));
    expect(runs.map(({ end }) => end.step)).to.deep.equal([10, 10, 10]);
  });

  it('brings twins to the same step where the pause reaches one later than the other', async () => {
    const base = { ...EXPERIMENT, activation: { name: 'relu' }, derivative: { rule: 'exact', noise: 0 } } as const;
    const ids = ['p0', 'p1'];
    const phases: Record<string, string> = {};
    let asked = false;
    const soon = () => new Promise((resolve) => setTimeout(resolve, 50));
    const work = async (): Promise<void> => {
      await service.command('p0', 'pause');
      for (let i = 0; i < 100 && phases['p0'] !== 'paused'; i++) await soon();
      await soon();
      await service.command('p1', 'pause');
      await soon();
      await Promise.all(ids.map((id) => service.command(id, 'stop')));
    };
    const long = twinExperiments({ ...base, epochs: 1000 }, [{}, {}]);
    const runs = await Promise.all(
      long.map((experiment, index) =>
        train({ runId: ids[index]!, experiment, twins: { group: 'p', index, count: 2 } }, (event, runId) => {
          if (event.type === 'phase') phases[runId] = event.phase;
          if (asked || event.type !== 'snapshot' || event.snapshot.step < 3) return;
          asked = true;
          void work();
        }),
      ),
    );
    const [first, second] = runs.map(({ end }) => end);
    expect([first!.status, second!.status]).to.deep.equal(['paused', 'paused']);
    expect(second!.step).to.equal(first!.step);
    expect(first!.step).to.be.below(5000);
  });

  it('draws atlases from the weights where they train, live and as differences', async () => {
    const { atlases } = service;
    await atlases.attachCanvas('c', new OffscreenCanvas(8, 8));
    const live: AtlasWeights = { from: 'run', runId: 'run' };
    await atlases.liveAtlases([request(live)]);
    const pictures: Uint8ClampedArray[] = [];
    const paint = async (weights: AtlasWeights) =>
      pictures.push((await atlases.paintAtlases(request(weights), 8, 8)).pixels);
    const { events, end } = await train({ paused: true }, atPause(async () => {
      await paint(live);
      await paint({ from: 'experiment' });
      const of = [{ network: NETWORK, seed: 1, weights: live }, { network: NETWORK, seed: 1, weights: { from: 'experiment' } }] as const;
      await paint({ from: 'difference', of });
      const nothing = await atlases.drawAtlases(request({ from: 'difference', of }));
      expect(nothing!.ranges[0]).to.deep.equal(colourRange('diverging', [0, 0]));
    }, 'resume')); // prettier-ignore
    expect(pictures[0]).to.deep.equal(pictures[1]);
    expect(new Set(new Uint32Array(pictures[2]!.buffer)).size).to.equal(1);
    const frames = of(events, 'atlases');
    expect(frames.at(-1)!.step).to.equal(10);
    expect(frames.at(-1)!.frames[0]!.ranges.length).to.equal(16);
    await paint({ from: 'bytes', bytes: end.weights });
    expect(pictures[3]).not.to.deep.equal(pictures[0]);
    await atlases.liveAtlases([]);
    expect(await atlases.drawAtlases(request(live))).to.equal(null); // the run has ended
  });

  it('leaves nothing behind', async () => {
    const { tensors } = await service.memory();
    await train();
    expect((await service.memory()).tensors).to.equal(tensors);
  });
}

describe('the 2D net in the worker on wasm', () => itTrains('wasm'));
describe('the 2D net in the worker on webgpu', () => itTrains('webgpu'));

describe('what a run of the 2D net keeps', () => {
  it('is never more than two hundred snapshots and the last', () => {
    for (const step of [1, 199, 200, 399, 400, 12_345, 1e6]) {
      expect(step / snapshotStride(step)).to.be.below(200);
      expect(Math.log2(snapshotStride(step)) % 1).to.equal(0);
    }
  });

  it('refuses a last layer that is too narrow for the task', async () => {
    const narrow = parseExperiment({
      network: { kind: 'plane', layers: [{ width: 1 }] },
      data: { source: 'identity' },
    });
    const error = await service.train('narrow', { runId: 'n', ...narrow }, () => undefined).catch(String);
    expect(error).to.contain(
      'ExperimentError: Expected a last layer of at least 2 neurons for the task "identity", got 1.',
    );
  });
});
