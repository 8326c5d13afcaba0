import { sampleCurve, stretches } from '../../../src/ui/plot/sample.ts';
import { assert } from '../../support/expect.ts';

const JUMP = 0.1;

describe('sampling a curve', () => {
  it('is one line where the function is continuous, however steep', () => {
    assert.lengthOf(
      sampleCurve((x) => Math.tanh(400 * x), -4, 4, 200, JUMP),
      1,
    );
    assert.lengthOf(
      sampleCurve((x) => Math.abs(x) ** 0.2, -4, 4, 200, JUMP),
      1,
    );
  });

  it('breaks at a jump, close to where it is', () => {
    const lines = sampleCurve((x) => (x > 0.123 ? 1 : 0), -4, 4, 200, JUMP);
    assert.lengthOf(lines, 2);
    assert.approximately(lines[0]!.at(-1)!.x, 0.123, 1e-6);
    assert.approximately(lines[1]![0]!.x, 0.123, 1e-6);
    assert.equal(lines[0]!.at(-1)!.y, 0);
    assert.equal(lines[1]![0]!.y, 1);
  });

  it('breaks at each step of a staircase', () => {
    assert.lengthOf(sampleCurve(Math.floor, -3.5, 3.5, 300, JUMP), 8);
  });

  it('leaves out where the function is undefined', () => {
    const lines = sampleCurve(Math.log, -4, 4, 200, JUMP);
    assert.lengthOf(lines, 1);
    assert.isAbove(lines[0]![0]!.x, 0);
  });

  it('finds maximal stretches', () => {
    const found = stretches((x) => x < -1 || x > 2, -4, 4, 400);
    assert.lengthOf(found, 2);
    assert.approximately(found[0]![1], -1, 0.02);
    assert.approximately(found[1]![0], 2, 0.02);
  });
});
