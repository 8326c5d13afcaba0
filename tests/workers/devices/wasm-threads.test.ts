import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { createEngine } from '../../../workers/devices/engines.ts';
import type { TimeStore } from '../../../workers/devices/kept-times.ts';
import { chooseThreads, type Threads } from '../../../workers/devices/thread-choice.ts';
import { FAILED, type Timing } from '../../../workers/devices/timing.ts';
import { trialNetwork, trialOptions } from '../../../workers/devices/trial-network.ts';
import { severalThreads } from '../../../workers/devices/wasm.ts';
import { startThreadedModule, threadsHere, threadsOf, useThreads } from '../../../workers/devices/wasm-threads.ts';
import { assert } from '../../support/expect.ts';

const moduleInUse = (): BackendWasm['wasm'] => (tf.backend() as BackendWasm).wasm;

/** Weights after three steps of a network whose convolutions are all large enough for XNNPACK, but for the first and the last. */
async function trained(): Promise<number[][]> {
  const steps = [['conv', 3, 1, 5], ['conv', 3, 1, 9], ['conv-transposed', 3, 1, 7], ['conv-transposed', 3, 1, 1]] as const; // prettier-ignore
  const options = trialOptions(trialNetwork(20, steps), 9, { name: 'silu' });
  const engine = await createEngine(options, { backend: 'wasm', software: false });
  for (let step = 0; step < 3; step++) await engine.trainStep(Uint32Array.from({ length: 9 }, (_, i) => i));
  const weights = [...(await engine.weights()).values()].map(({ data }) => [...data]);
  engine.dispose();
  return weights;
}

describe('threads of WebAssembly', () => {
  before(() => severalThreads.start());

  it('are there where the page is isolated: two at least where the processor has two', () => {
    assert.isTrue(globalThis.crossOriginIsolated);
    assert.isAtLeast(threadsHere(), Math.min(2, navigator.hardwareConcurrency));
    assert.isAtMost(threadsHere(), 4);
  });

  it('train with the same bits, however many, and however often', async () => {
    const one = await trained();
    for (const count of [2, 4]) {
      useThreads(moduleInUse(), count);
      assert.equal(threadsOf(moduleInUse()), count);
      for (let again = 0; again < 2; again++) assert.deepEqual(await trained(), one, `${String(count)} threads`);
    }
  });

  it('stay as they are where the pool has no more', () => {
    const counts = [1, 4, 1, 4, 1, 4].map((count) => {
      useThreads(moduleInUse(), count);
      return threadsOf(moduleInUse());
    });
    assert.deepEqual(counts.slice(-2), [1, 1]);
  });

  it('are given up where they take too long to start', async () => {
    const error: unknown = await startThreadedModule(0).catch((reason: unknown) => reason);
    assert.equal((error as Error).name, 'DeviceError');
    assert.match((error as Error).message, /threads did not start: none of them answered for 0 s/);
  });
});

describe('the choice between one thread and many', () => {
  const [MANY, ONE] = ['wasm, 2 threads', 'wasm, one thread'];

  /** Chooses, with times as they are kept; resolves to what came of it. */
  async function chosen(kept: Record<string, Timing>, starts = true) {
    const times = new Map(Object.entries(kept));
    const store: TimeStore = {
      read: (key) => Promise.resolve(times.get(key) ?? null),
      write: (key, timing) => Promise.resolve(void times.set(key, timing)),
    };
    const used: number[] = [];
    let started = false;
    const threads: Threads = {
      start() {
        started = true;
        // The next visit is to know, should this be the end.
        assert.equal(times.get(MANY)!.visits, (kept[MANY]?.visits ?? 0) + 1);
        return starts ? Promise.resolve() : Promise.reject(new Error('no'));
      },
      use: (count) => used.push(count),
    };
    return { count: await chooseThreads(2, threads, store), started, used, times };
  }

  const timing = (ms: number, visits = 1): Timing => ({ ms, spread: 1, visits });

  it('is made by measuring', async () => {
    const { count, used, times } = await chosen({});
    assert.deepEqual(used, [2, 1, count]);
    const [many, one] = [times.get(MANY)!, times.get(ONE)!];
    assert.equal(count, many.ms <= 0.9 * one.ms ? 2 : 1);
    assert.deepEqual([many.visits, one.visits], [1, 1]);
  });

  it('is kept', async () => {
    const many = await chosen({ [MANY]: timing(1), [ONE]: timing(2) });
    assert.deepInclude(many, { count: 2, started: true, used: [2] });
    assert.deepEqual(many.times.get(MANY), timing(1));
    const one = await chosen({ [MANY]: timing(2), [ONE]: timing(1) });
    assert.deepInclude(one, { count: 1, started: false, used: [] });
  });

  it('is made anew where it was close, with the fastest of all visits', async () => {
    const { used, times } = await chosen({ [MANY]: timing(1e-3), [ONE]: timing(1.05e-3) });
    assert.deepEqual(used, [2, 1, 1]);
    assert.deepInclude(times.get(MANY)!, { ms: 1e-3, visits: 2 });
    const often = await chosen({ [MANY]: timing(1, 3), [ONE]: timing(1.05, 3) });
    assert.deepInclude(often, { count: 1, started: false });
  });

  it('is one thread where others do not start, and after three visits they are not tried any more', async () => {
    const first = await chosen({}, false);
    assert.deepInclude(first, { count: 1, started: true, used: [] });
    assert.deepEqual(first.times.get(MANY), FAILED);
    assert.isTrue((await chosen({ [MANY]: { ...FAILED, visits: 2 } }, false)).started);
    assert.isFalse((await chosen({ [MANY]: { ...FAILED, visits: 3 } }, false)).started);
  });
});
