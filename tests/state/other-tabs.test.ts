import { lockRun } from '../../src/persistence/run-locks.ts';
import { makeRun } from '../persistence/runs.ts';
import { expect } from '../support/expect.ts';
import { Visit } from './fakes.ts';

/** Two tabs over one database. */
async function twoTabs(): Promise<[Visit, Visit]> {
  const first = new Visit();
  const second = new Visit({ database: first.database });
  await Promise.all([first.app.started, second.app.started]);
  const { actions } = first.app.store;
  actions.configure({ epochs: 1, data: { ...first.state.experiment.data, source: 'garments' } });
  return [first, second];
}

const statusIn = (visit: Visit): string | undefined => visit.state.runs[0]?.run.status;

describe('another tab', () => {
  let first: Visit;
  let second: Visit;

  afterEach(async () => {
    await second.storage.close();
    await first.end();
  });

  it('sees a run while it goes on here, its end, and that it is deleted', async () => {
    [first, second] = await twoTabs();
    first.trainer.stepDelay = 300;
    const trained = first.app.store.actions.train();
    await second.until(() => statusIn(second) === 'running');
    expect(second.state.live).to.equal(null);
    await trained;
    const { live } = first.state;
    await second.until(() => statusIn(second) === 'done');
    expect(second.state.runs[0]?.run).to.deep.equal(live?.run);
    await first.app.store.actions.deleteRun(live!.run.id);
    await second.until(({ runs }) => runs.length === 0);
  });

  it('leaves the run of this tab alone', async () => {
    [first, second] = await twoTabs();
    first.trainer.stepDelay = 100;
    const trained = first.app.store.actions.train();
    await second.until(() => statusIn(second) === 'running');
    const { run } = second.state.runs[0]!;
    await second.storage.runs.put({ run: { ...run, status: 'failed' }, colour: 0, visible: true });
    await trained;
    expect(statusIn(first)).to.equal('done');
  });

  it('finds that a run was interrupted whose tab died', async () => {
    [first, second] = await twoTabs();
    const run = { ...makeRun('of-a-third-tab', 3), status: 'running' as const };
    const die = await lockRun(run.id);
    await first.storage.runs.putWhole({ run, colour: 0, visible: true });
    await second.until(() => statusIn(second) === 'running');
    die!();
    await second.until(() => statusIn(second) === 'interrupted', 'the look for tabs that died', 15_000);
    expect(second.state.runs[0]?.run.reason).to.include('closed');
  });
});
