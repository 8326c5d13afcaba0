import type { DerivativeSpec } from '../../../src/domain/experiment/experiment.ts';
import type { DrawingDone, SigmaDrawing } from '../../../src/ui/drawing/sigma-drawing.ts';
import '../../../src/ui/drawing/sigma-drawing.ts';
import type { SigmaDrawingBoard } from '../../../src/ui/drawing/sigma-drawing-board.ts';
import { assert } from '../../support/expect.ts';
import { until } from '../../support/frame.ts';

describe('<sigma-drawing>', () => {
  let element: SigmaDrawing;
  let made: DerivativeSpec[];

  const board = (): SigmaDrawingBoard => element.shadowRoot!.querySelector('sigma-drawing-board')!;
  const frame = (): HTMLElement => board().shadowRoot!.querySelector('.frame')!;
  const points = (): HTMLElement[] => [...board().shadowRoot!.querySelectorAll<HTMLElement>('[role=slider]')];
  const values = (): string[] => points().map((point) => point.getAttribute('aria-valuetext')!);
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await element.updateComplete;
      await board().updateComplete;
    }
  };
  const button = (name: string): HTMLButtonElement =>
    [...element.shadowRoot!.querySelectorAll('button')].find(
      (found) => (found.getAttribute('aria-label') ?? found.textContent.trim()) === name,
    )!;
  const focused = (): HTMLElement => board().shadowRoot!.activeElement as HTMLElement;
  const press = async (key: string, modifiers: KeyboardEventInit = {}): Promise<void> => {
    focused().dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...modifiers }),
    );
    await settle();
  };
  /** A pointer along places, each a share of the board's width and height. */
  const drag = async (...places: [number, number][]): Promise<void> => {
    const box = frame().getBoundingClientRect();
    const fire = (type: string, [x, y]: [number, number]): void => {
      const place = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
      frame().dispatchEvent(new PointerEvent(type, { ...place, pointerId: 7, pointerType: 'touch', bubbles: true }));
    };
    fire('pointerdown', places[0]!);
    for (const place of places.slice(1)) fire('pointermove', place);
    fire('pointerup', places.at(-1)!);
    await settle();
  };

  beforeEach(async () => {
    element = document.createElement('sigma-drawing');
    element.derivative = { rule: 'exact', noise: 0 };
    made = [];
    element.addEventListener('done', (event) => made.push((event as DrawingDone).detail.derivative));
    element.addEventListener('close', () => element.remove());
    document.body.append(element);
    await element.updateComplete;
    frame().setPointerCapture = () => undefined; // these pointers are none that a browser knows
    board().requestUpdate(); // a page that nobody sees may not tell of sizes
    await settle();
  });

  afterEach(() => element.remove());

  it('shows the slope in force as points with names and values, one of them focused', () => {
    assert.deepEqual(values(), ['slope 0.00 at x 0.00', 'slope 1.00 at x 0.00']);
    assert.equal(points()[0]!.getAttribute('aria-label'), 'Point 1 of 2');
    assert.isTrue(points().every(({ tabIndex }) => tabIndex === 0));
    assert.strictEqual(focused(), points()[1]);
  });

  it('moves points by arrows, adds and removes them by keys', async () => {
    await press('ArrowUp');
    await press('ArrowRight', { shiftKey: true });
    await press('ArrowDown', { altKey: true });
    assert.deepEqual(values(), ['slope 0.00 at x 0.00', 'slope 1.09 at x 1.00']);
    await press('Enter');
    assert.deepEqual(values().at(-1), 'slope 1.09 at x 2.00');
    assert.strictEqual(focused(), points()[2]);
    await press('PageUp');
    await press('Delete');
    assert.deepEqual(values(), ['slope 0.00 at x 0.00', 'slope 1.09 at x 2.00']);
    assert.strictEqual(focused(), points()[1]);
  });

  it('takes back and does again, a row of arrows at once', async () => {
    for (let i = 0; i < 5; i++) await press('ArrowUp');
    await press('z', { ctrlKey: true });
    assert.deepEqual(values().at(-1), 'slope 1.00 at x 0.00');
    await press('z', { ctrlKey: true, shiftKey: true });
    assert.deepEqual(values().at(-1), 'slope 1.50 at x 0.00');
    button('Undo').click();
    await settle();
    assert.isTrue(button('Undo').disabled);
    assert.isFalse(button('Redo').disabled);
  });

  it('keeps its keys from the page behind', async () => {
    let heard = 0;
    const hear = (): void => void heard++;
    document.addEventListener('keydown', hear);
    await press(' ');
    await press('ArrowUp');
    document.removeEventListener('keydown', hear);
    assert.equal(heard, 0);
  });

  it('adds a point where it is pressed, and draws where a finger goes', async () => {
    await drag([0.8, 0.2]);
    assert.lengthOf(points(), 3);
    await drag([0.15, 0.5], [0.3, 0.2], [0.45, 0.2], [0.95, 0.7]);
    assert.isAtLeast(points().length, 4);
    const [first, last] = [values()[0]!, values().at(-1)!];
    assert.match(first, /at x −3/);
    assert.match(last, /at x 3/);
    button('Undo').click();
    await settle();
    assert.lengthOf(points(), 3);
  });

  it('says how large the lie is, for one slope and for two', async () => {
    const size = (): string => element.shadowRoot!.querySelector('h3:has(strong)')!.textContent.replace(/\s+/g, ' ');
    assert.include(size(), 'lie 0.00');
    await press('PageUp');
    await press('ArrowUp', { shiftKey: true });
    assert.include(size(), 'lie 1.00');
    const pens = element.shadowRoot!.querySelector('sigma-segmented')!.shadowRoot!;
    pens.querySelectorAll('button')[2]!.click();
    await settle();
    points()[0]!.focus();
    await press('ArrowDown', { shiftKey: true });
    assert.match(size(), /left 1\.00 .*right 0\.00/);
    button('Use this slope').click();
    await element.updateComplete;
    await until(() => made.length > 0);
    assert.deepEqual(made, [{ rule: 'best', noise: 0, left: '1', right: 'x < 0 ? 0 : 1' }]);
  });

  it('changes nothing where nothing was drawn, or it was cancelled', async () => {
    button('Use this slope').click();
    assert.isEmpty(made);
    await until(() => !element.isConnected);
  });
});
