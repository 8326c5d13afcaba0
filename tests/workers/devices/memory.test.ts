import * as tf from '@tensorflow/tfjs-core';
import { OutOfMemoryError } from '../../../src/domain/errors.ts';
import { DeviceKeeper } from '../../../workers/devices/device-keeper.ts';
import { named } from '../../../workers/session/failures.ts';
import { expect } from '../../support/expect.ts';

describe('memory that runs out', () => {
  it('has a name, whoever says it', () => {
    const messages = ['Array buffer allocation failed', 'Invalid typed array length: 99999999999', 'Requested texture size [90000x90000] greater than WebGL maximum']; // prettier-ignore
    for (const message of messages) {
      const error = named(new RangeError(message)) as Error;
      expect(error.name, message).to.equal('OutOfMemoryError');
      expect(error.message).to.match(/^There is not enough memory/);
    }
    const other = new Error('something else');
    expect(named(other)).to.equal(other);
    const own = new OutOfMemoryError('Out of memory.');
    expect(named(own)).to.equal(own);
  });

  it('is noticed on WebAssembly', async () => {
    await new DeviceKeeper().choose('wasm');
    const backend = tf.backend() as unknown as { makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo };
    const tensors: tf.Tensor[] = [];
    try {
      const fill = (): void => {
        for (let i = 0; i < 9; i++)
          tensors.push(tf.engine().makeTensorFromTensorInfo(backend.makeOutput([2 ** 27], 'float32')));
      };
      expect(fill).to.throw(OutOfMemoryError, /4 GB of memory are full/);
      expect(tensors.length).to.be.greaterThan(3);
    } finally {
      tf.dispose(tensors);
    }
  });
});
