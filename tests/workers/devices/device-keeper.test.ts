import { DeviceKeeper } from '../../../workers/devices/device-keeper.ts';
import { assert } from '../../support/expect.ts';

describe('the device keeper', () => {
  it('tries devices once, however many ask at a time', async () => {
    const keeper = new DeviceKeeper();
    const [report, device] = await Promise.all([keeper.choose(null), keeper.ready(), keeper.ready()]);
    assert.deepEqual(report.device, device);
    assert.isFalse(report.trials.some(({ verdict }) => verdict === 'failed'));
  });

  it('measures a device once, and believes what is kept', async () => {
    const times = new Map<string, number>();
    const store = {
      read: (key: string) => Promise.resolve(times.get(key) ?? null),
      write: (key: string, ms: number) => Promise.resolve(void times.set(key, ms)),
    };
    await new DeviceKeeper(undefined, store).choose(null);
    const measured = [...times.keys()];
    assert.isAbove(measured.length, 1);
    assert.isTrue(measured.every((key) => times.get(key)! > 0));
    measured.forEach((key, i) => times.set(key, i + 1));
    const { device, trials } = await new DeviceKeeper(undefined, store).choose(null);
    assert.equal(`${device.backend} ${device.adapter}`, measured[0]);
    assert.deepEqual(
      trials.flatMap(({ msMeasured }) => (msMeasured === null ? [] : [msMeasured])),
      measured.map((_, i) => i + 1),
    );
  });

  it('lets who asks for a device have the one that is being chosen', async () => {
    const keeper = new DeviceKeeper();
    const [, device] = await Promise.all([keeper.choose('cpu'), keeper.ready()]);
    assert.equal(device.backend, 'cpu');
  });

  it('goes on after a choice that failed', async () => {
    const keeper = new DeviceKeeper();
    for (const choice of ['none', 'neither']) {
      const error: unknown = await keeper.choose(choice as 'cpu').catch((reason: unknown) => reason);
      assert.match((error as Error).message, new RegExp(`no backend ${choice}`));
    }
  });
});
