import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import type { Experiment } from '../../../src/domain/experiment/experiment.ts';
import type { RunEnd, RunEvent, StartRequest } from '../../../src/protocol/training.ts';
import { TrainingService } from '../../../workers/session/service.ts';
import { expect } from '../../support/expect.ts';
import { epochsOf, stepsOf } from './toy-run.ts';

/** Real training of the smallest autoencoder: three epochs of four steps, and all that is random in it. */
const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  network: { kind: 'autoencoder', channels: 2, latent: 2, coordinates: false },
  activation: { name: 'rrelu' },
  derivative: { rule: 'exact', noise: 0.1 },
  batchSize: 8,
  epochs: 3,
  data: { source: 'garments', trainSize: 32, testSize: 10, noise: 0 },
};

let service: TrainingService;
let calls = 0;

interface Trained {
  readonly end: RunEnd;
  readonly events: RunEvent[];
  readonly losses: number[];
  readonly testLosses: number[];
}

async function train(
  request: Partial<StartRequest> = {},
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<Trained> {
  const events: RunEvent[] = [];
  const end = await service.train(`call ${++calls}`, { runId: 'run', experiment: EXPERIMENT, ...request }, (event) => {
    events.push(event);
    onEvent(event);
  });
  const losses = stepsOf(events).map(({ trainLoss }) => trainLoss);
  return { end, events, losses, testLosses: epochsOf(events).map(({ testLoss }) => testLoss) };
}

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => String(error),
  );

function itTrains(backend: 'wasm' | 'cpu' | 'webgpu'): void {
  before(async () => {
    service = new TrainingService();
    await service.openDevice(backend);
  });

  it('gives the same losses twice, bit for bit', async () => {
    const first = await train();
    const second = await train();
    expect(first.losses.length).to.equal(12);
    expect(second.losses).to.deep.equal(first.losses);
    expect(second.testLosses).to.deep.equal(first.testLosses);
    expect(first.testLosses.every((loss) => loss > 0 && loss < 1)).to.equal(true);
  });

  it('goes on from a checkpoint as if nothing had happened', async () => {
    const straight = await train();
    const first = await train({ paused: true }, (event) => {
      if (event.type === 'phase' && event.phase === 'paused')
        for (let i = 0; i < 6; i++) void service.command('run', 'step');
      if (event.type === 'steps' && event.step === 6) void service.command('run', 'stop');
    });
    expect([first.end.status, first.end.step]).to.deep.equal(['paused', 6]);
    const second = await train({ resumeFrom: first.end.checkpoint });
    expect([...first.losses, ...second.losses]).to.deep.equal(straight.losses);
    expect([...first.testLosses, ...second.testLosses]).to.deep.equal(straight.testLosses);
    expect([...second.end.weights]).to.deep.equal([...straight.end.weights]);
  });

  it('leaves no tensor behind', async () => {
    const { tensors } = await service.memory();
    await train();
    expect((await service.memory()).tensors).to.equal(tensors);
  });
}

describe('training in JavaScript', () => {
  itTrains('cpu');
});

describe('training on WebGPU', () => {
  before(function () {
    if (!('gpu' in navigator)) this.skip();
  });
  itTrains('webgpu');
});

