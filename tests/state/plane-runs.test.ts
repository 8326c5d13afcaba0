/** Runs of the 2D net as the page and scripts have them, down to the real worker: kept, rewound, looked back on, edited, watched, trained as twins, and still there after a reload. */
import { TrainingClient } from '../../src/client/training-client.ts';
import type { PlaneSpec } from '../../src/domain/experiment/experiment.ts';
import { withEdit } from '../../src/domain/networks/plane-edit.ts';
import { initialPlaneWeights } from '../../src/domain/networks/plane.ts';
import { parseExperiment } from '../../src/domain/experiment/parse.ts';
import { encodeSafetensors } from '../../src/domain/weights/safetensors.ts';
import { openStorage } from '../../src/persistence/storage.ts';
import type { AppState } from '../../src/state/app-state.ts';
import { createPlayground } from '../../src/state/playground/playground.ts';
import type { Playground } from '../../src/state/playground/api.ts';
import { liveNet } from '../../src/state/live-net.ts';
import { startApp, type App } from '../../src/state/store.ts';
import { deleteDatabase, freshName } from '../persistence/runs.ts';
import { expect } from '../support/expect.ts';
import { FakePage } from './fakes.ts';

const { experiment: EXPERIMENT } = parseExperiment({
  network: { kind: 'plane', layers: [{ width: 4 }, { width: 1, activation: { name: 'identity' } }] },
  batchSize: 8,
  epochs: 4,
  data: { source: 'xor', trainSize: 40, testSize: 16 },
});
const NETWORK = EXPERIMENT.network as PlaneSpec;

