import { pointAt, placeOf, zoomedWindow } from '../../../../src/ui/plane/shared/window.ts';
import { assert } from '../../../support/expect.ts';

const WINDOW = { centreX: 1, centreY: -2, extent: 4 };

describe('the window over the plane', () => {
  it('leaves the point it zooms about in its place', () => {
    const before = placeOf(WINDOW, [2.5, -1]);
    const after = placeOf(zoomedWindow(WINDOW, 0.5, [2.5, -1]), [2.5, -1]);
    assert.approximately(after.left, before.left, 1e-12);
    assert.approximately(after.top, before.top, 1e-12);
  });

  it('takes what lay under two fingers to where their middle went', () => {
    const [about, to] = [pointAt(WINDOW, { left: 0.2, top: 0.3 }), pointAt(WINDOW, { left: 0.6, top: 0.5 })];
    const { left, top } = placeOf(zoomedWindow(WINDOW, 2, about, to), about);
    assert.approximately(left, 0.6, 1e-12);
    assert.approximately(top, 0.5, 1e-12);
  });

  it('never zooms out of its limits', () => {
    assert.isAbove(zoomedWindow(WINDOW, 1e-12, [0, 0]).extent, 0);
    assert.isTrue(Number.isFinite(zoomedWindow(WINDOW, 1e300, [0, 0]).extent));
  });
});
