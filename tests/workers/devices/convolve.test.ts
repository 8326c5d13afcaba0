import * as tf from '@tensorflow/tfjs-core';
import { measureConvolutions } from '../../../workers/devices/convolve.ts';
import { keptTimes } from '../../../workers/devices/kept-times.ts';
import { assert } from '../../support/expect.ts';
import { onBackends } from '../backends.ts';

onBackends(
  'the convolutions that devices are compared by',
  (backend) => {
    it('are timed, and leave nothing behind', async () => {
      const before = tf.memory().numTensors;
      const ms = await measureConvolutions({ backend, software: true });
      assert.isAbove(ms, 0);
      assert.isBelow(ms, 60_000);
      assert.equal(tf.memory().numTensors, before);
    });
  },
  ['wasm', 'webgl', 'webgpu'],
);

onBackends(
  'the convolutions of a graphics adapter',
  () => {
    it('run by tiles', async () => {
      assert.isAbove(await measureConvolutions({ backend: 'webgpu', software: false }), 0);
    });
  },
  ['webgpu'],
);

describe('times that are kept', () => {
  it('are those last written, of each device', async () => {
    const key = `a test at ${String(performance.now())}`;
    assert.isNull(await keptTimes.read(key));
    await keptTimes.write(key, 12.5);
    await keptTimes.write(`${key}, another`, 3);
    assert.equal(await keptTimes.read(key), 12.5);
  });
});
