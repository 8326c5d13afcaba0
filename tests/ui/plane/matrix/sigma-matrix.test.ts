import '../../../../src/ui/plane/matrix/sigma-matrix.ts';
import { spacingFor, type CellChange, type SigmaMatrix } from '../../../../src/ui/plane/matrix/sigma-matrix.ts';
import { assert } from '../../../support/expect.ts';

async function matrix(values: readonly (readonly number[])[]) {
  const element = document.createElement('sigma-matrix');
  element.values = values;
  element.spacing = spacingFor(values.length, values[0]!.length);
  const changes: number[] = [];
  element.addEventListener('cell-change', (event) => {
    const { row, column, value } = (event as CellChange).detail;
    changes.push(value);
    element.values = element.values.with(row, element.values[row]!.with(column, value));
  });
  document.body.append(element);
  await element.updateComplete;
  return { element, changes };
}

const inputs = (element: SigmaMatrix) => [...element.renderRoot.querySelectorAll('input')];

describe('sigma-matrix', () => {
  afterEach(() => document.querySelectorAll('sigma-matrix').forEach((element) => element.remove()));

  it('steps by keys: tenths, with shift wholes, with alt hundredths', async () => {
    const { element, changes } = await matrix([[1, 2]]);
    const press = (modifiers: KeyboardEventInit) =>
      inputs(element)[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, ...modifiers }));
    press({});
    press({ shiftKey: true });
    press({ altKey: true });
    assert.deepEqual(changes, [1.1, 2, 2.01]);
  });

  it('takes a typed number at Enter, and says what is wrong with text', async () => {
    const { element, changes } = await matrix([[1, 2]]);
    const [input] = inputs(element);
    const type = (text: string) => {
      input!.value = text;
      input!.dispatchEvent(new Event('input', { bubbles: true }));
      input!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    };
    type('-0.25');
    type('abc');
    await element.updateComplete;
    assert.lengthOf(
      changes.filter((value) => value === -0.25),
      1,
    );
    assert.equal(inputs(element)[0]!.getAttribute('aria-invalid'), 'true');
  });

  it('writes every number so that it fits its cell', async () => {
    const awkward = [-0.123456, 0.00341, -1234567, 1e-9, -0.5];
    const { element } = await matrix(Array.from({ length: 16 }, () => awkward));
    for (const input of inputs(element)) assert.isAtMost(input.value.length, 5, input.value);
  });

  it('has rows as high as those of the vector beside it', async () => {
    const a = await matrix(Array.from({ length: 12 }, () => Array<number>(12).fill(0)));
    const b = await matrix(Array.from({ length: 12 }, () => [0]));
    b.element.spacing = a.element.spacing;
    await b.element.updateComplete;
    const height = ({ element }: typeof a) => inputs(element)[5]!.getBoundingClientRect().height;
    assert.equal(height(a), height(b));
  });
});
