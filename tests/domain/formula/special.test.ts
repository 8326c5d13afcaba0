import { expect } from '../../support/expect.ts';
import {
  cantor,
  erf,
  perlin,
  perlinSlope,
  power,
  roundHalfToEven,
  sigmoid,
  softplus,
} from '../../../src/domain/formula/special.ts';
import { pcg } from '../../../src/domain/random/pcg.ts';

describe('special functions', () => {
  it('has erf right to the last digits', () => {
    // Abramowitz & Stegun, table 7.1, and mpmath.
    const known = [
      [0.1, 0.1124629160182849],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [3.3, 0.9999969422902035],
    ] as const;
    for (const [x, value] of known) {
      expect(erf(x)).to.be.closeTo(value, 1e-15);
      expect(erf(-x)).to.equal(-erf(x));
    }
    expect([0, 1e4, -1e4, Infinity, -Infinity, NaN].map(erf)).to.deep.equal([0, 1, -1, 1, -1, NaN]);
  });

  it('neither overflows nor turns NaN far out', () => {
    expect([-800, 800, -Infinity, Infinity].map(sigmoid)).to.deep.equal([0, 1, 0, 1]);
    expect([-800, 800, -Infinity, Infinity].map(softplus)).to.deep.equal([0, 800, 0, Infinity]);
    expect([sigmoid(NaN), softplus(NaN)]).to.deep.equal([NaN, NaN]);
    expect(softplus(-40)).to.be.closeTo(Math.exp(-40), 1e-30);
  });

  it('rounds halves to the even number', () => {
    expect([-1.5, -0.5, 0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfToEven)).to.deep.equal([-2, 0, 0, 2, 2, 2, 3]);
    expect([Infinity, -Infinity, NaN].map(roundHalfToEven)).to.deep.equal([Infinity, -Infinity, NaN]);
  });

  it('multiplies for small whole exponents and else does as JavaScript', () => {
    expect([power(-3, 2), power(-3, 3), power(-2, 4), power(4, 0.5), power(NaN, 0)]).to.deep.equal([9, -27, 16, 2, 1]);
    expect(power(-2, 0.5)).to.deep.equal(NaN);
  });

  it('goes through the random array at the whole numbers, flat there', () => {
    for (const k of [0, 1, 7, 255]) {
      expect(perlin(k)).to.equal(pcg(k) / 2 ** 31 - 1);
      expect(perlin(k + 256)).to.equal(perlin(k));
      expect(perlin(k - 256)).to.equal(perlin(k));
      expect(perlinSlope(k)).to.equal(0);
    }
    expect([perlin(Infinity), perlin(NaN), perlinSlope(-Infinity)]).to.deep.equal([NaN, NaN, NaN]);
  });

  it('climbs the devil’s staircase', () => {
    expect([0, 1 / 3 + 1e-9, 0.5, 0.6, 2 / 3 + 1e-12].map(cantor)).to.deep.equal([0, 0.5, 0.5, 0.5, 0.5]);
    expect(cantor(1 / 4)).to.be.closeTo(1 / 3, 1e-6);
    expect(cantor(7.25)).to.equal(7 + cantor(0.25));
    expect(cantor(-0.75)).to.equal(-1 + cantor(0.25));
    expect([-1e-30, 1 - 2 ** -53, 3 - 1e-15].map(cantor)).to.deep.equal([0, 1, 3].map((whole) => whole - 2 ** -20));
    expect([cantor(Infinity), cantor(NaN)]).to.deep.equal([Infinity, NaN]);
  });
});
