import { set } from 'idb-keyval';

import type { OwnEntry } from '../../src/domain/experiment/own-entry.ts';
import { Database } from '../../src/persistence/database.ts';
import { OwnStore } from '../../src/persistence/own-store.ts';
import { assert } from '../support/expect.ts';
import { deleteDatabase, freshName } from './runs.ts';

function entry(id: string, name: string): OwnEntry {
  return { id, name, activation: { formula: 'x*x' }, derivative: { rule: 'straight-through', noise: 0 } };
}

describe('stored entries of one’s own', () => {
  let name: string;
  let database: Database;
  let store: OwnStore;

  beforeEach(() => {
    name = freshName();
    database = new Database(name);
    store = new OwnStore(database);
  });

  afterEach(async () => {
    await database.close();
    await deleteDatabase(name);
  });

  it('come back by name, and are replaced and deleted by id', async () => {
    await store.put(entry('1', 'zebra'));
    await store.put(entry('2', 'ant'));
    assert.deepEqual(await store.list(), [entry('2', 'ant'), entry('1', 'zebra')]);
    await store.put(entry('1', 'aardvark'));
    await store.delete('2');
    assert.deepEqual(await store.list(), [entry('1', 'aardvark')]);
  });

  it('outlive the connection', async () => {
    await store.put(entry('1', 'kept'));
    await database.close();
    assert.deepEqual(await new OwnStore(new Database(name)).list(), [entry('1', 'kept')]);
  });

  it('are left alone, and left out, where they cannot be read', async () => {
    await store.put(entry('1', 'good'));
    const raw = database.store('own');
    await set(
      '2',
      { version: 1, name: 'bad', activation: { formula: 'sgmoid(x)' }, derivative: { rule: 'exact' } },
      raw,
    );
    await set('3', 'not a record', raw);
    await set(4, { version: 9 }, raw);
    assert.deepEqual(await store.list(), [entry('1', 'good')]);
  });
});
