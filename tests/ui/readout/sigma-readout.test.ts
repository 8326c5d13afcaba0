import type { EpochRecord } from '../../../src/domain/run/run.ts';
import '../../../src/ui/readout/sigma-readout.ts';
import { assert } from '../../support/expect.ts';
import { FakeStore } from '../../support/fake-store.ts';

const DEVICE = { backend: 'webgpu', adapter: 'a card', software: false, half: true } as const;

/** The line of a run on this device whose last epoch had these losses. */
async function lineOf(precision: 'float16' | 'float32', losses: Partial<EpochRecord> | null): Promise<string> {
  const { live } = new FakeStore('done').state;
  const { run } = live!;
  const last = { epoch: 1, step: 1, trainLoss: 1, testLoss: 0.02, seconds: 1, ...losses };
  const readout = document.createElement('sigma-readout');
  const experiment = { ...run.experiment, precision };
  readout.live = { ...live!, run: { ...run, device: DEVICE, experiment, epochs: losses ? [last] : [] } };
  document.body.append(readout);
  await readout.updateComplete;
  const line = readout.shadowRoot!.querySelector('.honest')!.textContent.trim();
  readout.remove();
  return line;
}

describe('<sigma-readout>', () => {
  it('says that a run is in half precision, and what that costs', async () => {
    assert.match(
      await lineOf('float16', null),
      /^Computed on WebGPU, a card · half precision, test loss against float32 not known yet · /,
    );
    assert.include(
      await lineOf('float16', { halfTestLoss: 0.0205 }),
      '· half precision, test loss +2.5 % against float32 ·',
    );
    assert.include(await lineOf('float16', { halfTestLoss: 0.0199 }), 'test loss −0.50 % against');
    assert.include(await lineOf('float16', { halfTestLoss: Infinity }), 'in which the test loss is no finite number');
  });

  it('says nothing of it otherwise', async () => {
    assert.notInclude(await lineOf('float32', {}), 'half');
  });

  it('says it of the next run, too', async () => {
    const readout = document.createElement('sigma-readout');
    Object.assign(readout, { device: DEVICE, half: true });
    document.body.append(readout);
    await readout.updateComplete;
    assert.match(readout.shadowRoot!.textContent, /Will be computed on WebGPU, a card · half precision · seed 1/);
    readout.remove();
  });
});
