import { DATA_FILE_NAMES } from '../../src/domain/data/files.ts';
import { expect } from '../support/expect.ts';
import { FakePage, fourFiles, Visit } from './fakes.ts';

describe('the data', () => {
  let visit: Visit;

  afterEach(() => visit.end());

  async function train(epochs = 1): Promise<void> {
    await visit.app.started;
    visit.app.store.actions.configure({ epochs });
    await visit.app.store.actions.train();
  }

  it('is downloaded at the first Train, and kept for the next visit', async () => {
    visit = new Visit();
    visit.trainer.downloadError = null;
    await train();
    expect(visit.state.live?.run).to.have.nested.property('data.source', 'fashion-mnist');
    expect(visit.state.data).to.deep.include({ status: 'ready', fellBack: false });
    expect(visit.state.data.loaded?.trainCount).to.equal(720);
    const again = new Visit({ database: visit.database });
    await again.app.started;
    expect(again.state.data.status).to.equal('ready');
    again.app.store.actions.configure({ epochs: 1 });
    await again.app.store.actions.train();
    expect(again.state.live?.run).to.have.nested.property('data.source', 'fashion-mnist');
    await again.storage.close();
  });

  it('falls back to garments before any choice, with a notice that stays and offers ways on', async () => {
    visit = new Visit();
    await train();
    expect(visit.state.live?.run)
      .to.deep.include({ status: 'done' })
      .and.have.nested.property('experiment.data.source', 'garments');
    expect(visit.state.experiment.data.source).to.equal('garments');
    expect(visit.state.data.fellBack).to.equal(true);
    const [notice] = visit.state.notices;
    expect(notice?.message).to.include('synthetic').and.include('Nothing is reachable');
    expect(notice?.actions.map(({ id }) => id)).to.deep.equal(['retry', 'choose', 'keep']);
    // The next visit of this tab tries again.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const again = new Visit({ database: visit.database, page: visit.page });
    expect(again.state.experiment.data.source).to.equal('fashion-mnist');
    await again.app.started;
    await again.storage.close();
    // Retrying, when it works.
    visit.trainer.downloadError = null;
    visit.app.store.actions.act('data', 'retry');
    await visit.until(({ data, experiment }) => data.status === 'ready' && experiment.data.source === 'fashion-mnist');
    expect(visit.state.data.fellBack).to.equal(false);
    expect(visit.state.notices).to.deep.equal([]);
  });

  it('keeps the garments where the person says so', async () => {
    visit = new Visit();
    await train();
    visit.app.store.actions.act('data', 'keep');
    expect(visit.state.data.fellBack).to.equal(false);
    expect(visit.state.notices).to.deep.equal([]);
    expect(visit.state.experiment.data.source).to.equal('garments');
  });

  it('is never changed silently once it was chosen or linked', async () => {
    const page = new FakePage();
    page.open('#v=1&epochs=1');
    visit = new Visit({ page });
    await train();
    expect(visit.state.live).to.equal(null);
    expect(visit.state.experiment.data.source).to.equal('fashion-mnist');
    expect(visit.state.data).to.deep.include({ status: 'failed', error: 'Nothing is reachable.' });
    const [notice] = visit.state.notices;
    expect(notice?.kind).to.equal('error');
    expect(notice?.actions.map(({ id }) => id)).to.deep.equal(['retry', 'choose', 'garments']);
    // It still says so when another set was looked at in between.
    const { experiment } = visit.state;
    visit.app.store.actions.configure({ data: { ...experiment.data, source: 'garments' } });
    expect(visit.state.data).to.deep.include({ status: 'ready', error: null });
    visit.app.store.actions.configure({ data: experiment.data });
    expect(visit.state.data).to.deep.include({ status: 'failed', error: 'Nothing is reachable.' });
    visit.app.store.actions.act('data', 'garments');
    await visit.app.store.actions.train();
    expect(visit.state.live?.run.status).to.equal('done');
  });

  it('that was linked and is not here fails with a sentence', async () => {
    const page = new FakePage();
    page.open('#v=1&data=local:mine&epochs=1');
    visit = new Visit({ page });
    await train();
    expect(visit.state.notices[0]?.message).to.include('“mine”').and.include('add its files first');
    expect(visit.state.live).to.equal(null);
  });

  it('can be cancelled while it comes', async () => {
    visit = new Visit();
    visit.trainer.holdDownload = new Promise(() => undefined);
    await visit.app.started;
    const training = visit.app.store.actions.train();
    await visit.until(({ data }) => data.status === 'downloading' && data.progress !== null);
    visit.app.store.actions.cancelDownload();
    await training;
    expect(visit.state.live).to.equal(null);
    expect(visit.state.data.status).to.equal('none');
    expect(visit.state.notices[0]?.message).to.include('cancelled');
    // So does Stop.
    const again = visit.app.store.actions.train();
    await visit.until(({ data }) => data.status === 'downloading');
    await visit.app.store.actions.command('stop');
    await again;
    expect(visit.state.live).to.equal(null);
  });

  it('can be the person’s own files, kept by name', async () => {
    visit = new Visit();
    await visit.app.started;
    await visit.app.store.actions.addData('sample', fourFiles());
    expect(visit.state.experiment.data.source).to.equal('local:sample');
    expect(visit.state.data).to.deep.include({ status: 'ready', local: ['sample'] });
    const again = new Visit({ database: visit.database });
    await again.app.started;
    expect(again.state.data.local).to.deep.equal(['sample']);
    again.app.store.actions.configure({ epochs: 1, data: { ...again.state.experiment.data, source: 'local:sample' } });
    await again.app.store.actions.train();
    expect(again.state.live?.run).to.have.nested.property('data.source', 'local:sample');
    await again.storage.close();
  });

  it('can be files that are picked from the notice', async () => {
    visit = new Visit();
    await train();
    visit.page.picks = DATA_FILE_NAMES.map((name) => new File([name], `${name}.gz`));
    visit.app.store.actions.act('data', 'choose');
    await visit.until(({ experiment }) => experiment.data.source === 'local:my images');
    expect(visit.state.notices).to.deep.equal([]);
  });

  it('is refused with the worker’s sentence where the files are wrong', async () => {
    visit = new Visit();
    await visit.app.started;
    await visit.app.store.actions.addData('half', { 'train-images-idx3-ubyte': new Blob([]) });
    expect(visit.state.notices[0]?.message).to.include('Expected four files');
    await visit.app.store.actions.addData('whole', fourFiles());
    await visit.app.store.actions.addData('whole', { 'train-images-idx3-ubyte': new Blob([]) });
    expect(visit.state.data).to.deep.include({ status: 'ready' });
    expect(visit.state.experiment.data.source).to.equal('local:whole');
    await visit.app.store.actions.addData(' ', fourFiles());
    expect(visit.state.notices[0]?.message).to.include('needs a name');
    expect(visit.state.experiment.data.source).to.equal('local:whole');
  });
});
