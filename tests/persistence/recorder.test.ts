import { RunRecorder } from '../../src/persistence/recorder.ts';
import type { RunStore, StoredRun } from '../../src/persistence/run-store.ts';
import { expect } from '../support/expect.ts';
import { makeCheckpoint, makeRun } from './runs.ts';

/** Notes what is stored, and fails while `full`. */
function fakeStore() {
  const calls: string[] = [];
  const state = { full: false };
  const note = async (call: string): Promise<void> => {
    await Promise.resolve();
    if (state.full) throw new DOMException('full', 'QuotaExceededError');
    calls.push(call);
  };
  const store = {
    steps: { save: (_id: string, steps: unknown[], from: number) => note(`steps ${from}–${steps.length}`) },
    put: ({ run }: StoredRun) => note(`run ${run.status}`),
    putCheckpoint: ({ step }: { step: number }) => note(`checkpoint ${step}`),
    putWeights: () => note('weights'),
    deleteCheckpoint: () => note('no checkpoint'),
  };
  return { store: store as unknown as RunStore, calls, state };
}

describe('the recorder of a run', () => {
  it('writes only what is new, history before checkpoint', async () => {
    const { store, calls } = fakeStore();
    let run = makeRun('a', 3);
    const recorder = new RunRecorder(
      store,
      () => ({ run, colour: 0, visible: true }),
      () => undefined,
    );
    await recorder.flush();
    run = makeRun('a', 5);
    await recorder.checkpoint(makeCheckpoint('a', 5));
    await recorder.flush();
    run = { ...run, status: 'done', steps: run.steps.slice(1) }; // thinned
    await recorder.weights(new Uint8Array(1));
    expect(calls).to.deep.equal([
      'steps 0–3', 'run running',
      'steps 3–5', 'run running', 'checkpoint 5',
      'run running',
      'steps 0–4', 'run done', 'weights', 'no checkpoint',
    ]); // prettier-ignore
  });

  it('writes at most once a second', async () => {
    const { store, calls } = fakeStore();
    const recorder = new RunRecorder(
      store,
      () => ({ run: makeRun('a', 1), colour: 0, visible: true }),
      () => undefined,
    );
    for (let i = 0; i < 20; i++) {
      recorder.touch();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(calls).to.deep.equal(['steps 0–1', 'run running']);
    await recorder.flush();
  });

  it('reports failures and saves all that is missing once it can', async () => {
    const { store, calls, state } = fakeStore();
    const outcomes: unknown[] = [];
    const recorder = new RunRecorder(
      store,
      () => ({ run: makeRun('a', 2), colour: 0, visible: true }),
      (error) => outcomes.push(error),
    );
    state.full = true;
    await recorder.checkpoint(makeCheckpoint('a', 1));
    await recorder.checkpoint(makeCheckpoint('a', 2));
    expect(calls).to.deep.equal([]);
    expect(outcomes).to.have.length(2);
    expect(outcomes[0]).to.have.property('name', 'QuotaExceededError');
    state.full = false;
    await recorder.flush();
    expect(calls).to.deep.equal(['steps 0–2', 'run running', 'checkpoint 2']);
    expect(outcomes[2]).to.equal(null);
  });

  it('stops where the run was deleted', async () => {
    const { store, calls } = fakeStore();
    const recorder = new RunRecorder(
      store,
      () => null,
      () => undefined,
    );
    await recorder.checkpoint(makeCheckpoint('a'));
    expect(calls).to.deep.equal([]);
  });
});
