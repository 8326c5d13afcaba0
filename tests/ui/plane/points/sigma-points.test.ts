import type { HandPoint } from '../../../../src/domain/experiment/experiment.ts';
import { pointNear, pointsOfTask, withSplit } from '../../../../src/ui/plane/points/edits.ts';
import '../../../../src/ui/plane/points/sigma-points.ts';
import type { PointsChange, SigmaPoints } from '../../../../src/ui/plane/points/sigma-points.ts';
import { DEFAULT_DATA } from '../../../../src/domain/experiment/defaults.ts';
import { assert } from '../../../support/expect.ts';

const WINDOW = { centreX: 0, centreY: 0, extent: 2 };
const TWO: readonly HandPoint[] = [
  [-1, 0, 0, 0],
  [1, 0, 1, 0],
];

describe('points under the hand', () => {
  it('are found within reach, the nearest', () => {
    const at = (left: number, top: number, reach = 10) => pointNear(TWO, WINDOW, { left, top }, { side: 200, reach });
    assert.equal(at(0.25, 0.5), 0);
    assert.equal(at(0.74, 0.51), 1);
    assert.isNull(at(0.5, 0.5));
    assert.equal(at(0.45, 0.5, 200), 0);
  });

  it('change sides between training and test', () => {
    assert.deepEqual(withSplit(TWO, 1, 1)[1], [1, 0, 1, 1]);
    assert.equal(withSplit(TWO, 7, 1), TWO);
  });

  it('of a task come with both splits; none where its formula is wrong', () => {
    const data = { ...DEFAULT_DATA, source: 'xor', trainSize: 5, testSize: 3 };
    assert.deepEqual(
      pointsOfTask({ data, seed: 1 }).map((point) => point[3]),
      [0, 0, 0, 0, 0, 1, 1, 1],
    );
    assert.isEmpty(pointsOfTask({ data: { ...data, source: 'formula', formula: '1 +' }, seed: 1 }));
  });
});

describe('<sigma-points>', () => {
  let element: SigmaPoints;
  let box: HTMLElement;
  let changes: PointsChange['detail'][];

  beforeEach(async () => {
    box = document.createElement('div');
    box.style.cssText = 'position:relative;width:200px;height:200px';
    element = document.createElement('sigma-points');
    Object.assign(element, { window: WINDOW, points: TWO, editing: true });
    changes = [];
    element.addEventListener('points-change', (event) => changes.push((event as PointsChange).detail));
    box.append(element);
    document.body.append(box);
    await element.updateComplete;
  });

  afterEach(() => box.remove());

  const surface = (): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>('.surface')!;

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      surface().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await element.updateComplete;
    }
  }

  function pointer(type: string, x: number, y: number): void {
    const { left, top } = box.getBoundingClientRect();
    const init = { clientX: left + x, clientY: top + y, pointerId: 1, button: 0, bubbles: true, cancelable: true };
    surface().setPointerCapture = () => undefined; // no real pointer is down
    surface().dispatchEvent(new PointerEvent(type, init));
  }

  it('adds a point where the plane is tapped, with the label chosen', () => {
    element.target = 0;
    element.test = 1;
    pointer('pointerdown', 100, 50);
    pointer('pointerup', 100, 50);
    assert.deepEqual(changes.at(-1)!.points[2], [0, 1, 0, 1]);
    assert.equal(changes.at(-1)!.selected, 2);
  });

  it('selects a point that is tapped, and moves one that is dragged', () => {
    pointer('pointerdown', 150, 100);
    assert.equal(element.selected, 1);
    pointer('pointermove', 151, 100);
    assert.isEmpty(changes, 'a slip is no drag');
    pointer('pointermove', 150, 150);
    pointer('pointerup', 150, 150);
    assert.deepEqual(changes.at(-1)!.points[1], [1, -1, 1, 0]);
  });

  it('does all of it by keys', async () => {
    surface().focus();
    await press('n', 'n', 'ArrowUp');
    assert.deepEqual(element.points[1], [1, 0.04, 1, 0]);
    await press('l', 't');
    assert.deepEqual(element.points[1], [1, 0.04, 0, 1]);
    await press('Delete');
    assert.deepEqual(element.points, [TWO[0]!]);
    await press('ArrowLeft', 'Enter');
    assert.deepEqual(element.points[1], [0.96, 0.04, 1, 0]);
    assert.include(element.shadowRoot!.querySelector('[role=status]')!.textContent, 'Point at 0.96, 0.04');
  });

  it('lets the pointer through while nothing is edited', async () => {
    element.editing = false;
    await element.updateComplete;
    assert.isNull(element.shadowRoot!.querySelector('.surface'));
    assert.equal(getComputedStyle(element).pointerEvents, 'none');
  });
});
