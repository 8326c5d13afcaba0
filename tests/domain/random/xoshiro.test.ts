import { expect } from '../../support/expect.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';

const take = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

describe('Xoshiro128', () => {
  it('follows the reference implementation from state 1, 2, 3, 4', () => {
    const generator = Xoshiro128.fromState([1, 2, 3, 4]);
    expect(take(10, () => generator.next())).to.deep.equal([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
    expect(generator.state()).to.deep.equal([939045227, 1864939416, 1451579149, 2199351389]);
  });

  it('fills its state through splitmix32', () => {
    expect(new Xoshiro128(0).state()).to.deep.equal([1684164658, 3653269916, 2939563536, 2141751570]);
    expect(new Xoshiro128(42).state()).to.deep.equal([551831576, 144025891, 322543647, 3034809370]);
    expect(new Xoshiro128(-1).state()).to.deep.equal(new Xoshiro128(0xffffffff).state());
  });

  it('continues from a saved state', () => {
    const generator = new Xoshiro128(7);
    take(5, () => generator.normal());
    const copy = Xoshiro128.fromState(generator.state());
    expect(take(20, () => copy.normal())).to.deep.equal(take(20, () => generator.normal()));
  });

  it('refuses a state of zeros', () => {
    expect(() => Xoshiro128.fromState([0, 0, 0, 0])).to.throw(RangeError, 'four zeros');
  });

  it('draws uniform numbers in [0, 1) that float32 holds exactly', () => {
    const generator = new Xoshiro128(1);
    const drawn = take(10000, () => generator.uniform());
    expect(drawn.every((u) => u >= 0 && u < 1 && Math.fround(u) === u)).to.equal(true);
    expect(drawn.reduce((sum, u) => sum + u) / drawn.length).to.be.closeTo(0.5, 0.01);
  });

  it('draws normal numbers with mean 0 and variance 1', () => {
    const generator = new Xoshiro128(1);
    const drawn = take(20000, () => generator.normal());
    expect(drawn.every(Number.isFinite)).to.equal(true);
    expect(drawn.reduce((sum, z) => sum + z) / drawn.length).to.be.closeTo(0, 0.03);
    expect(drawn.reduce((sum, z) => sum + z * z) / drawn.length).to.be.closeTo(1, 0.05);
  });

  it('draws bounded integers evenly', () => {
    const generator = new Xoshiro128(3);
    const counts = [0, 0, 0];
    for (let i = 0; i < 30000; i++) counts[generator.below(3)]!++;
    counts.forEach((count) => expect(count).to.be.closeTo(10000, 400));
    expect(generator.below(1)).to.equal(0);
  });

  it('permutes without loss, differently from seed to seed', () => {
    const order = new Xoshiro128(5).permutation(1000);
    expect([...order].sort((a, b) => a - b)).to.deep.equal(take(1000, () => 0).map((_, i) => i));
    expect([...order]).to.deep.equal([...new Xoshiro128(5).permutation(1000)]);
    expect([...order]).not.to.deep.equal([...new Xoshiro128(6).permutation(1000)]);
    expect([...new Xoshiro128(5).permutation(0)]).to.deep.equal([]);
    expect([...new Xoshiro128(5).permutation(1)]).to.deep.equal([0]);
  });

  it('reaches every permutation of three equally often', () => {
    const generator = new Xoshiro128(11);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12000; i++) {
      const key = generator.permutation(3).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).to.equal(6);
    counts.forEach((count) => expect(count).to.be.closeTo(2000, 200));
  });
});
