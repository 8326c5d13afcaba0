import { expect } from '../../support/expect.ts';
import { pcg } from '../../../src/domain/random/pcg.ts';

describe('pcg', () => {
  it('agrees with an implementation in integers of any size', () => {
    const hashes = [0, 1, 2, 3, 255, 0x7fffffff, 0x80000000, 0xffffffff].map(pcg);
    expect(hashes).to.deep.equal([
      129708002, 2831084092, 2055130248, 2131687100, 2547402013, 3919530446, 566699590, 3861530882,
    ]);
  });

  it('takes a negative counter as its unsigned equal', () => {
    expect(pcg(-1)).to.equal(pcg(0xffffffff));
  });

  it('does not map two counters to one hash', () => {
    const hashes = new Set(Array.from({ length: 10000 }, (_, k) => pcg(k)));
    expect(hashes.size).to.equal(10000);
  });
});
