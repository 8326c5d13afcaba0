import { NumberHarness } from '../../../src/ui/number/harness.ts';
import '../../../src/ui/number/sigma-number.ts';
import type { NumberChange, SigmaNumber } from '../../../src/ui/number/sigma-number.ts';
import { assert } from '../../support/expect.ts';

describe('<sigma-number>', () => {
  let element: SigmaNumber;
  let harness: NumberHarness;
  let changes: (number | null)[];

  beforeEach(async () => {
    element = document.createElement('sigma-number');
    Object.assign(element, { label: 'channels', integer: true, min: 1, max: 512, value: 16 });
    changes = [];
    element.addEventListener('change', (event) => changes.push((event as NumberChange).detail.value));
    document.body.append(element);
    await element.updateComplete;
    harness = new NumberHarness(element);
  });

  afterEach(() => element.remove());

  it('settles what was typed with Enter, once', async () => {
    await harness.type('32');
    assert.isEmpty(changes);
    await harness.press('Enter');
    await harness.leave();
    assert.deepEqual(changes, [32]);
  });

  it('settles what was typed when it is left', async () => {
    await harness.type('8');
    await harness.leave();
    assert.deepEqual(changes, [8]);
  });

  it('keeps what cannot be read, says what was expected, and changes nothing', async () => {
    await harness.type('12x');
    await harness.leave();
    assert.isEmpty(changes);
    assert.equal(harness.input.value, '12x');
    assert.equal(harness.input.ariaInvalid, 'true');
    assert.equal(harness.mistake, 'Channels takes a whole number from 1 to 512, not “12x”.');
    assert.equal(element.value, 16);
  });

  it('forgets the mistake as soon as the text is right again', async () => {
    await harness.type('12x');
    await harness.press('Enter');
    await harness.type('12');
    assert.equal(harness.mistake, '');
    await harness.press('Enter');
    assert.deepEqual(changes, [12]);
  });

  it('takes the typing back with Escape', async () => {
    await harness.type('99');
    await harness.press('Escape');
    await harness.leave();
    assert.isEmpty(changes);
    assert.equal(harness.input.value, '16');
  });

  it('steps with arrows, coarsely with shift, finely with alt', async () => {
    await harness.press('ArrowUp');
    await harness.press('ArrowDown', { shiftKey: true });
    await harness.press('ArrowUp', { altKey: true });
    assert.deepEqual(changes, [17, 10, 11]);
  });

  it('does not let a value from outside disturb the typing', async () => {
    await harness.type('3');
    element.value = 64;
    await element.updateComplete;
    assert.equal(harness.input.value, '3');
  });

  it('shows the word for no number, and takes it', async () => {
    Object.assign(element, { empty: 'all', value: 2000 });
    await element.updateComplete;
    assert.equal(harness.input.value, '2,000');
    await harness.type('');
    await harness.press('Enter');
    assert.deepEqual(changes, [null]);
    assert.equal(harness.input.placeholder, 'all');
  });
});