describe('runs of the 2D net', function () {
  this.timeout(60_000);
  const database = freshName();
  let client: TrainingClient;
  let app: App;
  let playground: Playground;

  async function openTab(): Promise<void> {
    client = new TrainingClient({ onRestart: () => app.workerReplaced() });
    app = startApp({ trainer: client, storage: openStorage(database), page: new FakePage() });
    playground = createPlayground(app.parts);
    await playground.device('wasm');
    await app.started;
    app.store.actions.setView('plane');
    app.store.actions.configure(EXPERIMENT);
  }

  async function closeTab(): Promise<void> {
    client.dispose();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await app.parts.storage.close();
  }

  async function until(wanted: (state: AppState) => boolean): Promise<AppState> {
    for (let i = 0; i < 2000 && !wanted(app.store.state); i++) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(wanted(app.store.state), JSON.stringify(app.store.state.notices)).to.equal(true);
    return app.store.state;
  }

  /** The configured run at its first pause, before the first step. */
  async function paused(): Promise<AppState> {
    void app.store.actions.command('step');
    return until(({ live }) => live?.phase === 'paused' && live.step === 1);
  }

  before(openTab);
  after(async () => {
    await closeTab();
    await deleteDatabase(database);
  });

  it('are trained by scripts like any other, from weights of their own', async () => {
    const initialWeights = encodeSafetensors(initialPlaneWeights(NETWORK, 99));
    const steps: number[] = [];
    const run = await playground.train(EXPERIMENT, { initialWeights, onStep: ({ step }) => steps.push(step) });
    expect([run.status, steps.length, run.epochs.length, run.data.source]).to.deep.equal(['done', 20, 4, 'xor']);
    expect(Object.keys(run.gradNorms)).to.deep.equal(['layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias']); // prettier-ignore
    const seeded = await playground.train(EXPERIMENT);
    expect(seeded.steps[0]).not.to.deep.equal(run.steps[0]);
    expect((await playground.train(EXPERIMENT)).steps).to.deep.equal(seeded.steps);
  });

  it('are looked back on, also after a reload', async () => {
    await app.store.actions.train();
    const { plane, live } = app.store.state;
    expect(plane.snapshots).to.deep.equal(Array.from({ length: 21 }, (_, i) => i));
    await app.store.actions.seek(7);
    expect(app.store.state.plane.sought?.step).to.equal(7);
    await app.store.actions.seek(null);
    expect(app.store.state.plane.sought).to.equal(null);
    const { id } = live!.run;
    await closeTab();
    await openTab();
    const kept = await app.store.actions.snapshots(id);
    expect(kept.map(({ step }) => step)).to.deep.equal(plane.snapshots);
    expect([...kept.at(-1)!.weights]).to.deep.equal([...(await playground.runs.weights(id))]);
    await app.store.actions.openRun(id);
    const { live: again, plane: film } = app.store.state;
    expect([again!.run.id, again!.phase, again!.step, again!.totalSteps, again!.run.steps.length]).to.deep.equal([id, 'ended', 20, 20, 20]); // prettier-ignore
    expect(again!.plane!.numbers).to.deep.equal(live!.plane!.numbers);
    expect(film.snapshots).to.deep.equal(plane.snapshots);
    await app.store.actions.seek(0);
    expect(app.store.state.plane.sought!.numbers[id]).not.to.deep.equal(again!.plane!.numbers);
    const exported = await app.store.actions.exportRuns([id]);
    await app.store.actions.deleteRun(id);
    expect(app.store.state.live).to.equal(null);
    expect(await app.store.actions.snapshots(id)).to.deep.equal([]);
    await app.store.actions.importRuns(exported);
    await app.store.actions.openRun(id);
    expect(app.store.state.plane.snapshots).to.deep.equal(plane.snapshots);
    await app.store.actions.rewind();
  });

  it('are edited in a pause, go on, and say so; rewound, they begin anew', async () => {
    const { live } = await paused();
    const { numbers } = live!.plane!;
    const before = { ...NETWORK, layers: NETWORK.layers.map((layer, k) => ({ ...layer, ...numbers![k]! })) };
    const after = { ...before, layers: before.layers.with(1, { ...before.layers[1]!, bias: [0.5] }) };
    const told = app.store.actions.editRun({ runs: [live!.run.id], before, after, key: '' });
    expect(liveNet(app.store.state.live!)!.layers[1]!.bias, 'at once').to.deep.equal([0.5]);
    await told;
    const changed = await until((state) => state.live!.plane!.numbers![1]!.bias[0] === 0.5);
    expect(changed.live!.run.changes.map(({ label }) => label)).to.deep.equal(['b₁[0] = 0.5']);
    await app.store.actions.command('resume');
    const { live: done } = await until((state) => state.live?.phase === 'ended');
    expect([done!.step, done!.run.status]).to.deep.equal([20, 'done']);
    expect((await playground.runs.get(done!.run.id)).changes[0]!.numbers).to.deep.equal([
      { at: { layer: 1, row: 0, bias: true }, value: 0.5 },
    ]);
    await app.store.actions.rewind();
    expect([app.store.state.live, app.store.state.plane.snapshots]).to.deep.equal([null, []]);
    const again = await paused();
    expect(again.live!.run.steps).to.deep.equal(live!.run.steps);
    await app.store.actions.rewind();
    expect(app.parts.trainings.active).to.equal(null);
  });

  it('that diverge are kept with their last good numbers, and a calmer run is offered from there', async () => {
    const { actions } = app.store;
    actions.configure({ optimizer: { ...EXPERIMENT.optimizer, name: 'sgd', learningRate: 1e18 }, loss: 'mse' });
    await actions.train();
    const { live, notices } = app.store.state;
    expect([live!.run.status, live!.phase]).to.deep.equal(['diverged', 'ended']);
    expect(live!.run.reason).to.match(/^The (loss|gradient) became (NaN|infinite) at step \d+\.$/);
    const finite = (net: PlaneSpec): boolean => net.layers.every(({ weights, bias }) => [...weights!.flat(), ...bias!].every(Number.isFinite)); // prettier-ignore
    expect(finite(liveNet(live!)!)).to.equal(true);
    const notice = notices.find(({ id }) => id === `run-${live!.run.id}`)!;
    expect(notice.actions.map(({ id }) => id)).to.deep.equal(['calmer']);
    actions.act(notice.id, 'calmer');
    const { network, optimizer } = app.store.state.experiment;
    expect(finite(network as PlaneSpec)).to.equal(true);
    expect([optimizer.learningRate, optimizer.clipNorm]).to.deep.equal([1e17, 1]);
    await actions.rewind();
    actions.configure(EXPERIMENT);
  });

  it('are watched step by step', async () => {
    void app.store.actions.slowStep(2);
    const { live } = await until((state) => state.live?.plane?.slow?.step === 1);
    expect([live!.plane!.slow!.place, live!.plane!.slow!.layers.length]).to.deep.equal([2, 2]);
    await app.store.actions.slowStep(0);
    expect(app.store.state.live!.plane!.slow!.step).to.equal(2);
    await app.store.actions.command('step');
    await until((state) => state.live!.plane!.slow === null);
    await app.store.actions.rewind();
  });

  it('have their edits taken back and made again while they stand where they were edited', async () => {
    const { live } = await paused();
    const before = liveNet(live!)!;
    const set = (net: PlaneSpec, value: number) => withEdit(net, { numbers: [{ at: { layer: 1, row: 0, bias: true }, value }], sigmas: [] }); // prettier-ignore
    const bias = (): number => liveNet(app.store.state.live!)!.layers[1]!.bias![0]!;
    const { actions } = app.store;
    const runs = [live!.run.id];
    // One gesture, and another.
    for (const value of [1, 2])
      void actions.editRun({ runs, before: set(before, value - 1), after: set(before, value), key: 'drag#1' });
    await actions.editRun({ runs, before: set(before, 2), after: set(before, 7), key: '' });
    expect([bias(), app.store.state.plane.canUndo]).to.deep.equal([7, true]);
    actions.undoPlane();
    expect(bias()).to.equal(2);
    actions.undoPlane();
    expect(bias()).to.be.closeTo(before.layers[1]!.bias![0]!, 1e-6);
    actions.redoPlane();
    expect(bias()).to.equal(2);
    await actions.command('step');
    const { plane } = await until((state) => state.live!.step === 2 && !state.plane.canUndo);
    expect([plane.canUndo, plane.canRedo], 'the run has moved on').to.deep.equal([false, false]);
    await actions.rewind();
  });

  it('are trained as twins, which are edited one by one or together, and watched together', async () => {
    const { actions } = app.store;
    actions.configure({ epochs: 2000 });
    void actions.trainTwins([{}, {}]);
    await until(({ twins }) => twins.length === 2 && twins.every(({ step }) => step >= 1));
    await actions.command('pause');
    const rest = ({ twins }: AppState) =>
      twins.every(({ phase, step }) => phase === 'paused' && step === twins[0]!.step);
    const { twins } = await until(rest);
    const before = liveNet(twins[0]!)!;
    const set = (value: number): PlaneSpec => withEdit(before, { numbers: [{ at: { layer: 1, row: 0, bias: true }, value }], sigmas: [] }); // prettier-ignore
    const ids = twins.map(({ run }) => run.id);
    await actions.editRun({ runs: ids, before, after: set(0.25), key: '' });
    await actions.slowStep(0);
    const { twins: watched } = await until((state) => rest(state) && state.twins.every(({ plane }) => plane!.slow));
    const { step } = watched[0]!.plane!.slow!;
    expect(watched.map((one) => [one.step, one.plane!.slow!.step])).to.deep.equal([[step, step], [step, step]]); // prettier-ignore
    expect(watched[1]!.plane!.slow!.layers).to.deep.equal(watched[0]!.plane!.slow!.layers);
    expect(watched[1]!.run.parted).to.equal(null);
    const now = liveNet(watched[1]!)!;
    const edited = withEdit(now, { numbers: [], sigmas: [{ layer: 0, activation: { name: 'sin' }, derivative: now.layers[0]!.derivative }] }); // prettier-ignore
    await actions.editRun({ runs: [ids[1]!], before: now, after: edited, key: '' });
    const parted = await until((state) => typeof state.twins[1]!.run.parted === 'number');
    expect(parted.twins.map(({ run }) => run.parted)).to.deep.equal([null, step + 1]);
    expect(parted.twins.map(({ run }) => run.changes.map(({ label }) => label))).to.deep.equal([
      ['b₁[0] = 0.25'],
      ['b₁[0] = 0.25', 'σ of layer 0 edited'],
    ]);
    await actions.seek(step);
    expect(Object.keys(app.store.state.plane.sought!.numbers).sort()).to.deep.equal(ids.toSorted());
    await actions.command('resume');
    const { twins: onward } = await until(({ twins: all }) => all.every((one) => one.step > step + 5));
    expect(onward.map(({ run }) => run.parted)).to.deep.equal([null, step + 1]);
    await actions.rewind();
    actions.configure(EXPERIMENT);
  });

  it('are trained as twins, which part, pause together, and go on together after a reload', async () => {
    const derivative = { rule: 'straight-through', noise: 0 } as const;
    void app.store.actions.trainTwins([{}, { derivative }, {}]);
    await until(({ twins }) => twins.length === 3 && twins.every(({ step }) => step >= 1));
    await app.store.actions.command('pause');
    // Those that are behind catch up first.
    const together = ({ twins: all }: AppState) =>
      all.every(({ phase, step }) => phase === 'paused' && step === all[0]!.step);
    const { twins, live } = await until(together);
    expect(live!.run.id).to.equal(twins[0]!.run.id);
    expect(twins.map(({ run }) => run.parted)).to.deep.equal([null, 1, null]);
    expect(twins.map(({ run }) => run.experiment.derivative.rule)).to.deep.equal([
      'exact',
      'straight-through',
      'exact',
    ]);
    expect(twins[2]!.run.steps).to.deep.equal(twins[0]!.run.steps);
    await app.store.actions.command('stop');
    await until((state) => state.twins.every(({ phase }) => phase === 'ended'));
    await app.parts.trainings.settled;
    await closeTab();
    await openTab();
    await app.store.actions.resumeRun(twins[1]!.run.id);
    const { twins: ended } = app.store.state;
    expect(ended.map(({ run, step }) => [run.id, run.status, step])).to.deep.equal(
      twins.map(({ run }) => [run.id, 'done', 20]),
    );
    expect(ended[2]!.run.steps).to.deep.equal(ended[0]!.run.steps);
    expect(ended.map(({ run }) => run.parted)).to.deep.equal([null, 1, null]);
    await app.store.actions.rewind();
    await app.store.actions.openRun(twins[2]!.run.id);
    const { live: first, twins: shown } = app.store.state;
    expect([first!.run.id, ...shown.map(({ run }) => run.id)]).to.deep.equal([0, 0, 1, 2].map((i) => twins[i]!.run.id));
    expect(shown.map(({ plane }) => plane!.numbers)).to.deep.equal(ended.map(({ plane }) => plane!.numbers));
  });
});
