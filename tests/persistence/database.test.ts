import { get, set } from 'idb-keyval';

import { Database, storageError } from '../../src/persistence/database.ts';
import { DataStore } from '../../src/persistence/data-store.ts';
import { lockedRuns, lockRun } from '../../src/persistence/run-locks.ts';
import { expect } from '../support/expect.ts';
import { deleteDatabase, freshName } from './runs.ts';

async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('expected a rejection');
}

describe('the database', () => {
  it('says in a sentence why it refuses', async () => {
    const full = storageError(new DOMException('no room', 'QuotaExceededError'));
    expect(full).to.have.property('name', 'StorageError');
    expect(full.message).to.match(/^The browser’s storage for this page is full\./);
    expect(storageError(full)).to.equal(full);
    const store = new Database(freshName()).store('runs');
    const error = await rejection(set('key', () => undefined, store));
    expect(error).to.have.property('name', 'StorageError');
    expect(error.message).to.include('cannot hold this');
  });

  it('refuses to work with a newer version’s storage, and does not harm it', async () => {
    const name = freshName();
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(name, 99);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    const error = await rejection(get('a', new Database(name).store('runs')));
    expect(error).to.have.property('name', 'StorageError');
    expect(error.message).to.include('newer version');
    await deleteDatabase(name);
  });

  it('steps aside for a newer version in another tab', async () => {
    const name = freshName();
    await set('a', 1, new Database(name).store('runs'));
    const version = await new Promise<number>((resolve, reject) => {
      const request = indexedDB.open(name, 99);
      request.onblocked = () => reject(new Error('blocked'));
      request.onsuccess = () => {
        const { version: opened } = request.result;
        request.result.close();
        resolve(opened);
      };
    });
    expect(version).to.equal(99);
    await deleteDatabase(name);
  });
});

describe('stored data sets', () => {
  it('keep their files as blobs, and nothing else', async () => {
    const name = freshName();
    const database = new Database(name);
    const store = new DataStore(database);
    const files = { 'train-images-idx3-ubyte': new Blob([new Uint8Array([1, 2, 3])]) };
    await store.put('local:a', files);
    await set(
      'local:b',
      { version: 1, files: { 'train-images-idx3-ubyte': 'no blob', other: new Blob([]) } },
      database.store('data'),
    );
    await set('local:c', null, database.store('data'));
    expect(await store.sources()).to.deep.equal(['local:a', 'local:b', 'local:c']);
    const back = await store.get('local:a');
    expect(new Uint8Array(await back!['train-images-idx3-ubyte']!.arrayBuffer())).to.deep.equal(
      new Uint8Array([1, 2, 3]),
    );
    expect(await store.get('local:b')).to.equal(null);
    expect(await store.get('local:c')).to.equal(null);
    await store.delete('local:a');
    expect(await store.get('local:a')).to.equal(null);
    await database.close();
    await deleteDatabase(name);
  });
});

describe('the locks of runs', () => {
  it('belong to one at a time, and say which runs live', async () => {
    const id = freshName();
    const release = await lockRun(id);
    expect(release).to.be.a('function');
    expect(await lockRun(id)).to.equal(null);
    expect([...(await lockedRuns())]).to.include(id);
    release?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([...(await lockedRuns())]).to.not.include(id);
  });
});
