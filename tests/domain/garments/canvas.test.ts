import { Canvas, PIXELS, SIDE } from '../../../src/domain/garments/canvas.ts';
import { ellipse, polygon, rectangle, ribbon } from '../../../src/domain/garments/path.ts';
import { expect } from '../../support/expect.ts';

const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);

describe('Canvas', () => {
  it('covers pixels by the exact share of their area', () => {
    const canvas = new Canvas();
    canvas.fill(rectangle(2.25, 3.5, 5.5, 5), 1);
    expect(canvas.alpha[3 * SIDE + 2]).to.be.closeTo(0.75 * 0.5, 1e-6);
    expect(canvas.alpha[4 * SIDE + 3]).to.equal(1);
    expect(canvas.alpha[4 * SIDE + 5]).to.be.closeTo(0.5, 1e-6);
    expect(canvas.alpha[4 * SIDE + 6]).to.equal(0);
    expect(sum(canvas.alpha)).to.be.closeTo(3.25 * 1.5, 1e-5);
  });

  it('covers slanted shapes by their area, whichever way round they are drawn', () => {
    for (const corners of [
      [3.1, 2.2, 24.7, 9.9, 8.3, 26.1],
      [8.3, 26.1, 24.7, 9.9, 3.1, 2.2],
    ]) {
      const canvas = new Canvas();
      canvas.fill(polygon(...corners), 1);
      expect(sum(canvas.alpha)).to.be.closeTo(((24.7 - 3.1) * (26.1 - 2.2) - (8.3 - 3.1) * (9.9 - 2.2)) / 2, 1e-3);
    }
  });

  it('cuts off what lies outside the sheet', () => {
    const canvas = new Canvas();
    canvas.fill(rectangle(-10, -10, 40, 40), 0.5);
    expect(canvas.alpha.every((a) => a === 1)).to.equal(true);
    canvas.clear();
    canvas.fill(rectangle(30, 3, 40, 9), 1);
    canvas.fill(rectangle(3, 30, 9, 40), 1);
    expect(sum(canvas.alpha)).to.equal(0);
    canvas.fill(ellipse(0, 0, 4, 4), 1);
    expect(sum(canvas.alpha)).to.be.closeTo((Math.PI * 16) / 4, 0.4);
  });

  it('leaves nothing of one path in the next', () => {
    const canvas = new Canvas();
    canvas.fill(ellipse(14, 14, 9, 5), 1);
    canvas.clear();
    canvas.fill(rectangle(1, 1, 2, 2), 1);
    expect(sum(canvas.tone)).to.be.closeTo(1, 1e-6);
  });

  it('prints only on what is there, and cuts it away', () => {
    const canvas = new Canvas();
    canvas.fill(rectangle(4, 4, 8, 8), 0.5);
    canvas.print(rectangle(6, 6, 20, 20), 1);
    expect(sum(canvas.tone)).to.be.closeTo(12 * 0.5 + 4, 1e-5);
    expect(sum(canvas.alpha)).to.equal(16);
    canvas.cut(rectangle(0, 0, 28, 6));
    expect(sum(canvas.alpha)).to.equal(8);
  });

  it('paints with a map, times a gain', () => {
    const canvas = new Canvas();
    const map = new Float32Array(PIXELS).map((_, i) => i);
    canvas.fill(rectangle(3, 0, 5, 1), map, 2);
    expect([...canvas.tone.slice(2, 6)]).to.deep.equal([0, 6, 8, 0]);
  });

  it('moves paths by its pose', () => {
    const canvas = new Canvas();
    canvas.pose = { xx: 0, xy: 1, x0: 2, yx: 1, yy: 0, y0: 0 };
    canvas.fill(rectangle(0, 5, 1, 6), 1);
    expect(canvas.alpha[7]).to.equal(1);
    expect(sum(canvas.alpha)).to.equal(1);
  });

  it('draws a ribbon as wide as it was asked to', () => {
    const canvas = new Canvas();
    canvas.fill(ribbon([4, 10, 24, 10], 2, 4), 1);
    expect(sum(canvas.alpha)).to.be.closeTo(20 * 3, 0.01);
  });
});
