import { DeviceKeeper } from '../../../workers/devices/device-keeper.ts';
import type { Timing } from '../../../workers/devices/timing.ts';
import { assert } from '../../support/expect.ts';

function fakeTimes() {
  const times = new Map<string, Timing>();
  return {
    times,
    read: (key: string) => Promise.resolve(times.get(key) ?? null),
    write: (key: string, timing: Timing) => Promise.resolve(void times.set(key, timing)),
  };
}

describe('the device keeper', () => {
  it('tries devices once, however many ask at a time', async () => {
    const keeper = new DeviceKeeper();
    const [report, device] = await Promise.all([keeper.choose(null), keeper.ready(), keeper.ready()]);
    assert.deepEqual(report.device, device);
    assert.isFalse(report.trials.some(({ verdict }) => verdict === 'failed'));
  });

  it('measures devices, and believes what is kept where it is clear', async () => {
    const store = fakeTimes();
    await new DeviceKeeper(undefined, store).choose(null);
    const measured = [...store.times.keys()];
    assert.isAbove(measured.length, 1);
    assert.isTrue(measured.every((key) => store.times.get(key)!.ms > 0));
    measured.forEach((key, i) => store.times.set(key, { ms: 2 ** i, spread: 1, visits: 1 }));
    const { device, trials } = await new DeviceKeeper(undefined, store).choose(null);
    assert.isTrue(measured[0]!.startsWith(device.backend));
    assert.deepEqual(
      trials.flatMap(({ msMeasured }) => (msMeasured === null ? [] : [msMeasured])),
      measured.map((_, i) => 2 ** i),
    );
    assert.isTrue(measured.every((key) => store.times.get(key)!.visits === 1));
  });

  it('measures again what came out close or unsteady, and keeps the fastest', async () => {
    const store = fakeTimes();
    await new DeviceKeeper(undefined, store).choose(null);
    const measured = [...store.times.keys()];
    for (const [ms, spread] of [
      [0.001, 1],
      [0.001, 9],
    ] as const) {
      // prettier-ignore
      measured.forEach((key) => store.times.set(key, { ms, spread, visits: 1 }));
      await new DeviceKeeper(undefined, store).choose(null);
      for (const key of measured) assert.include(store.times.get(key)!, { ms, visits: 2 });
    }
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
