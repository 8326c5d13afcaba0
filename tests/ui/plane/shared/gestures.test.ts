import { PlaneGestures } from '../../../../src/ui/plane/shared/gestures.ts';
import { placeOf, zoomedWindow } from '../../../../src/ui/plane/shared/window.ts';
import type { PlaneEventDetails } from '../../../../src/ui/plane/shared/events.ts';
import { assert } from '../../../support/expect.ts';

const WINDOW = { centreX: 0, centreY: 0, extent: 4 };

/** A picture of 100×100 pixels under the hand, and what is said of the plane. */
function surface(cutting = false) {
  const picture = document.createElement('div');
  picture.className = 'test-picture';
  picture.style.cssText = 'position:fixed;left:0;top:0;width:100px;height:100px';
  picture.setPointerCapture = () => undefined; // the pointers are made up
  document.body.append(picture);
  const heard: { name: string; detail: unknown }[] = [];
  for (const name of ['plane-pan', 'plane-zoom', 'plane-pin', 'plane-hover', 'plane-line', 'plane-cut', 'plane-home'])
    picture.addEventListener(name, (event) => heard.push({ name, detail: (event as CustomEvent).detail }));
  new PlaneGestures(picture, {
    pictureAt: () => picture,
    window: () => WINDOW,
    cutting: () => cutting,
    point: () => [1, 1],
  });
  const point = (type: string, pointerId: number, clientX: number, clientY: number, pointerType = 'mouse') =>
    picture.dispatchEvent(
      new PointerEvent(type, { pointerId, pointerType, clientX, clientY, button: 0, bubbles: true }),
    );
  const told = <K extends keyof PlaneEventDetails>(name: K) =>
    heard.filter((one) => one.name === name).map(({ detail }) => detail as PlaneEventDetails[K]);
  return { picture, point, told };
}

describe('gestures on a picture of the plane', () => {
  afterEach(() => document.querySelectorAll('.test-picture').forEach((picture) => picture.remove()));

  it('pins where it is clicked', () => {
    const hand = surface();
    hand.point('pointerdown', 1, 75, 25);
    hand.point('pointerup', 1, 76, 25);
    assert.deepEqual(hand.told('plane-pin'), [[2.08, 2]]);
    assert.deepEqual(hand.told('plane-pan'), []);
  });

  it('moves the plane with a drag, and pins nothing', () => {
    const hand = surface();
    hand.point('pointerdown', 1, 50, 50);
    hand.point('pointermove', 1, 60, 45);
    hand.point('pointerup', 1, 60, 45);
    const [{ dx, dy } = { dx: 0, dy: 0 }] = hand.told('plane-pan');
    assert.approximately(dx, -0.8, 1e-9);
    assert.approximately(dy, -0.4, 1e-9);
    assert.deepEqual(hand.told('plane-pin'), []);
  });

  it('leaves a finger that goes up or down first to the page, where that scrolls', () => {
    for (const [touchAction, pans] of [
      ['pan-y', 0],
      ['none', 2],
    ] as const) {
      // prettier-ignore
      const hand = surface();
      hand.picture.style.touchAction = touchAction;
      const finger = (type: string, x: number, y: number) => hand.point(type, 1, x, y, 'touch');
      finger('pointerdown', 50, 50);
      finger('pointermove', 51, 58);
      finger('pointermove', 60, 70);
      finger('pointerup', 60, 70);
      assert.lengthOf(hand.told('plane-pan'), pans);
      assert.isEmpty(hand.told('plane-pin'));
      hand.picture.remove();
    }
  });

  it('pinches: what lay between the fingers stays between them', () => {
    const hand = surface();
    hand.point('pointerdown', 1, 40, 50);
    hand.point('pointerdown', 2, 60, 50);
    hand.point('pointermove', 2, 80, 70);
    const [zoom] = hand.told('plane-zoom');
    const { left, top } = placeOf(zoomedWindow(WINDOW, zoom!.factor, zoom!.about, zoom!.to), [0, 0]);
    assert.approximately(left, 0.6, 1e-9);
    assert.approximately(top, 0.6, 1e-9);
    assert.approximately(zoom!.factor, 20 / Math.hypot(40, 20), 1e-9);
  });

  it('cuts a line in cutting mode', () => {
    const hand = surface(true);
    hand.point('pointerdown', 1, 25, 50);
    hand.point('pointermove', 1, 75, 50);
    hand.point('pointerup', 1, 75, 50);
    assert.deepEqual(hand.told('plane-line'), [{ from: [-2, 0], to: [2, 0] }]);
    assert.lengthOf(hand.told('plane-cut'), 1);
  });

  it('does the same by keys', () => {
    const hand = surface();
    const press = (key: string, modifiers: KeyboardEventInit = {}) =>
      hand.picture.dispatchEvent(new KeyboardEvent('keydown', { key, ...modifiers }));
    press('ArrowRight', { altKey: true });
    assert.deepEqual(hand.told('plane-pan'), []);
    assert.deepEqual(hand.told('plane-hover'), [[1.08, 1]]);
    press('ArrowUp');
    assert.lengthOf(hand.told('plane-pan'), 1);
    press('+');
    press('Enter');
    press('0');
    assert.isBelow(hand.told('plane-zoom')[0]!.factor, 1);
    assert.deepEqual(hand.told('plane-pin'), [[1, 1]]);
    assert.lengthOf(hand.told('plane-home'), 1);
  });
});
