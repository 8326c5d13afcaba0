import '../../../../src/ui/plane/points/sigma-point-tools.ts';
import type { SigmaPointTools } from '../../../../src/ui/plane/points/sigma-point-tools.ts';
import { assert } from '../../../support/expect.ts';

describe('<sigma-point-tools>', () => {
  let element: SigmaPointTools;
  let told: unknown[];

  beforeEach(async () => {
    element = document.createElement('sigma-point-tools');
    told = [];
    for (const name of ['tools-change', 'tools-act']) element.addEventListener(name, (event) => told.push((event as CustomEvent<unknown>).detail)); // prettier-ignore
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  const acts = (): HTMLButtonElement[] => [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.acts button')];
  const send = (tag: string, detail: object): void => {
    element.shadowRoot!.querySelector(tag)!.dispatchEvent(new CustomEvent('change', { detail }));
  };

  it('have nothing to do while no point is selected', () => {
    assert.deepEqual(acts().map(({ disabled }) => disabled), [true, true, true]); // prettier-ignore
  });

  it('relabel, move between training and test, and remove the selected point', async () => {
    element.point = [0, 0, 1, 1];
    await element.updateComplete;
    assert.deepEqual(acts().map(({ textContent }) => textContent.trim()), ['Relabel', 'To train', 'Remove']); // prettier-ignore
    for (const button of acts()) button.click();
    assert.deepEqual(told, ['relabel', 'split', 'remove']);
  });

  it('choose label and split of new points', () => {
    const [label, split] = element.shadowRoot!.querySelectorAll('sigma-segmented');
    label!.dispatchEvent(new CustomEvent('change', { detail: { value: '0' } }));
    split!.dispatchEvent(new CustomEvent('change', { detail: { value: '1' } }));
    assert.deepEqual(told, [{ target: 0, test: 0 }, { target: 1, test: 1 }]); // prettier-ignore
  });

  it('have a number in place of labels where points have values, and no relabelling', async () => {
    element.labels = false;
    element.point = [0, 0, 0.3, 0];
    await element.updateComplete;
    assert.isTrue(acts()[0]!.disabled);
    assert.equal(element.shadowRoot!.querySelector('sigma-number')!.value, 0.3);
    send('sigma-number', { value: 0.7 });
    assert.deepEqual(told, [{ target: 0.7, test: 0 }]);
  });
});
