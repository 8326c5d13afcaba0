import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { currentGpuDevice } from '../../../workers/devices/webgpu.ts';
import { TrainingService } from '../../../workers/session/service.ts';
import { expect } from '../../support/expect.ts';

const EXPERIMENT = {
  ...DEFAULT_EXPERIMENT,
  network: { kind: 'autoencoder', channels: 2, latent: 2, coordinates: false },
  batchSize: 8,
  epochs: 1000,
  data: { source: 'garments', trainSize: 32, testSize: 10, noise: 0 },
} as const;

describe('a WebGPU device that refuses a command', () => {
  const service = new TrainingService();
  before(async function () {
    if (!('gpu' in navigator)) this.skip();
    await service.openDevice('webgpu');
  });

  it('ends the run: what it computes from then on means nothing', async () => {
    const training = service.train('call', { runId: 'run', experiment: EXPERIMENT }, (event) => {
      if (event.type === 'epoch' && event.epoch.epoch === 1)
        currentGpuDevice().createBuffer({ size: 16, usage: 0xffff });
    });
    const error = await training.then(() => new Error('it ended'), (e: unknown) => e as Error); // prettier-ignore
    expect(error.name).to.equal('DeviceError');
    expect(error.message).to.match(/^The graphics device refused a command: /);
  });
});
