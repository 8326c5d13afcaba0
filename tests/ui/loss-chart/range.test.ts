import { panRange, zoomRange } from '../../../src/ui/loss-chart/range.ts';
import { assert } from '../../support/expect.ts';

const whole = { min: 0, max: 20 };

describe('the stretch of the axis that is shown', () => {
  it('zooms about a place that stays where it is', () => {
    assert.deepEqual(zoomRange(whole, whole, 0.5, 5), { min: 2.5, max: 12.5 });
  });

  it('is all of it again when zoomed out far enough', () => {
    assert.isNull(zoomRange({ min: 2.5, max: 12.5 }, whole, 4, 5));
  });

  it('does not come closer for ever', () => {
    let range = whole;
    for (let i = 0; i < 100; i++) range = zoomRange(range, whole, 0.5, 7)!;
    assert.isAbove(range.max - range.min, 0);
  });

  it('stops at the ends', () => {
    assert.deepEqual(panRange({ min: 2, max: 6 }, whole, 5), { min: 7, max: 11 });
    assert.deepEqual(panRange({ min: 2, max: 6 }, whole, -5), { min: 0, max: 4 });
    assert.deepEqual(panRange({ min: 2, max: 6 }, whole, 50), { min: 16, max: 20 });
  });
});
