import { NumberHarness } from '../../../src/ui/number/harness.ts';
import '../../../src/ui/number/sigma-number.ts';
import type { SigmaNumber } from '../../../src/ui/number/sigma-number.ts';
import { assert } from '../../support/expect.ts';

describe('<sigma-mistake>', () => {
  let fields: SigmaNumber[];

  beforeEach(async () => {
    fields = ['train', 'test'].map((label) =>
      Object.assign(document.createElement('sigma-number'), { label, min: 1, max: 9, value: 5 }),
    );
    document.body.append(...fields);
    await Promise.all(fields.map((field) => field.updateComplete));
  });

  afterEach(() => fields.forEach((field) => field.remove()));

  async function mistype(field: SigmaNumber): Promise<void> {
    const harness = new NumberHarness(field);
    await harness.type('many');
    await harness.press('Enter');
  }

  const shown = (): boolean[] =>
    fields.map((field) => field.shadowRoot!.querySelector('sigma-mistake')!.matches(':popover-open'));

  it('gives way to another, comes back when its field is entered, and goes with the mistake', async () => {
    const [first, second] = fields as [SigmaNumber, SigmaNumber];
    await mistype(first);
    assert.deepEqual(shown(), [true, false]);
    await mistype(second);
    assert.deepEqual(shown(), [false, true]);
    first.focus();
    assert.deepEqual(shown(), [true, false]);
    await new NumberHarness(first).press('Escape');
    assert.deepEqual(shown(), [false, false]);
  });
});
