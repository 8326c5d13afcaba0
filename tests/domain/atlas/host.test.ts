import { drawOnHost } from '../../../src/domain/atlas/host.ts';
import { imageCount, type Drawing } from '../../../src/domain/atlas/images.ts';
import { planeProgram } from '../../../src/domain/atlas/plane-program.ts';
import { initialPlaneWeights, planeLayers } from '../../../src/domain/networks/plane.ts';
import { START_NET } from '../../../src/state/plane-edits.ts';
import { assert } from '../../support/expect.ts';

const SIZE = 130; // 16 900 points: more than two parts, and no whole number of them

function drawing(quantity: Drawing['quantity']): Drawing {
  return {
    program: planeProgram(START_NET),
    weights: planeLayers(START_NET, initialPlaneWeights(START_NET, 1)),
    window: { centreX: 0.3, centreY: -1, extent: 3 },
    size: SIZE,
    quantity,
    side: 'right',
  };
}

describe('drawing on the processor', () => {
  for (const quantity of ['value', 'slope', 'dead'] as const)
    it(`draws the same in parts, row by row, and image by image: ${quantity}`, () => {
      const all = drawing(quantity);
      const whole = drawOnHost(all);
      const images = imageCount(all.program);
      assert.lengthOf(whole, images * SIZE * SIZE);
      for (const row of [0, 62, 63, 64, 129]) {
        const line = drawOnHost(all, row, 1);
        for (let image = 0; image < images; image++) {
          const start = image * SIZE * SIZE + row * SIZE;
          assert.deepEqual(line.subarray(image * SIZE, (image + 1) * SIZE), whole.subarray(start, start + SIZE));
        }
      }
      const only = drawOnHost({ ...all, only: 5 });
      assert.deepEqual(only, whole.subarray(5 * SIZE * SIZE, 6 * SIZE * SIZE));
    });
});
