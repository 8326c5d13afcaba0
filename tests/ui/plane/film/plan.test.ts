import { START_NET } from '../../../../src/state/plane-edits.ts';
import { filmPlan, filmViews, spread, tooLarge } from '../../../../src/ui/plane/film/plan.ts';
import { assert } from '../../../support/expect.ts';

describe('what a film shows', () => {
  it('is the output, or a layer’s x or a', () => {
    const layers = [2, 1].map((width) => ({ ...START_NET.layers[0]!, width }));
    const views = filmViews({ ...START_NET, layers });
    assert.deepEqual(
      views.map(({ name, images }) => [name, ...images]),
      [
        ['output', 5],
        ['layer0-x', 0, 1],
        ['layer0-a', 2, 3],
        ['layer1-x', 4],
        ['layer1-a', 5],
      ],
    );
  });

  it('is spread over the recorded steps, with the first and the last', () => {
    const steps = Array.from({ length: 11 }, (_, i) => i);
    assert.deepEqual(spread(steps, 3), [0, 5, 10]);
    assert.deepEqual(spread(steps, 11), steps);
    assert.deepEqual(spread(steps, 64), steps);
    assert.deepEqual(spread([], 8), []);
  });
});

describe('the strip', () => {
  it('has frames side by side, and wraps them into even rows', () => {
    assert.deepEqual(filmPlan(3, 1, 64).strip, {
      width: 200,
      height: 64,
      corners: [0, 68, 136].map((x) => ({ x, y: 0 })),
    });
    const { frame, strip } = filmPlan(17, 8, 128);
    assert.deepEqual([frame.width, frame.height, frame.corners.at(-1)!.x], [1052, 128, 924]);
    assert.deepEqual([strip.width, strip.height], [3 * 1056 - 4, 6 * 132 - 4]);
    assert.deepEqual(strip.corners[4], { x: 1056, y: 132 });
  });

  it('says when it would be too large', () => {
    assert.equal(tooLarge(filmPlan(201, 1, 256)), '');
    assert.match(tooLarge(filmPlan(201, 16, 512)), /^All frames together would be \d+ × \d+ pixels/);
  });
});
