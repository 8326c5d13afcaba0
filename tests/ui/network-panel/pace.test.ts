import { paceOf } from '../../../src/ui/network-panel/pace.ts';
import { assert } from '../../support/expect.ts';
import { FakeStore } from '../../support/fake-store.ts';

describe('the time per epoch', () => {
  const idle = new FakeStore('idle').state;
  const unmeasured = { ...idle, estimate: null };

  it('is the measured one, for as many steps as the data and the batches make', () => {
    assert.equal(paceOf(idle), 'about 4 s per epoch of 187 steps');
    const all = { ...idle.experiment, data: { ...idle.experiment.data, trainSize: null } };
    assert.equal(paceOf({ ...idle, experiment: all }), 'about 21 s per epoch of 937 steps');
  });

  it('knows the sizes of sets that are not loaded yet, where the registry does', () => {
    const experiment = new FakeStore('download-failed').state.experiment;
    const data = { ...idle.data, loaded: null };
    assert.include(paceOf({ ...idle, experiment, data }), 'per epoch of 937 steps');
    const own = { ...experiment, data: { ...experiment.data, source: 'local:mine' } };
    assert.equal(paceOf({ ...idle, experiment: own, data }), 'about 23 s for a thousand steps');
  });

  it('comes from the run under way where that is what is configured', () => {
    const training = { ...new FakeStore('training').state, estimate: null };
    assert.equal(paceOf(training), 'about 4 s per epoch of 187 steps');
    const other = { ...training, experiment: { ...training.experiment, batchSize: 32 } };
    assert.include(paceOf(other), 'once the run has ended');
  });

  it('says why nobody knows it', () => {
    assert.include(paceOf(unmeasured), 'Measuring');
    assert.include(paceOf({ ...unmeasured, deviceStatus: 'opening' }), 'once a device is found');
    assert.include(paceOf({ ...unmeasured, deviceStatus: 'failed' }), 'no device');
    assert.include(paceOf({ ...unmeasured, estimateError: 'There is not enough memory.' }), 'not enough memory');
  });
});
