import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import type { RunEvent } from '../../../src/protocol/training.ts';
import { currentGpuDevice } from '../../../workers/devices/webgpu.ts';
import { TrainingService } from '../../../workers/session/service.ts';
import { expect } from '../../support/expect.ts';
import { checkpointsOf, epochsOf } from './toy-run.ts';

const EXPERIMENT = {
  ...DEFAULT_EXPERIMENT,
  network: { kind: 'autoencoder', channels: 2, latent: 2, coordinates: false },
  batchSize: 8,
  epochs: 1000,
  data: { source: 'garments', trainSize: 32, testSize: 10, noise: 0 },
} as const;

/** The last tests of their page: the device is spoilt afterwards. */
describe('a WebGPU device', () => {
  const service = new TrainingService();
  before(async function () {
    if (!('gpu' in navigator)) this.skip();
    await service.openDevice('webgpu');
  });

  async function trainUntil(spoil: () => void): Promise<{ error: Error; events: RunEvent[] }> {
    const events: RunEvent[] = [];
    const training = service.train('call', { runId: 'run', experiment: EXPERIMENT }, (event) => {
      events.push(event);
      if (event.type === 'epoch' && event.epoch.epoch === 2) spoil();
    });
    const error = await training.then(() => new Error('it ended'), (e: unknown) => e as Error); // prettier-ignore
    return { error, events };
  }

  it('that is lost ends the run at once, with the last checkpoint kept', async () => {
    const { error, events } = await trainUntil(() => currentGpuDevice().destroy());
    expect(error.name).to.equal('DeviceLostError');
    expect(error.message).to.match(/^The graphics device was lost .*\. The last checkpoint is kept\.$/);
    expect(checkpointsOf(events).at(-1)!.step).to.be.greaterThanOrEqual(4);
    expect(epochsOf(events).length).to.equal(2);
  });

  it('that was lost is not drawn with: commands to it would do nothing and say nothing', async () => {
    const refused = await service.atlases.attachCanvas('atlas', new OffscreenCanvas(4, 4)).then(
      () => 'it was taken',
      (error: unknown) => (error as Error).name,
    );
    expect(refused).to.equal('DeviceLostError');
  });

  it('that was lost is not used again, and others are', async () => {
    const refused = await service.openDevice('webgpu').catch((error: unknown) => (error as Error).message);
    expect(refused).to.match(/^WebGPU cannot be used: .*was lost/);
    expect((await service.openDevice('wasm')).device.backend).to.equal('wasm');
    const { end } = await service
      .train('again', { runId: 'run', experiment: { ...EXPERIMENT, epochs: 1 } }, () => undefined)
      .then((e) => ({ end: e }));
    expect(end.status).to.equal('done');
  });
});
