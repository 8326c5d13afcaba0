import { Dice } from '../../../src/domain/garments/dice.ts';
import { expect } from '../../support/expect.ts';

const take = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

describe('Dice', () => {
  it('repeats itself for one key and differs for another', () => {
    const rolls = (key: number) => {
      const dice = new Dice(key);
      return take(20, () => dice.roll());
    };
    expect(rolls(5)).to.deep.equal(rolls(5));
    expect(rolls(5)).not.to.deep.equal(rolls(6));
  });

  it('stays within its bounds', () => {
    const dice = new Dice(1);
    expect(take(2000, () => dice.between(-2, 3)).every((x) => x >= -2 && x < 3)).to.equal(true);
    expect(take(2000, () => dice.near(10, 4)).every((x) => x >= 6 && x < 14)).to.equal(true);
  });

  it('draws near the mean more often than far from it', () => {
    const dice = new Dice(2);
    const inside = take(3000, () => dice.near(0, 1)).filter((x) => Math.abs(x) < 1 / 3).length;
    expect(inside / 3000).to.be.greaterThan(0.6);
  });

  it('picks by weight', () => {
    const dice = new Dice(3);
    const picked = take(8000, () =>
      dice.pick([
        [3, 'often'],
        [1, 'seldom'],
        [0, 'never'],
      ]),
    );
    expect(picked.filter((choice) => choice === 'often').length / 8000).to.be.closeTo(0.75, 0.03);
    expect(picked).not.to.include('never');
  });

  it('follows a table of quantiles', () => {
    const dice = new Dice(4);
    const drawn = take(8000, () => dice.quantile([0, 1, 10])).sort((a, b) => a - b);
    expect(drawn[0]).to.be.at.least(0);
    expect(drawn[4000]).to.be.closeTo(1, 0.3);
    expect(drawn[6000]).to.be.closeTo(5.5, 0.5);
    expect(drawn.at(-1)).to.be.at.most(10);
  });
});
