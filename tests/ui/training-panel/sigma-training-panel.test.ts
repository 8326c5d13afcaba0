import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import '../../../src/ui/training-panel/sigma-training-panel.ts';
import { assert } from '../../support/expect.ts';

async function shown(half: boolean, precision?: 'float16') {
  const panel = document.createElement('sigma-training-panel');
  panel.experiment = { ...DEFAULT_EXPERIMENT, ...(precision && { precision }) };
  panel.half = half;
  document.body.append(panel);
  await panel.updateComplete;
  return { panel, toggle: panel.shadowRoot!.querySelector('sigma-switch') };
}

describe('<sigma-training-panel>', () => {
  afterEach(() => document.querySelectorAll('sigma-training-panel').forEach((panel) => panel.remove()));

  it('offers half precision only where the device does', async () => {
    assert.isNull((await shown(false)).toggle);
    assert.isFalse((await shown(true)).toggle!.checked);
    assert.isTrue((await shown(true, 'float16')).toggle!.checked);
  });

  it('turns it on and off', async () => {
    const { panel, toggle } = await shown(true);
    const heard: unknown[] = [];
    panel.addEventListener('sigma-configure', (event) => heard.push((event as CustomEvent).detail));
    for (const checked of [true, false])
      toggle!.dispatchEvent(new CustomEvent('change', { detail: { checked }, bubbles: true, composed: true }));
    assert.deepEqual(heard, [{ precision: 'float16' }, { precision: 'float32' }]);
  });
});
