import type { OwnEntry } from '../../src/domain/experiment/own-entry.ts';
import type { OwnStore } from '../../src/persistence/own-store.ts';
import { INITIAL_STATE } from '../../src/state/initial-state.ts';
import { Model } from '../../src/state/model.ts';
import { OwnEntries } from '../../src/state/own-entries.ts';
import { assert } from '../support/expect.ts';

const STAIRS = { activation: { name: 'cantor' }, derivative: { rule: 'best', noise: 0 } } as const;

describe('entries of one’s own', () => {
  let model: Model;
  let stored: Map<string, OwnEntry>;
  let refuses: boolean;
  let complaints: number;
  let own: OwnEntries;

  const names = (): string[] => model.state.own.map(({ name }) => name);

  beforeEach(() => {
    model = new Model(INITIAL_STATE, (callback) => callback());
    stored = new Map();
    refuses = false;
    complaints = 0;
    const act = (work: () => unknown): Promise<void> =>
      refuses ? Promise.reject(new Error('full')) : Promise.resolve(void work());
    const store = {
      list: () => Promise.resolve([...stored.values()]),
      put: (entry: OwnEntry) => act(() => stored.set(entry.id, entry)),
      delete: (id: string) => act(() => stored.delete(id)),
    } as unknown as OwnStore;
    own = new OwnEntries({ model, store, onStorage: () => complaints++ });
  });

  it('are saved under their names, in order, and read again', async () => {
    await own.save({ name: '  b ', ...STAIRS });
    await own.save({ name: 'a', ...STAIRS });
    assert.deepEqual(names(), ['a', 'b']);
    model.update({ own: [] });
    await own.start();
    assert.deepEqual(names(), ['a', 'b']);
    await own.start();
    assert.deepEqual(names(), ['a', 'b'], 'none twice');
  });

  it('are replaced where the name is known, and not saved without one', async () => {
    await own.save({ name: 'a', ...STAIRS });
    await own.save({ name: 'a', activation: { name: 'sin' }, derivative: STAIRS.derivative });
    await own.save({ name: ' ', ...STAIRS });
    assert.deepEqual(
      [...stored.values()].map(({ activation }) => activation),
      [{ name: 'sin' }],
    );
    assert.lengthOf(model.state.own, 1);
  });

  it('are renamed, but not into each other, and deleted', async () => {
    await own.save({ name: 'a', ...STAIRS });
    await own.save({ name: 'b', ...STAIRS });
    const [{ id }] = model.state.own as [OwnEntry];
    await own.rename(id, 'b');
    await own.rename(id, '');
    await own.rename('nobody', 'x');
    assert.deepEqual(names(), ['a', 'b']);
    await own.rename(id, 'c');
    assert.deepEqual(names(), ['b', 'c']);
    assert.equal(stored.get(id)?.name, 'c');
    await own.delete(id);
    assert.deepEqual(names(), ['b']);
    assert.isFalse(stored.has(id));
  });

  it('stay on the page where storage refuses, and that is said', async () => {
    refuses = true;
    await own.save({ name: 'a', ...STAIRS });
    assert.deepEqual(names(), ['a']);
    assert.equal(complaints, 1);
  });
});
