import * as tf from '@tensorflow/tfjs-core';
import { DeviceKeeper } from '../../../workers/devices/device-keeper.ts';
import { compare, runTrial } from '../../../workers/devices/self-test.ts';
import { expect } from '../../support/expect.ts';

describe('the self-test', () => {
  it('finds that WebAssembly computes what JavaScript computes, and leaks nothing', async () => {
    const keeper = new DeviceKeeper();
    const { device, trials } = await keeper.choose('wasm');
    expect(device).to.include({ backend: 'wasm', software: false });
    expect(trials.find(({ backend }) => backend === 'wasm')!.verdict).to.equal('works');
    expect(tf.getBackend()).to.equal('wasm');
    expect(tf.memory().numTensors).to.equal(0);
    expect(await keeper.choose('wasm')).to.equal(await keeper.choose('wasm'));
  });

  it('finds what is wrong', async () => {
    await new DeviceKeeper().choose('cpu');
    const right = await runTrial({ backend: 'cpu', software: false });
    expect(compare(right, right)).to.equal(null);
    for (const [name, values] of right) {
      for (const spoil of [(value: number) => value + 0.01, () => NaN]) {
        const wrong = new Map(right).set(name, values.map(spoil));
        expect(compare(right, wrong), name).to.contain(`It computes wrongly: ${name} is off by`);
      }
    }
    expect(compare(right, new Map())).to.equal('It computes wrongly: the loss is off by any measure.');
  });

  it('stays with the device there is where another cannot be had', async () => {
    const keeper = new DeviceKeeper();
    await keeper.choose('cpu');
    const error = await keeper.choose('tpu' as 'cpu').catch((e: unknown) => (e as Error).name);
    expect(error).to.equal('DeviceError');
    expect(tf.getBackend()).to.equal('cpu');
    expect((await keeper.ready()).backend).to.equal('cpu');
  });

  it('WebGPU, even emulated, passes it', async function () {
    if (!('gpu' in navigator)) return this.skip();
    const { device } = await new DeviceKeeper().choose('webgpu');
    expect(device.backend).to.equal('webgpu');
    return undefined;
  });
});
