import { DEFAULT_EXPERIMENT } from '../../src/domain/experiment/defaults.ts';
import { decodeLink } from '../../src/domain/experiment/link.ts';
import { expect } from '../support/expect.ts';
import { FakePage, Visit } from './fakes.ts';

const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 400));

describe('the configuration', () => {
  let visit: Visit;

  afterEach(() => visit.end());

  it('is followed by the address, without a flood', async () => {
    visit = new Visit();
    for (let seed = 2; seed < 40; seed++) visit.app.store.actions.configure({ seed });
    await settle();
    expect(visit.page.addresses).to.deep.equal(['https://example.org/page#v=1&seed=39']);
    expect(visit.app.store.actions.shareLink()).to.equal('https://example.org/page#v=1&seed=39');
    visit.app.store.actions.configure({ seed: 1 });
    await settle();
    expect(visit.page.addresses.at(-1)).to.equal('https://example.org/page');
  });

  it('is exactly that of a link, in a fresh profile', async () => {
    const page = new FakePage();
    page.open('#v=1&channels=8&activation=gelu&rule=best&lr=0.01&data=garments');
    visit = new Visit({ page });
    expect(visit.state.experiment).to.deep.equal(decodeLink(page.fragment()).experiment);
    expect(visit.state.notices).to.deep.equal([]);
    await settle();
    expect(page.fragment()).to.equal('#v=1&channels=8&activation=gelu&rule=best&lr=0.01&data=garments');
  });

  it('keeps what was chosen for twins across a reload, and a link that somebody opens has none', async () => {
    const activation = { name: 'staircase' };
    const variants = (['exact', 'best'] as const).map((rule) => ({ activation, derivative: { rule, noise: 0 } }));
    visit = new Visit();
    visit.app.store.actions.setView('plane');
    visit.app.store.actions.chooseTwins(variants);
    await settle();
    const again = new Visit({ page: visit.page });
    expect(again.state.plane.variants).to.deep.equal(variants);
    await again.end();
    const page = new FakePage();
    page.open(visit.page.fragment());
    const fresh = new Visit({ page });
    expect(fresh.state.plane.variants).to.equal(null);
    await fresh.end();
  });

  it('takes what is readable of a damaged link, and names the rest in a notice', () => {
    visit = new Visit();
    visit.page.open('#v=1&seed=7&lr=fast&nonsense=1');
    expect(visit.state.experiment).to.deep.equal({ ...DEFAULT_EXPERIMENT, seed: 7 });
    expect(visit.state.notices[0]?.message).to.include('nonsense').and.include('learningRate');
  });

  it('refuses what is not valid, and stays as it was', () => {
    visit = new Visit();
    visit.app.store.actions.configure({ seed: 9 });
    visit.app.store.actions.configure({ batchSize: NaN });
    expect(visit.state.experiment).to.deep.include({ seed: 9, batchSize: 64 });
    expect(visit.state.notices[0]?.message).to.include('batchSize');
    visit.app.store.actions.configure({ batchSize: 32 });
    expect(visit.state.notices).to.deep.equal([]);
  });

  it('takes another kind of network with that kind’s own data', () => {
    visit = new Visit();
    visit.app.store.actions.configure({ network: { kind: 'plane', layers: [], zoom: 4 } });
    expect(visit.state.notices).to.have.length(1); // no layers
    const { activation, derivative } = DEFAULT_EXPERIMENT;
    visit.app.store.actions.configure({
      network: { kind: 'plane', layers: [{ width: 2, activation, derivative }], zoom: 4 },
    });
    expect(visit.state.experiment.data.source).to.equal('spirals');
  });

  it('remembers theme and device from visit to visit', async () => {
    visit = new Visit();
    visit.app.store.actions.setTheme('dark');
    await visit.app.store.actions.chooseDevice('wasm');
    expect(visit.page.theme).to.equal('dark');
    expect(visit.state.device?.device.backend).to.equal('wasm');
    const again = new Visit({ page: visit.page });
    await again.app.started;
    expect(again.state.theme).to.equal('dark');
    expect(again.trainer.choices).to.deep.equal(['wasm']);
    await again.end();
  });

  it('stays with the device it has where another does not work', async () => {
    visit = new Visit();
    await visit.app.started;
    await visit.app.store.actions.chooseDevice('webgl');
    expect(visit.state.notices[0]?.message).to.include('no WebGL');
    expect(visit.state).to.have.nested.property('device.device.backend', 'cpu');
    expect(visit.state.deviceStatus).to.equal('ready');
  });

  it('falls back where the device of the last visit is gone, and says so', async () => {
    const page = new FakePage();
    page.setSetting('backend', 'webgl');
    visit = new Visit({ page });
    await visit.app.started;
    expect(visit.state.deviceStatus).to.equal('ready');
    expect(visit.state.notices[0]?.message).to.include('webgl').and.include('no longer works');
  });

  it('is measured for its time when nothing goes on', async () => {
    visit = new Visit();
    await visit.until(({ estimate }) => estimate?.secondsPerStep === 0.5);
    visit.app.store.actions.configure({ batchSize: 32 });
    expect(visit.state.estimate).to.equal(null);
    await visit.until(({ estimate }) => estimate !== null);
  });

  it('keeps the time it was measured for, also where the change is taken back at once', async () => {
    visit = new Visit();
    await visit.until(({ estimate }) => estimate !== null);
    visit.app.store.actions.configure({ batchSize: 32 });
    visit.app.store.actions.configure({ batchSize: 64 });
    expect(visit.state.estimate?.secondsPerStep).to.equal(0.5);
  });
});
