import { differences } from '../../../src/ui/applies/differences.ts';
import { nextInGrid } from '../../../src/ui/gallery/grid-keys.ts';
import * as format from '../../../src/ui/shared/format.ts';
import { placeTip } from '../../../src/ui/tip/place.ts';
import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { assert } from '../../support/expect.ts';

describe('numbers as the page writes them', () => {
  it('counts, losses, coordinates', () => {
    assert.equal(format.count(18_740), '18,740');
    assert.equal(format.count(Infinity), '–');
    assert.equal(format.loss(0.0123456), '0.01235');
    assert.equal(format.loss(1.2345e-6), '1.234e−6');
    assert.equal(format.loss(NaN), 'NaN');
    assert.equal(format.loss(undefined), '–');
    assert.equal(format.coordinate(-0.001), '0.00');
    assert.equal(format.coordinate(-1.5), '−1.50');
    assert.equal(format.coordinate(-Infinity), '−∞');
  });

  it('times and sizes', () => {
    assert.deepEqual([4.26, 59.4, 61, 3599.6, 7500].map(format.duration), [
      '4.3 s',
      '59 s',
      '1 min 01 s',
      '1 h 00 min',
      '2 h 05 min',
    ]);
    assert.deepEqual([0.2, 14.2, 200, 9000].map(format.roughDuration), [
      'under a second',
      'about 14 s',
      'about 3 min',
      'about 2.5 h',
    ]);
    assert.deepEqual([999, 26_000, 30_878_645, 2.5e9].map(format.bytes), ['999 B', '26 kB', '30.9 MB', '2.50 GB']);
    assert.deepEqual([0, 43.71, 812.3].map(format.rate), ['–', '43.7', '812']);
    assert.equal(format.ago('2024-01-01T00:00:00Z', Date.parse('2024-01-01T00:42:10Z')), '42 min ago');
  });
});

describe('what two experiments differ in', () => {
  it('is named in the words of the panels', () => {
    const next = { ...DEFAULT_EXPERIMENT, seed: 2, optimizer: { ...DEFAULT_EXPERIMENT.optimizer, learningRate: 0.01 } };
    assert.deepEqual(differences(DEFAULT_EXPERIMENT, next), ['learning rate', 'seed']);
    assert.isEmpty(differences(DEFAULT_EXPERIMENT, structuredClone(DEFAULT_EXPERIMENT)));
  });
});

describe('arrow keys in a grid', () => {
  // Two rows of three, then one of two under the next heading.
  const cells = [[0, 0], [9, 0], [18, 0], [0, 9], [9, 9], [18, 9], [0, 25], [9, 25]].map(([left, top]) => ({ left: left!, top: top! })); // prettier-ignore
  it('lead to the neighbour in each direction', () => {
    assert.equal(nextInGrid(cells, 1, 'ArrowDown'), 4);
    assert.equal(nextInGrid(cells, 5, 'ArrowDown'), 7);
    assert.equal(nextInGrid(cells, 7, 'ArrowUp'), 4);
    assert.equal(nextInGrid(cells, 2, 'ArrowRight'), 3);
    assert.equal(nextInGrid(cells, 4, 'End'), 7);
  });
  it('lead nowhere over the edge', () => {
    assert.isNull(nextInGrid(cells, 0, 'ArrowUp'));
    assert.isNull(nextInGrid(cells, 0, 'ArrowLeft'));
    assert.isNull(nextInGrid(cells, 7, 'ArrowDown'));
    assert.isNull(nextInGrid(cells, -1, 'ArrowDown'));
  });
});

describe('the place of a tip', () => {
  const page = { width: 400, height: 300 };
  const tip = { width: 100, height: 40 };
  it('is below, above where it does not fit, and never over the edge', () => {
    assert.deepEqual(placeTip({ left: 150, top: 20, width: 40, height: 20 }, tip, page), { left: 120, top: 46 });
    assert.equal(placeTip({ left: 150, top: 270, width: 40, height: 20 }, tip, page).top, 224);
    assert.equal(placeTip({ left: 0, top: 20, width: 10, height: 20 }, tip, page).left, 8);
    assert.equal(placeTip({ left: 390, top: 20, width: 10, height: 20 }, tip, page).left, 292);
  });
});
