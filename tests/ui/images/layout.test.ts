import { cornerOf, layoutPairs, pairAt } from '../../../src/ui/images/layout.ts';
import { assert } from '../../support/expect.ts';

describe('laying out pairs of images', () => {
  const boxes = [[652, 600], [358, 420], [700, 170], [1800, 1200], [120, 120], [40, 40]] as const; // prettier-ignore
  for (const [width, height] of boxes)
    for (const ratio of [1, 1.5, 2, 3])
      for (const count of [1, 8, 12, 24, 50]) {
        it(`fits ${count} into ${width} × ${height} at ${ratio} in whole pixels and full rows`, () => {
          const box = { width: width * ratio, height: height * ratio };
          const layout = layoutPairs(box, count, ratio, 12);
          assert.isTrue(Number.isInteger(layout.scale) && layout.side === 28 * layout.scale);
          assert.isAtMost(layout.columns * layout.rows, count);
          assert.isTrue(Number.isInteger(layout.width) && Number.isInteger(layout.height));
          if (width > 100) {
            assert.isAtMost(layout.width, box.width);
            assert.isAtMost(layout.height, box.height);
          }
        });
      }

  it('finds a pair under the pointer, and none between', () => {
    const layout = layoutPairs({ width: 652, height: 600 }, 24, 1, 12);
    const { x, y } = cornerOf(layout, layout.columns + 1);
    assert.equal(pairAt(layout, x + 1, y + 1), layout.columns + 1);
    assert.equal(pairAt(layout, x + 1, y + layout.side + layout.pairGap + 1), layout.columns + 1);
    assert.isNull(pairAt(layout, x - 1, y + 1));
    assert.isNull(pairAt(layout, -1, 5));
  });
});
