import * as tf from '@tensorflow/tfjs-core';
import { openConvolutions } from '../../../workers/devices/convolve.ts';
import { keptTimes } from '../../../workers/devices/kept-times.ts';
import { FAILED, type Timing } from '../../../workers/devices/timing.ts';
import { assert } from '../../support/expect.ts';
import { onBackends } from '../backends.ts';

onBackends(
  'the convolutions that devices are compared by',
  (backend) => {
    it('compute the same numbers each time, and leave nothing behind', async () => {
      const before = tf.memory().numTensors;
      const convolutions = await openConvolutions({ backend, software: true });
      const numbers = await convolutions.run();
      assert.lengthOf(numbers, backend === 'webgpu' ? 0 : 2);
      assert.deepEqual(await convolutions.run(), numbers);
      convolutions.dispose();
      assert.equal(tf.memory().numTensors, before);
    });
  },
  ['wasm', 'webgl', 'webgpu'],
);

onBackends(
  'the convolutions of a graphics adapter',
  () => {
    it('run by tiles', async () => {
      const convolutions = await openConvolutions({ backend: 'webgpu', software: false });
      await convolutions.run();
      convolutions.dispose();
    });
  },
  ['webgpu'],
);

describe('times that are kept', () => {
  it('are those last written, of each device; those of what failed, too', async () => {
    const key = `a test at ${String(performance.now())}`;
    const timing = { ms: 12.5, spread: 1.25, visits: 1 };
    assert.isNull(await keptTimes.read(key));
    await keptTimes.write(key, timing);
    await keptTimes.write(`${key}, another`, FAILED);
    assert.deepEqual(await keptTimes.read(key), timing);
    assert.deepEqual(await keptTimes.read(`${key}, another`), FAILED);
  });

  it('are forgotten where they are not what this page writes', async () => {
    for (const [i, odd] of [12.5, null, 'fast', { ms: 0, spread: 1, visits: 1 }, { ms: 3 }].entries()) {
      await keptTimes.write(`odd ${String(i)}`, odd as unknown as Timing);
      assert.isNull(await keptTimes.read(`odd ${String(i)}`));
    }
  });
});
