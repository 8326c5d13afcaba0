import { MAX_DRAWN_POINTS, type Point } from '../../../src/domain/derivatives/index.ts';
import { added, addedAfter, drawnOver, letGo, moved, removed } from '../../../src/ui/drawing/points.ts';
import { assert } from '../../support/expect.ts';

const at = (...pairs: [number, number][]): Point[] => pairs.map(([x, y]) => ({ x, y }));
const THREE = at([-1, 0], [0, 1], [2, 0]);

describe('points under a hand', () => {
  it('move as far as their neighbours let them', () => {
    assert.deepEqual(moved(THREE, 1, { x: 1, y: 5 }), at([-1, 0], [1, 5], [2, 0]));
    assert.deepEqual(moved(THREE, 1, { x: 9, y: 0.5 }), at([-1, 0], [2, 0.5], [2, 0]));
    assert.deepEqual(moved(THREE, 0, { x: -1e9, y: 1e9 })[0], { x: -1000, y: 1000 });
  });

  it('become one where they come to lie on each other', () => {
    assert.deepEqual(letGo(at([-1, 0], [2, 0], [2, 0]), 1), { points: at([-1, 0], [2, 0]), index: 1 });
    assert.deepEqual(letGo(at([0, 0], [0, 1], [0, 2]), 1).points, at([0, 0], [0, 2]));
  });

  it('are added in order, and no more than a formula may have', () => {
    assert.deepEqual(added(THREE, { x: 1, y: 3 }), { points: at([-1, 0], [0, 1], [1, 3], [2, 0]), index: 2 });
    assert.deepEqual(addedAfter(THREE, 1), { points: at([-1, 0], [0, 1], [1, 0.5], [2, 0]), index: 2 });
    assert.deepEqual(addedAfter(THREE, 2)?.points.at(-1), { x: 3, y: 0 });
    const many = Array.from({ length: MAX_DRAWN_POINTS }, (_, i) => ({ x: i, y: i % 2 }));
    assert.isNull(added(many, { x: 0.5, y: 0 }));
  });

  it('are removed, but for the last one', () => {
    assert.deepEqual(removed(THREE, 2), { points: at([-1, 0], [0, 1]), index: 1 });
    assert.deepEqual(removed(at([1, 1]), 0), { points: at([1, 1]), index: 0 });
  });

  it('give way to a line drawn over them', () => {
    const line = at([-0.5, 2], [0.25, 2], [1, 2]);
    assert.deepEqual(drawnOver(THREE, line, 0.01).points, at([-1, 0], [-0.5, 2], [1, 2], [2, 0]));
    assert.deepEqual(drawnOver(THREE, [...line].reverse(), 0.01).points, at([-1, 0], [-0.5, 2], [1, 2], [2, 0]));
  });

  it('follow what was drawn last where a line goes back over itself', () => {
    const there = Array.from({ length: 9 }, (_, i) => ({ x: i - 4, y: 1 }));
    const back = Array.from({ length: 5 }, (_, i) => ({ x: 4 - i, y: 3 }));
    assert.deepEqual(drawnOver(THREE, [...there, ...back], 0.01).points, at([-4, 1], [-1, 1], [0, 3], [4, 3]));
  });
});
