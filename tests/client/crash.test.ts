import { TrainingClient } from '../../src/client/training-client.ts';
import { DEFAULT_EXPERIMENT } from '../../src/domain/experiment/defaults.ts';
import type { Experiment } from '../../src/domain/experiment/experiment.ts';
import type { Checkpoint } from '../../src/domain/run/run.ts';
import type { DataFiles, RunEvent, StartRequest } from '../../src/protocol/training.ts';
import { expect } from '../support/expect.ts';
import { dataFiles } from '../support/idx.ts';

const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  network: { kind: 'autoencoder', channels: 2, latent: 2, coordinates: false },
  batchSize: 8,
  epochs: 6,
  data: { source: 'local:small', trainSize: null, testSize: null, noise: 0 },
};
const FILES = Object.fromEntries(
  Object.entries(dataFiles(64, 10)).map(([name, bytes]) => [name, new Blob([bytes])]),
) as DataFiles;

const client = new TrainingClient();
const losses = new Map<number, number>();
const testLosses = new Map<number, number>();
let checkpoint: Checkpoint | null = null;

function hear(event: RunEvent): void {
  if (event.type === 'steps') for (const { step, trainLoss } of event.steps) losses.set(step, trainLoss);
  if (event.type === 'epoch') testLosses.set(event.epoch.step, event.epoch.testLoss);
  if (event.type === 'checkpoint') checkpoint = event.checkpoint;
}

function forget(): void {
  losses.clear();
  testLosses.clear();
  checkpoint = null;
}

const request = (more: Partial<StartRequest> = {}): StartRequest => ({ runId: 'run', experiment: EXPERIMENT, ...more });

function itSurvives(backend: 'wasm' | 'webgpu'): void {
  it(`a run on ${backend} goes on after its worker was killed, with the numbers of one that was left alone`, async () => {
    forget();
    expect((await client.openDevice(backend)).device.backend).to.equal(backend);
    await client.addData('local:small', FILES);
    const end = await client.train(request(), hear);
    expect(end.status).to.equal('done');
    const straight = { losses: new Map(losses), testLosses: new Map(testLosses), weights: [...end.weights] };
    expect([straight.losses.size, straight.testLosses.size]).to.deep.equal([48, 6]);

    forget();
    const killed = client.train(request(), (event) => {
      hear(event);
      if (event.type === 'epoch' && event.epoch.epoch === 3) client.kill();
    });
    expect(await killed.catch((error: unknown) => (error as Error).name)).to.equal('WorkerError');
    expect(checkpoint!.step).to.be.within(8, 24);
    const resumed = await client.train(request({ resumeFrom: checkpoint! }), hear);
    expect(resumed.status).to.equal('done');
    expect([...losses].sort(([a], [b]) => a - b)).to.deep.equal([...straight.losses]);
    expect([...testLosses].sort(([a], [b]) => a - b)).to.deep.equal([...straight.testLosses]);
    expect([...resumed.weights]).to.deep.equal(straight.weights);
  });
}

describe('a killed worker', () => {
  after(() => client.dispose());
  itSurvives('wasm');

  it('paused, is told of within 200 ms', async () => {
    const waits: number[] = [];
    const experiment = { ...EXPERIMENT, epochs: 100_000, batchSize: 32 };
    const pausing: Promise<void>[] = [];
    const pauseAndStop = async (): Promise<void> => {
      for (const command of ['pause', 'step', 'resume', 'pause', 'stop'] as const) {
        const start = performance.now();
        await client.command('run', command);
        waits.push(performance.now() - start);
      }
    };
    const end = await client.train(request({ experiment }), (event) => {
      if (event.type === 'steps' && pausing.length === 0) pausing.push(pauseAndStop());
    });
    await Promise.all(pausing);
    expect(end.status).to.equal('paused');
    expect(Math.max(...waits)).to.be.lessThan(200);
  });

  describe('on WebGPU', () => {
    before(function () {
      if (!('gpu' in navigator)) this.skip();
    });
    itSurvives('webgpu');
  });
});
