import { expect } from '../../support/expect.ts';
import {
  keptPoints,
  MAX_DRAWN_POINTS,
  piecewiseLinear,
  pointsOf,
  simplified,
  thin,
} from '../../../src/domain/derivatives/index.ts';
import { compile, differentiate, parseFormula } from '../../../src/domain/formula/index.ts';
import { chance } from '../formula/random-formula.ts';

const points = [
  { x: -2, y: 0 },
  { x: -1, y: 0.5 },
  { x: 0, y: -0.25 },
  { x: 0, y: 1 },
  { x: 2.5, y: 1 },
  { x: 3, y: 0.125 },
];

describe('drawn derivatives', () => {
  it('become a formula through every point, constant beyond the ends', () => {
    const f = compile(parseFormula(piecewiseLinear(points)));
    for (const { x, y } of points.filter((point) => point.y !== -0.25)) expect(f(x)).to.equal(y);
    expect([-9, 9, -1.5, 1, 2.75].map((x) => f(x))).to.deep.equal([0, 0.125, 0.25, 1, 0.5625]);
    expect(f(-1e-12)).to.be.closeTo(-0.25, 1e-9);
  });

  it('come back as the points that were drawn', () => {
    expect(pointsOf(piecewiseLinear(points))).to.deep.equal(points);
    expect(pointsOf(piecewiseLinear([{ x: 1, y: 3 }]))).to.deep.equal([{ x: 1, y: 3 }]);
    expect(piecewiseLinear([{ x: 0, y: 3 }])).to.equal('3');
    expect(pointsOf('3')).to.deep.equal([{ x: 0, y: 3 }]);
    expect(pointsOf('x < 0 ? 0 : 1')).to.deep.equal([{ x: 0, y: 0 }, { x: 0, y: 1 }]); // prettier-ignore
    expect(piecewiseLinear([])).to.equal('0');
  });

  it('come back whatever was drawn', () => {
    const luck = chance(20);
    for (let i = 0; i < 200; i++) {
      const drawn = Array.from({ length: 2 + Math.floor(luck.uniform() * 40) }, () => ({
        x: luck.pick([0, -1, 10 * luck.uniform() - 5]),
        y: luck.pick([0, -0, 1, 4 * luck.uniform() - 2]),
      }));
      const formula = piecewiseLinear(drawn);
      expect(pointsOf(formula), formula).to.deep.equal(keptPoints(drawn));
    }
  });

  it('are not seen in other formulas', () => {
    for (const source of [
      'x',
      'max(0, 1 - abs(x))',
      'x < 0 ? 0 : x',
      'x < 1 ? x < 0 ? 1 : 2 : 3',
      'x < 0 ? 0 : x < 1 ? mix(0, 1, x/2) : 1',
      'sgn(x',
      '',
    ]) {
      expect(pointsOf(source)).to.equal(null);
    }
  });

  it('are thinned to what the limits allow, keeping the shape', () => {
    const scribble = Array.from({ length: 3000 }, (_, i) => ({ x: i / 300 - 5, y: Math.sin(i / 150) }));
    const formula = piecewiseLinear(scribble);
    expect(pointsOf(formula)).to.have.length(MAX_DRAWN_POINTS);
    const tree = parseFormula(formula);
    const f = compile(tree);
    for (const { x, y } of scribble) expect(f(x)).to.be.closeTo(y, 0.02);
    expect(() => differentiate(tree)).not.to.throw();
    expect(thin(points, 2)).to.deep.equal([points[0], points.at(-1)]);
  });

  it('are simplified to what matters, jumps and all', () => {
    const ramp = Array.from({ length: 801 }, (_, i) => ({ x: i / 100 - 4, y: Math.max(0, i / 100 - 4) }));
    expect(simplified(ramp, 0.001)).to.deep.equal([ramp[0], ramp[400], ramp[800]]);
    const step = [-2, -1, 0, 0, 1, 2].map((x, i) => ({ x, y: i < 3 ? 0 : 1 }));
    expect(simplified(step, 0.1)).to.deep.equal([step[0], step[2], step[3], step[5]]);
    const wave = Array.from({ length: 800 }, (_, i) => ({ x: i / 100, y: Math.sin(i / 50) }));
    const few = simplified(wave, 0.02);
    expect(few.length).to.be.within(10, 60);
    const f = compile(parseFormula(piecewiseLinear(few)));
    for (const { x, y } of wave) expect(f(x)).to.be.closeTo(y, 0.0202);
  });

  it('ignore what is not finite and sort what is not in order', () => {
    const messy = [{ x: 1, y: 1 }, { x: NaN, y: 0 }, { x: 0, y: Infinity }, { x: -1, y: 0 }]; // prettier-ignore
    expect(pointsOf(piecewiseLinear(messy))).to.deep.equal([{ x: -1, y: 0 }, { x: 1, y: 1 }]); // prettier-ignore
  });
});
