import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import type { OwnEntry } from '../../../src/domain/experiment/own-entry.ts';
import { groupsFor } from '../../../src/ui/gallery/entries.ts';
import { nextInGrid } from '../../../src/ui/gallery/grid-keys.ts';
import { assert } from '../../support/expect.ts';

const OWN: OwnEntry = {
  id: '1',
  name: 'Soft stairs',
  activation: { formula: 'floor(x) + smoothstep(0, 1, frac(x))' },
  derivative: { rule: 'formula', formula: '1', noise: 0 },
};

const found = (search: string): string[] =>
  groupsFor([OWN], search).flatMap(({ entries }) => entries.map(({ key }) => key));

describe('the gallery’s entries', () => {
  it('are one’s own and the whole catalogue, by family', () => {
    const groups = groupsFor([OWN], '');
    assert.equal(groups[0]!.label, 'Yours');
    assert.lengthOf(found(''), ACTIVATIONS.length + 1);
    assert.notInclude(
      groupsFor([], '').map(({ label }) => label),
      'Yours',
    );
  });

  it('are found by name, family, formula and author', () => {
    assert.deepEqual(found('soft stairs'), ['own:1']);
    assert.deepEqual(found('smoothstep'), ['own:1']);
    assert.include(found('PERIODIC'), 'snake');
    assert.include(found('nair'), 'relu');
    assert.include(found('hendrycks'), 'gelu');
    assert.deepEqual(found('no such thing'), []);
  });
});

describe('arrows over a grid', () => {
  // Three in the first row, one in the second, two in the third.
  const cells = [[0, 0], [10, 0], [20, 0], [0, 50], [0, 90], [10, 90]].map(([left, top]) => ({ left: left!, top: top! })); // prettier-ignore

  it('lead to the neighbour, over the ends of rows', () => {
    assert.equal(nextInGrid(cells, 2, 'ArrowRight'), 3);
    assert.equal(nextInGrid(cells, 3, 'ArrowLeft'), 2);
    assert.equal(nextInGrid(cells, 1, 'ArrowDown'), 3);
    assert.equal(nextInGrid(cells, 5, 'ArrowUp'), 3);
    assert.equal(nextInGrid(cells, 3, 'ArrowDown'), 4);
    assert.equal(nextInGrid(cells, 4, 'Home'), 0);
    assert.equal(nextInGrid(cells, 0, 'End'), 5);
  });

  it('lead nowhere beyond the edges', () => {
    assert.isNull(nextInGrid(cells, 0, 'ArrowLeft'));
    assert.isNull(nextInGrid(cells, 5, 'ArrowDown'));
    assert.isNull(nextInGrid(cells, 0, 'a'));
  });
});
