import { DeviceLostError } from '../../src/domain/errors.ts';
import { expect } from '../support/expect.ts';
import { fullStorage, lossOf, Visit } from './fakes.ts';

/** A visit whose configuration trains on the built-in data, by choice. */
async function visitWithGarments(epochs: number, options: ConstructorParameters<typeof Visit>[0] = {}): Promise<Visit> {
  const visit = new Visit(options);
  await visit.app.started;
  visit.app.store.actions.configure({ epochs, data: { ...visit.state.experiment.data, source: 'garments' } });
  return visit;
}

describe('training', () => {
  let visit: Visit;

  afterEach(() => visit.end());

  it('goes from Train to a stored run', async () => {
    visit = await visitWithGarments(2);
    const phases = new Set<string>();
    visit.app.store.addEventListener('change', () => phases.add(visit.state.live?.phase ?? 'none'));
    await visit.app.store.actions.train();
    const { live, runs } = visit.state;
    expect(live).to.deep.include({
      phase: 'ended',
      step: 10,
      stepsPerEpoch: 5,
      totalSteps: 10,
      parameterCount: 1000,
      saved: true,
    });
    expect(live?.run).to.deep.include({
      status: 'done',
      data: { source: 'garments', synthetic: true, trainCount: 720, testCount: 180 },
    });
    expect(live?.run.steps.map(({ trainLoss }) => trainLoss)).to.deep.equal(
      Array.from({ length: 10 }, (_, i) => lossOf(i + 1)),
    );
    expect(live?.run.epochs).to.have.length(2);
    expect(runs).to.have.length(1);
    expect(runs[0]?.run).to.equal(live?.run);
    expect(await visit.storage.runs.get(live!.run.id)).to.deep.equal({ run: live?.run, colour: 0, visible: true });
    expect(await visit.storage.runs.loadWeights(live!.run.id)).to.deep.equal(new Uint8Array([10]));
    expect(await visit.storage.runs.checkpoint(live!.run.id)).to.equal(null);
    await visit.until(() => phases.has('training'));
  });

  it('says change at most once a frame', async () => {
    visit = await visitWithGarments(20);
    visit.trainer.stepDelay = 0;
    let changes = 0;
    visit.app.store.addEventListener('change', () => changes++);
    const start = performance.now();
    await visit.app.store.actions.train();
    expect(changes).to.be.within(1, (performance.now() - start) / 5 + 2);
  });

  it('pauses, steps, goes on and stops', async () => {
    visit = await visitWithGarments(1000);
    const { actions } = visit.app.store;
    const training = actions.train();
    await visit.until(({ live }) => live !== null && live.step >= 3);
    await actions.command('pause');
    await visit.until(({ live }) => live?.phase === 'paused' && live.run.status === 'paused');
    const { step } = visit.state.live!;
    await actions.command('step');
    await visit.until(({ live }) => live?.step === step + 1);
    await actions.command('resume');
    await visit.until(({ live }) => live !== null && live.step > step + 3 && live.run.status === 'running');
    await actions.command('stop');
    await training;
    expect(visit.state.live?.phase).to.equal('ended');
    expect(visit.state.runs[0]).to.deep.include({ resumable: true }).and.have.nested.property('run.status', 'paused');
  });

  it('starts with a single step where Step comes first', async () => {
    visit = await visitWithGarments(1000);
    const training = visit.app.store.actions.command('step');
    await visit.until(({ live }) => live?.step === 1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(visit.state.live).to.deep.include({ step: 1, phase: 'paused' });
    await visit.app.store.actions.command('stop');
    await training;
  });

  it('goes on with a stopped run as if nothing had happened', async () => {
    visit = await visitWithGarments(5);
    const { actions } = visit.app.store;
    const training = actions.train();
    await visit.until(({ live }) => live !== null && live.step >= 7);
    await actions.command('stop');
    await training;
    const { id } = visit.state.live!.run;
    await actions.command('resume');
    expect(visit.trainer.requests[1]).to.have.nested.property('resumeFrom.step').that.is.at.least(7);
    expect(visit.state.live?.run).to.deep.include({ id, status: 'done' });
    expect(visit.state.live?.run.steps.map(({ step }) => step)).to.deep.equal(
      Array.from({ length: 25 }, (_, i) => i + 1),
    );
    expect(visit.state.live?.run.epochs.map(({ step }) => step)).to.deep.equal([5, 10, 15, 20, 25]);
    expect(visit.state.runs).to.have.length(1);
  });

  for (const error of [undefined, new DeviceLostError('The device is gone.')]) {
    it(`keeps what a ${error?.name ?? 'crash of the worker'} interrupts, and offers to continue`, async () => {
      visit = await visitWithGarments(4);
      const { actions } = visit.app.store;
      const training = actions.train();
      await visit.until(({ live }) => live !== null && live.step >= 8);
      visit.trainer.crash(error);
      await training;
      expect(visit.state.live?.run.status).to.equal('interrupted');
      const notice = visit.state.notices.find(({ actions: offers }) => offers.some(({ id }) => id === 'continue'));
      expect(notice?.message).to.include('interrupted');
      expect(visit.state.live?.run.reason).to.be.a('string');
      actions.act(notice!.id, 'continue');
      await visit.until(({ live }) => live?.phase === 'training');
      expect(visit.state.runs[0]?.run.reason).to.equal(undefined);
      await visit.until(({ live }) => live?.run.status === 'done');
      expect(visit.trainer.requests[1]).to.have.nested.property('resumeFrom.step', 5);
      const { steps, epochs } = visit.state.live!.run;
      expect(steps.map(({ trainLoss }) => trainLoss)).to.deep.equal(
        Array.from({ length: 20 }, (_, i) => lossOf(i + 1)),
      );
      expect(epochs).to.have.length(4);
    });
  }

  it('finds a run that the last tab left behind, and goes on with it', async () => {
    const before = await visitWithGarments(4);
    const training = before.app.store.actions.train();
    await before.until(
      ({ live, runs }) => live !== null && live.step >= 8 && runs[0]?.run.steps.length === live.run.steps.length,
    );
    const { id } = before.state.live!.run;
    // While that tab lives, another leaves its run alone.
    const other = new Visit({ database: before.database });
    await other.app.started;
    expect(other.state.runs[0]?.run.status).to.equal('running');
    await other.storage.close();
    // The tab dies: nothing is said any more, and its lock is free.
    before.trainer.crash();
    await training;
    const stored = await before.storage.runs.get(id);
    await before.storage.runs.put({ ...stored!, run: { ...stored!.run, status: 'running' } });
    await before.storage.close();
    visit = new Visit({ database: before.database });
    await visit.app.started;
    expect(visit.state.runs[0])
      .to.deep.include({ resumable: true })
      .and.have.nested.property('run.status', 'interrupted');
    expect((await visit.storage.runs.get(id))?.run.status).to.equal('interrupted');
    visit.app.store.actions.act('interrupted', 'continue');
    await visit.until(({ live }) => live?.run.status === 'done');
    expect(visit.state.live?.run.steps).to.have.length(20);
    expect(visit.state.runs).to.have.length(1);
  });

  it('stops a run that diverges, with everything before it', async () => {
    visit = await visitWithGarments(4);
    visit.trainer.divergesAt = 8;
    await visit.app.store.actions.train();
    expect(visit.state.live?.run).to.deep.include({ status: 'diverged', reason: 'The loss became NaN at step 8.' });
    expect(visit.state.live?.run.steps).to.have.length(7);
    expect(visit.state.notices[0]?.message).to.include('diverged').and.include('step 8');
  });

  it('goes on where storage is full, says so, and saves once there is room', async () => {
    const disk = { full: false };
    visit = await visitWithGarments(4, { storage: (own) => fullStorage(disk, own) });
    disk.full = true;
    await visit.app.store.actions.train();
    expect(visit.state.live)
      .to.deep.include({ saved: false, phase: 'ended' })
      .and.have.nested.property('run.status', 'done');
    const notice = visit.state.notices.find(({ id }) => id === 'storage');
    expect(notice?.message).to.include('Not saved').and.include('full');
    visit.app.store.actions.act('storage', 'export');
    await visit.until(() => visit.page.saved.length === 1);
    const exported = JSON.parse(await visit.page.saved[0]!.blob.text()) as {
      runs: { steps: unknown[]; weights: string }[];
    };
    expect(exported.runs[0]?.steps).to.have.length(20);
    expect(exported.runs[0]?.weights).to.equal(btoa('\x14'));
    disk.full = false;
    await visit.app.store.actions.train();
    expect(visit.state.live?.saved).to.equal(true);
    expect(visit.state.notices.some(({ id }) => id === 'storage')).to.equal(false);
  });

  it('applies a changed configuration to the next run, and σ to this one too', async () => {
    visit = await visitWithGarments(1000);
    const { actions } = visit.app.store;
    const training = actions.train();
    await visit.until(({ live }) => live !== null && live.step >= 2);
    expect(visit.state.appliesToNextRun).to.equal(false);
    actions.configureSigma({ derivative: { rule: 'best', noise: 0 } });
    await visit.until(({ live }) => live?.run.changes.length === 1);
    expect(visit.trainer.changes).to.deep.equal([{ derivative: { rule: 'best', noise: 0 } }]);
    expect(visit.state.appliesToNextRun).to.equal(false);
    actions.configure({ batchSize: 32 });
    await visit.until(({ appliesToNextRun }) => appliesToNextRun);
    expect(visit.state.live?.run.experiment.batchSize).to.equal(64);
    await actions.command('stop');
    await training;
    await visit.until(({ appliesToNextRun }) => !appliesToNextRun);
  });

  it('gives runs colours that stay, and hides, deletes, exports and imports them', async () => {
    visit = await visitWithGarments(1);
    const { actions } = visit.app.store;
    for (let i = 0; i < 3; i++) await actions.train();
    const ids = visit.state.runs.map(({ run }) => run.id);
    expect(visit.state.runs.map(({ colour }) => colour)).to.deep.equal([0, 1, 2]);
    actions.showRun(ids[0]!, false);
    const file = await actions.exportRuns([ids[1]!]);
    await actions.deleteRun(ids[1]!);
    expect(visit.state.runs.map(({ run }) => run.id)).to.deep.equal([ids[0], ids[2]]);
    await actions.train();
    expect(visit.state.runs.at(-1)?.colour).to.equal(1);
    await actions.importRuns(file);
    expect(visit.state.runs.find(({ run }) => run.id === ids[1])?.colour).to.equal(3);
    const again = new Visit({ database: visit.database });
    await again.app.started;
    expect(again.state.runs.map(({ colour, visible }) => [colour, visible])).to.have.deep.members([
      [0, false],
      [2, true],
      [1, true],
      [3, true],
    ]);
    expect(await again.storage.runs.loadWeights(ids[1]!)).to.deep.equal(new Uint8Array([5]));
    await again.storage.close();
  });

  it('refuses a file that holds no runs, in a notice', async () => {
    visit = await visitWithGarments(1);
    await visit.app.store.actions.importRuns(new Blob(['<html>']));
    expect(visit.state.notices[0]?.message).to.include('exported runs');
  });
});
