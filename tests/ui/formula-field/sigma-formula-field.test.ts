import '../../../src/ui/formula-field/sigma-formula-field.ts';
import type {
  FormulaChange,
  FormulaDraft,
  SigmaFormulaField,
} from '../../../src/ui/formula-field/sigma-formula-field.ts';
import { assert } from '../../support/expect.ts';
import { until } from '../../support/frame.ts';

describe('<sigma-formula-field>', () => {
  let element: SigmaFormulaField;
  let changes: string[];
  let drafts: (string | null)[];

  const input = (): HTMLInputElement => element.shadowRoot!.querySelector('input')!;
  const mistake = (): HTMLElement => element.shadowRoot!.querySelector('sigma-mistake')!;
  const mark = (): HTMLElement => element.shadowRoot!.querySelector('mark')!;
  const offers = (): HTMLButtonElement[] => [...mistake().querySelectorAll('button')];

  async function type(text: string): Promise<void> {
    input().focus();
    input().value = text;
    input().dispatchEvent(new InputEvent('input', { bubbles: true }));
    await element.updateComplete;
  }

  async function press(key: string): Promise<KeyboardEvent> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    input().dispatchEvent(event);
    await element.updateComplete;
    return event;
  }

  async function enter(text: string): Promise<void> {
    await type(text);
    await press('Enter');
  }

  beforeEach(async () => {
    element = document.createElement('sigma-formula-field');
    element.label = 'left(x)';
    element.value = '1';
    element.style.width = '280px';
    changes = [];
    drafts = [];
    element.addEventListener('change', (event) => changes.push((event as FormulaChange).detail.formula));
    element.addEventListener('draft', (event) => drafts.push((event as FormulaDraft).detail.formula));
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  it('settles a formula', async () => {
    await enter(' x > 0 ? 1 : 0.01 ');
    assert.deepEqual(changes, ['x > 0 ? 1 : 0.01']);
  });

  it('shows others what can be read while it is typed, and that it was taken back', async () => {
    await type('x +');
    assert.isEmpty(drafts);
    await type('x + 1');
    const escape = await press('Escape');
    assert.deepEqual(drafts, ['x + 1', null]);
    assert.isTrue(escape.defaultPrevented, 'so that a popover around it stays');
    assert.isEmpty(changes);
    assert.equal(input().value, '1');
    assert.isFalse((await press('Escape')).defaultPrevented);
  });

  it('points at the character, keeps the text, and offers what was meant', async () => {
    await enter('2*sgmoid(x)');
    assert.isEmpty(changes);
    assert.equal(input().value, '2*sgmoid(x)');
    assert.equal(mark().textContent, 'sgmoid');
    assert.match(mistake().textContent, /Unknown function "sgmoid" at 3/);
    offers()[0]!.click();
    assert.deepEqual(changes, ['2*sigmoid(x)']);
  });

  it('lies with its sentence below the character, and shifts nothing', async () => {
    const before = element.getBoundingClientRect().height;
    await enter('x + 1 + sgmoid(x)');
    assert.equal(element.getBoundingClientRect().height, before);
    const [place, field] = [mark().getBoundingClientRect(), input().getBoundingClientRect()];
    assert.isAbove(place.left, field.left + 30);
    assert.isAtLeast(mistake().getBoundingClientRect().top, field.bottom);
  });

  it('follows a text that is longer than the field', async () => {
    await enter(`${'x + '.repeat(40)}sgmoid(x)`);
    input().scrollLeft = input().scrollWidth;
    input().dispatchEvent(new Event('scroll'));
    const [place, field] = [mark().getBoundingClientRect(), input().getBoundingClientRect()];
    assert.isAtLeast(place.left, field.left);
    assert.isAtMost(place.right, field.right);
  });

  it('says what is wrong after a pause, and nothing as soon as it is right', async () => {
    await type('sgmoid(x)');
    assert.equal(mistake().textContent.trim(), '');
    await until(() => mistake().textContent.includes('sigmoid'), 'the sentence');
    await type('sigmoid(x)');
    assert.equal(mistake().textContent.trim(), '');
    assert.equal(input().ariaInvalid, 'false');
  });

  it('takes a mistake back', async () => {
    await enter('2*');
    offers().at(-1)!.click();
    await element.updateComplete;
    assert.equal(input().value, '1');
    assert.isNull(element.shadowRoot!.querySelector('mark'));
  });

  it('may be empty only where it may', async () => {
    await enter('');
    assert.isEmpty(changes);
    element.optional = true;
    await enter('');
    assert.deepEqual(changes, ['']);
  });
});
