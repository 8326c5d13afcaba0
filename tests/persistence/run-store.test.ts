import { set } from 'idb-keyval';

import { Database } from '../../src/persistence/database.ts';
import { RunStore } from '../../src/persistence/run-store.ts';
import { expect } from '../support/expect.ts';
import { deleteDatabase, freshName, makeCheckpoint, makeRun } from './runs.ts';

describe('stored runs', () => {
  let name: string;
  let database: Database;
  let store: RunStore;

  beforeEach(() => {
    name = freshName();
    database = new Database(name);
    store = new RunStore(database);
  });

  afterEach(async () => {
    await database.close();
    await deleteDatabase(name);
  });

  it('come back as they were, oldest first', async () => {
    const late = makeRun('late', 3, new Date(2e12));
    const early = makeRun('early', 5000, new Date(1e12));
    await store.putWhole({ run: late, colour: 3, visible: false });
    await store.putWhole({ run: early, colour: 1, visible: true });
    expect(await store.list()).to.deep.equal({
      runs: [
        { run: early, colour: 1, visible: true },
        { run: late, colour: 3, visible: false },
      ],
      damaged: [],
    });
    expect(await store.get('late')).to.deep.equal({ run: late, colour: 3, visible: false });
    expect(await store.get('nobody')).to.equal(null);
  });

  it('grow by their new steps alone, and shrink when they are thinned', async () => {
    const run = makeRun('a', 6500);
    await store.putWhole({ run: { ...run, steps: run.steps.slice(0, 4100) }, colour: 0, visible: true });
    // Chunks before the 4100th step are not written again: what is given for them does not matter.
    const lies = run.steps.map((record, i) => (i < 4000 ? { ...record, trainLoss: -1 } : record));
    await store.steps.save('a', lies, 4100);
    expect((await store.get('a'))?.run.steps).to.deep.equal(run.steps);
    await store.steps.save('a', run.steps.slice(0, 10), 0);
    expect((await store.get('a'))?.run.steps).to.deep.equal(run.steps.slice(0, 10));
  });

  it('go with everything that belongs to them', async () => {
    await store.putWhole({ run: makeRun('a', 10), colour: 0, visible: true });
    await store.putWhole({ run: makeRun('ab', 10), colour: 0, visible: true });
    for (const id of ['a', 'ab']) {
      await store.putCheckpoint(makeCheckpoint(id));
      await store.putWeights(id, new Uint8Array([1]));
    }
    await store.delete('a');
    expect((await store.list()).runs.map(({ run }) => run.id)).to.deep.equal(['ab']);
    expect(await store.checkpoint('a')).to.equal(null);
    expect(await store.loadWeights('a')).to.equal(null);
    expect((await store.steps.load('a')).steps).to.deep.equal([]);
    expect((await store.get('ab'))?.run.steps).to.have.length(10);
    expect(await store.checkpoint('ab')).to.deep.equal(makeCheckpoint('ab'));
  });

  it('give their weights, or those of their checkpoint', async () => {
    await store.putCheckpoint(makeCheckpoint('a', 7));
    expect(await store.loadWeights('a')).to.deep.equal(new Uint8Array([1, 2, 3]));
    await store.putWeights('a', new Uint8Array([9]));
    expect(await store.loadWeights('a')).to.deep.equal(new Uint8Array([9]));
    expect([...(await store.withCheckpoint())]).to.deep.equal(['a']);
    await store.deleteCheckpoint('a');
    expect(await store.checkpoint('a')).to.equal(null);
  });

  it('that are damaged are reported and left out, and harm no other', async () => {
    await store.putWhole({ run: makeRun('good', 3000), colour: 0, visible: true });
    const runs = database.store('runs');
    await set('junk', 'junk', runs);
    await set('future', { version: 2, run: makeRun('future') }, runs);
    await set('swapped', { version: 1, run: makeRun('other'), colour: 0, visible: true }, runs);
    await set(5, { version: 1 }, runs);
    await set(['good', 0], { version: 1, step: [1], trainLoss: 'x' }, database.store('steps'));
    await set('good', { version: 1, runId: 'good', step: -1 }, database.store('checkpoints'));
    const { runs: listed, damaged } = await store.list();
    expect(listed.map(({ run }) => run.id)).to.deep.equal(['good']);
    expect(listed[0]?.run.steps).to.have.length(1000);
    expect(damaged).to.have.length(4);
    for (const id of ['junk', 'future', 'swapped', 'good']) expect(damaged.join()).to.include(id);
    expect(await store.checkpoint('good')).to.equal(null);
  });

  it('are there again after the connection was closed', async () => {
    await store.putWhole({ run: makeRun('a', 1), colour: 0, visible: true });
    await database.close();
    expect((await store.list()).runs).to.have.length(1);
  });
});
