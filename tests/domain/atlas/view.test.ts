/** What of a view is missing or wrong is said in a sentence that names it. */
import { checkView, type AtlasView } from '../../../src/domain/atlas/view.ts';
import type { PlaneSpec } from '../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { assert } from '../../support/expect.ts';

const { experiment } = parseExperiment({ network: { kind: 'plane', layers: [{ width: 3 }, { width: 1 }] } });
const spec = experiment.network as PlaneSpec;
const GOOD: AtlasView = { layer: 0, neuron: 2, of: 'post' };

describe('views of atlases', () => {
  it('have defaults', () => {
    assert.deepEqual(checkView(spec, GOOD), { ...GOOD, size: 128, side: 'right' });
  });

  it('are refused where they are no view, by the name of what is wrong', () => {
    const wrong: readonly (readonly [unknown, RegExp])[] = [
      [undefined, /expected the view to be an object as in .*, got nothing/],
      ['x', /expected the view to be an object as in .*, got "x"/],
      [{ ...GOOD, layer: 2 }, /expected "layer" to be a whole number from 0 to 1, got 2/],
      [{ ...GOOD, layer: undefined }, /"layer" .* got nothing/],
      [{ ...GOOD, neuron: NaN }, /expected "neuron" to be a whole number from 0 to 2, got NaN/],
      [{ ...GOOD, neuron: 3 }, /"neuron" .* from 0 to 2, got 3/],
      [{ ...GOOD, of: 'both' }, /expected "of" to be "pre", "post" or "slope", got "both"/],
      [{ ...GOOD, size: 0 }, /expected "size" to be a whole number from 1 to 4096, got 0/],
      [{ ...GOOD, size: 5000 }, /"size" .* got 5000/],
      [{ ...GOOD, side: 'up' }, /expected "side" to be "left" or "right", got "up"/],
      [{ ...GOOD, wrt: 5 }, /expected "wrt" to be an object as in .*, got 5/],
      [{ ...GOOD, wrt: { layer: 1, row: 1, column: 0 } }, /"wrt.row" .* from 0 to 0, got 1/],
      [{ ...GOOD, wrt: { layer: 1, row: 0, column: 3 } }, /"wrt.column" .* from 0 to 2, got 3/],
      [{ ...GOOD, wrt: { layer: 0, row: 0 } }, /"wrt.column" .* got nothing/],
    ];
    for (const [view, sentence] of wrong)
      assert.throws(() => checkView(spec, view as AtlasView), sentence, undefined, JSON.stringify(view));
  });
});
