import '../../../src/ui/formula-field/sigma-formula-field.ts';
import type { FormulaChange, SigmaFormulaField } from '../../../src/ui/formula-field/sigma-formula-field.ts';
import { assert } from '../../support/expect.ts';

describe('<sigma-formula-field>', () => {
  let element: SigmaFormulaField;
  let changes: string[];

  const input = (): HTMLInputElement => element.shadowRoot!.querySelector('input')!;
  const mistake = (): Element => element.shadowRoot!.querySelector('sigma-mistake')!;

  async function enter(text: string): Promise<void> {
    input().focus();
    input().value = text;
    input().dispatchEvent(new InputEvent('input', { bubbles: true }));
    input().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await element.updateComplete;
  }

  beforeEach(async () => {
    element = document.createElement('sigma-formula-field');
    element.label = 'left(x)';
    element.value = '1';
    changes = [];
    element.addEventListener('change', (event) => changes.push((event as FormulaChange).detail.formula));
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  it('settles a formula', async () => {
    await enter(' x > 0 ? 1 : 0.01 ');
    assert.deepEqual(changes, ['x > 0 ? 1 : 0.01']);
  });

  it('points at the character, keeps the text, and offers what was meant', async () => {
    await enter('2*sgmoid(x)');
    assert.isEmpty(changes);
    assert.equal(input().value, '2*sgmoid(x)');
    assert.equal(mistake().querySelector('mark')!.textContent, 'sgmoid');
    mistake().querySelector('button')!.click();
    assert.deepEqual(changes, ['2*sigmoid(x)']);
  });

  it('may be empty only where it may', async () => {
    await enter('');
    assert.isEmpty(changes);
    element.optional = true;
    await enter('');
    assert.deepEqual(changes, ['']);
  });
});
