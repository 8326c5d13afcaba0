/** Pixels from the table of colours are those of the colours themselves. */
import { colourOf, CONTOUR, HATCH, NOT_A_NUMBER, type AtlasColours } from '../../../src/domain/atlas/colours.ts';
import { rowPainter, type Painting } from '../../../src/domain/atlas/painting.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';
import { assert } from '../../support/expect.ts';

const SIZE = 33;
const channels = (word: number): number[] => [word & 255, (word >> 8) & 255, (word >> 16) & 255, word >>> 24];

function painted(painting: Painting): number[][] {
  const side = painting.size * (painting.coarseness ?? 1);
  const words = new Uint32Array(side * side);
  const paint = rowPainter(painting);
  for (let y = 0; y < side; y++) paint(y, words, y * side);
  return Array.from(words, channels);
}

const random = new Xoshiro128(5);
const VALUES = Float32Array.from({ length: SIZE * SIZE }, () => 3 * random.normal());
const PLAIN = { values: VALUES, dead: null, size: SIZE, range: [-4, 4], contour: false } as const;

describe('atlases painted on the processor', () => {
  it('have the colour of each value, within a level', () => {
    for (const colours of ['grey', 'diverging'] satisfies AtlasColours[]) {
      const range = colours === 'grey' ? ([0, 2.5] as const) : ([-4, 4] as const);
      painted({ ...PLAIN, range, colours }).forEach((pixel, i) => {
        const wanted = colourOf(colours, VALUES[i]!, range);
        wanted.forEach((level, channel) =>
          assert.closeTo(pixel[channel]!, level, 1, `${colours} ${String(VALUES[i])}`),
        );
        assert.equal(pixel[3], 255);
      });
    }
  });

  it('show infinities as the ends and what is not a number apart', () => {
    const values = Float32Array.of(Infinity, -Infinity, NaN, 0);
    const [high, low, nothing] = painted({ ...PLAIN, values, size: 2, colours: 'diverging' });
    assert.deepEqual(high!.slice(0, 3), [...colourOf('diverging', 4, [-4, 4])]);
    assert.deepEqual(low!.slice(0, 3), [...colourOf('diverging', -4, [-4, 4])]);
    assert.deepEqual(nothing!.slice(0, 3), [...NOT_A_NUMBER]);
  });

  it('have the contour where the sign changes to the right or below', () => {
    const values = Float32Array.of(1, 1, -1, 1, 1, 1, 1, 1, 1);
    const pixels = painted({ ...PLAIN, values, size: 3, colours: 'grey', range: [0, 1], contour: true });
    const lines = pixels.flatMap((pixel, i) => (pixel[0] === CONTOUR.grey[0] ? [i] : []));
    assert.deepEqual(lines, [1, 2]);
  });

  it('cover squares where they are coarse, and hatch what is dead by the pixels of the page', () => {
    const dead = new Float32Array(4).fill(1);
    const values = Float32Array.of(0, 1, 2, 3);
    const picture = { ...PLAIN, values, size: 2, colours: 'grey', range: [0, 3], coarseness: 8 } as const;
    const plain = painted(picture);
    assert.deepEqual(plain[7], plain[0]);
    assert.notDeepEqual(plain[8], plain[0]);
    const hatched = painted({ ...picture, dead });
    const striped = hatched.flatMap((pixel, i) => (pixel[0] === HATCH[0] && plain[i]![0] !== HATCH[0] ? [i] : []));
    assert.deepEqual(
      striped.filter((i) => i < 16),
      [0, 1, 8, 9],
    );
    assert.equal(striped.length, 64);
  });
});
