/** The whole of the page but its elements, down to the real worker: what a script is told is what PyTorch computed. */
import { TrainingClient } from '../../../src/client/training-client.ts';
import type { ExperimentInput } from '../../../src/domain/experiment/experiment.ts';
import { openStorage } from '../../../src/persistence/storage.ts';
import { createPlayground } from '../../../src/state/playground/playground.ts';
import type { FinishedRun, Playground } from '../../../src/state/playground/api.ts';
import { startApp, type App } from '../../../src/state/store.ts';
import { deleteDatabase, freshName } from '../../persistence/runs.ts';
import { expect } from '../../support/expect.ts';
import { sharedBytes, sharedJson, skipWithoutShared } from '../../support/shared.ts';
import { FakePage } from '../fakes.ts';

interface Trajectory {
  readonly activation: string;
  readonly init: string;
  readonly experiment: ExperimentInput;
  readonly float64: { readonly trainLoss: readonly number[]; readonly testLoss: number };
  readonly relativeTolerance: readonly number[];
  readonly gradNorms: Readonly<Record<string, number>>;
}

const SAMPLE = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];

describe('window.playground through the real worker', () => {
  const database = freshName();
  let client: TrainingClient;
  let app: App;
  let playground: Playground;
  let trajectories: readonly Trajectory[];

  /** A tab: its own worker, the same storage. */
  function openTab(): void {
    client = new TrainingClient({ onRestart: () => app.workerReplaced() });
    app = startApp({ trainer: client, storage: openStorage(database), page: new FakePage() });
    playground = createPlayground(app.parts);
  }

  async function closeTab(): Promise<void> {
    client.dispose();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await app.parts.storage.close();
  }

  before(async function () {
    await skipWithoutShared(this);
    trajectories = (await sharedJson('reference/trajectories.json')) as Trajectory[];
    openTab();
    const files = await Promise.all(
      SAMPLE.map(async (name) => [`${name}.gz`, await sharedBytes(`fashion-mnist-sample/${name}.gz`)] as const),
    );
    expect(await playground.data.add('sample', Object.fromEntries(files))).to.deep.equal({
      trainCount: 720,
      testCount: 180,
    });
  });

  after(async () => {
    await closeTab();
    await deleteDatabase(database);
  });

  for (const backend of ['webgpu', 'wasm'] as const) {
    it(`reproduces PyTorch's trajectories on ${backend}`, async () => {
      expect(await playground.device(backend)).to.have.property('backend', backend);
      expect(trajectories).to.not.have.length(0);
      for (const trajectory of trajectories) {
        const initialWeights = await sharedBytes(`reference/${trajectory.init}`);
        const run = await playground.train(trajectory.experiment, { initialWeights, save: false });
        expectTrajectory(run, trajectory, backend);
      }
    });
  }

  it('goes on after a killed worker and a reload with the numbers of a run that was left alone', async () => {
    await playground.device('wasm');
    const experiment: ExperimentInput = {
      network: { channels: 2, latent: 2 },
      activation: { name: 'rrelu' },
      derivative: { rule: 'best', noise: 0.1 },
      batchSize: 8,
      epochs: 4,
      data: { source: 'local:sample', trainSize: 64, testSize: 16 },
    };
    const straight = await playground.train(experiment, { save: false });
    const broken = playground.train(experiment, {
      onEpoch: ({ epoch }) => {
        if (epoch === 2) setTimeout(() => client.kill(), 20);
      },
    });
    expect(await broken.catch((error: unknown) => (error as Error).name)).to.equal('WorkerError');
    const [left] = await playground.runs.list();
    expect(left).to.have.property('status', 'interrupted');
    await closeTab();
    openTab();
    await app.started;
    await app.store.actions.resumeRun(left!.id);
    const resumed = await playground.runs.get(left!.id);
    expect(resumed.status).to.equal('done');
    expect(resumed.steps).to.deep.equal(straight.steps);
    expect(resumed.epochs.map(({ seconds, ...epoch }) => (seconds > 0 ? epoch : null))).to.deep.equal(
      straight.epochs.map(({ seconds, ...epoch }) => (seconds > 0 ? epoch : null)),
    );
    expect(resumed.gradNorms).to.deep.equal(straight.gradNorms);
    expect(resumed.changes).to.deep.equal([]);
  });

  it('rejects weights that are another network’s', async () => {
    const initialWeights = await sharedBytes('reference/init-relu-adam.safetensors');
    const wrong = playground.train({ network: { channels: 5 }, data: { source: 'local:sample' } }, { initialWeights });
    expect(await wrong.catch((error: unknown) => (error as Error).name)).to.equal('WeightsError');
  });

  it('gives the garments with no network at all', async () => {
    const run = await playground.train({
      network: { channels: 2, latent: 2 },
      steps: 2,
      data: { source: 'garments', trainSize: 128, testSize: 8 },
    });
    expect(run).to.deep.include({ status: 'done' }).and.have.nested.property('data.synthetic', true);
    const weights = await playground.runs.weights(run.id);
    const again = await playground.train({ ...run.experiment, steps: 1 }, { initialWeights: weights });
    expect(again.status).to.equal('done');
  });
});

function expectTrajectory(
  run: FinishedRun,
  { activation, float64, relativeTolerance, gradNorms }: Trajectory,
  backend: string,
): void {
  const label = `${activation} on ${backend}`;
  expect(run.warnings, label).to.deep.equal([]);
  expect(run.status, label).to.equal('done');
  expect(run.steps, label).to.have.length(float64.trainLoss.length);
  for (const [i, { trainLoss }] of run.steps.entries())
    expectClose(trainLoss, float64.trainLoss[i]!, relativeTolerance[i]!, `${label}, step ${i + 1}`);
  expectClose(run.epochs.at(-1)!.testLoss, float64.testLoss, relativeTolerance.at(-1)!, `${label}, test loss`);
  expect(Object.keys(run.gradNorms), label).to.have.members(Object.keys(gradNorms));
}

function expectClose(actual: number, expected: number, tolerance: number, label: string): void {
  expect(Math.abs(actual - expected) / Math.abs(expected), label).to.be.at.most(tolerance);
}
