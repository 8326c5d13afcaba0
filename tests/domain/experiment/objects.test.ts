import { withKept } from '../../../src/domain/experiment/objects.ts';
import { expect } from '../../support/expect.ts';

describe('data that came anew', () => {
  const before = { net: { layers: [{ w: [[1, 2], [3, 4]], b: [0, 1] }, { w: [[5]] }], zoom: 4 }, seed: 1 }; // prettier-ignore

  it('is what was there where it says the same', () => {
    expect(withKept(before, structuredClone(before))).to.equal(before);
  });

  it('is new along the way to what changed, and only there', () => {
    const after = structuredClone(before);
    after.net.layers[0]!.b![1] = 7;
    const kept = withKept(before, after);
    expect(kept).to.deep.equal(after);
    expect(kept.net.layers[0]!.w).to.equal(before.net.layers[0]!.w);
    expect(kept.net.layers[1]).to.equal(before.net.layers[1]);
    expect(kept.net.layers[0]).not.to.equal(before.net.layers[0]);
  });

  for (const [what, a, b] of [
    ['a field less', { x: 1, y: 2 }, { x: 1 }],
    ['a field more', { x: 1 }, { x: 1, y: undefined }],
    ['an item less', [1, 2], [1]],
    ['a list in place of an object', { 0: 1 }, [1]],
    ['an object in place of null', null, { x: 1 }],
    ['minus zero', { x: 0 }, { x: -0 }],
  ] as const)
    it(`is new where it has ${what}`, () => expect(withKept(a, b)).to.deep.equal(b).and.not.to.equal(a));
});