describe('training on WebAssembly', () => {
  itTrains('wasm');

  it('ends with the norms of the first step’s gradients, by PyTorch’s names', async () => {
    const { events } = await train({ experiment: { ...EXPERIMENT, steps: 1 } });
    const norms = events.flatMap((event) => (event.type === 'gradNorms' ? [event.gradNorms] : []))[0]!;
    expect(norms['encoder.0.weight']).to.be.greaterThan(0);
    expect(norms['decoder.21.bias']).to.be.greaterThan(0);
    expect(Object.keys(norms).some((name) => name.includes('running'))).to.equal(false);
  });

  it('answers while it trains', async () => {
    const waits: number[] = [];
    const experiment = { ...EXPERIMENT, epochs: 100_000, activation: { name: 'relu' }, batchSize: 16 };
    const ask = async (): Promise<void> => {
      for (let i = 0; i < 6; i++) {
        const start = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 20));
        await service.hasData('garments');
        waits.push(performance.now() - start - 20);
      }
      const start = performance.now();
      await service.command('run', 'pause');
      waits.push(performance.now() - start);
      await service.probe({ name: 'relu' }, { rule: 'exact', noise: 0 }, [-1, 2]);
      await service.command('run', 'stop');
    };
    const asking: Promise<void>[] = [];
    const { end } = await train({ experiment }, (event) => {
      if (event.type === 'steps' && asking.length === 0) asking.push(ask());
    });
    await Promise.all(asking);
    expect(end.status).to.equal('paused');
    expect(Math.max(...waits)).to.be.lessThan(200);
  });

  it('probes through the kernels, with a run and without', async () => {
    const probe = () => service.probe({ name: 'relu' }, { rule: 'exact', noise: 0 }, [-1, 2]);
    const expected = { y: [0, 2], left: [0, 1], right: [0, 1] };
    expect(await probe()).to.deep.equal(expected);
    const probing: Promise<unknown>[] = [];
    await train({}, (event) => event.type === 'gradNorms' && probing.push(probe()));
    expect(await Promise.all(probing)).to.deep.equal([expected]);
  });

  it('estimates the time a step takes, but not while another run goes on', async () => {
    const { secondsPerStep, measuredOn } = await service.estimate(EXPERIMENT.network, 8);
    expect(secondsPerStep).to.be.within(0.0005, 5);
    expect(measuredOn.backend).to.equal('wasm');
    const start = performance.now();
    await service.estimate(EXPERIMENT.network, 8);
    expect(performance.now() - start).to.be.lessThan(20);
    const asked: Promise<string>[] = [];
    await train({}, (event) => {
      if (event.type !== 'epoch' || event.epoch.epoch > 1) return;
      asked.push(rejection(service.estimate({ ...EXPERIMENT.network, channels: 3 } as typeof EXPERIMENT.network, 8)));
      asked.push(
        service.estimate(EXPERIMENT.network, 8).then(({ secondsPerStep: s }) => (s > 0 ? 'derived' : 'nothing')),
      );
    });
    expect(await Promise.all(asked)).to.deep.equal(['RunError: Nothing is measured while a run goes on.', 'derived']);
  });

  it('stays with one run and one device at a time', async () => {
    const refused: Promise<string>[] = [];
    await train({}, (event) => {
      if (event.type !== 'started') return;
      refused.push(
        rejection(train()),
        rejection(service.openDevice('cpu')),
        rejection(service.command('other', 'stop')),
      );
    });
    expect(await Promise.all(refused)).to.deep.equal([
      'RunError: One run at a time: the last one still goes on.',
      'RunError: The device cannot be changed while a run goes on: stop it first.',
      'RunError: No run other is going on.',
    ]);
  });

  it('hears commands a moment after the end without complaint', async () => {
    await train({});
    await service.command('run', 'pause');
    await service.change('run', { derivative: { rule: 'exact', noise: 0 } });
    expect(await service.slowStep('run', 0)).to.deep.equal([]);
  });

  it('can be cancelled by call, before and while it trains', async () => {
    for (const type of ['phase', 'gradNorms']) {
      const trained = train({}, (event) => {
        if (event.type === type) void service.cancel(`call ${calls}`);
      });
      expect(await rejection(trained)).to.equal('AbortError: The run was given up.');
    }
  });

  it('says what is wrong with what it is given', async () => {
    const bad = await rejection(train({ initialWeights: new Uint8Array(20) }));
    expect(bad).to.match(/^WeightsError: /);
    expect(await rejection(train({ experiment: { ...EXPERIMENT, activation: { formula: 'max(0, ' } } }))).to.match(
      /^FormulaError: /,
    );
    const data = { ...EXPERIMENT.data, source: 'local:none' };
    expect(await rejection(train({ experiment: { ...EXPERIMENT, data } }))).to.match(/^DataError: /);
    const network = { kind: 'plane', layers: [], zoom: 4 } as const;
    expect(await rejection(train({ experiment: { ...EXPERIMENT, network } }))).to.match(
      /^DataError: There is no task "garments" on the plane/,
    );
    expect((await train({ experiment: { ...EXPERIMENT, epochs: 1 } })).end.status).to.equal('done');
  });

  it('ends as diverged where the learning rate is absurd', async () => {
    const optimizer = { ...EXPERIMENT.optimizer, name: 'sgd', learningRate: 1e38 } as const;
    const { end, losses } = await train({ experiment: { ...EXPERIMENT, activation: { formula: 'x*x*x' }, optimizer } });
    expect(end.status).to.equal('diverged');
    expect(end.reason).to.match(/^The (loss|gradient) became (NaN|infinite) at step \d+\.$/);
    expect(losses.every(Number.isFinite)).to.equal(true);
  });
});
