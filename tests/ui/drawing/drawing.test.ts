import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import {
  MAX_DRAWN_POINTS,
  piecewiseLinear,
  pointsOf,
  RULES,
  type Point,
} from '../../../src/domain/derivatives/index.ts';
import type { DerivativeSpec, Experiment } from '../../../src/domain/experiment/experiment.ts';
import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { decodeLink, encodeLink } from '../../../src/domain/experiment/link.ts';
import { compile, parseFormula } from '../../../src/domain/formula/index.ts';
import { wgslFunctions } from '../../../src/domain/formula/shader/index.ts';
import { sigmaProgram } from '../../../src/domain/derivatives/index.ts';
import {
  derivativeOf,
  groundOf,
  pointsAt,
  rangeOfX,
  rangeOfY,
  withPen,
  withPoints,
} from '../../../src/ui/drawing/drawing.ts';
import { assert } from '../../support/expect.ts';

const EXACT: DerivativeSpec = { rule: 'exact', noise: 0 };
const RELU = { name: 'relu' };
const HILL: Point[] = [{ x: -1, y: 0 }, { x: 0, y: 1 }, { x: 1, y: 0 }]; // prettier-ignore
const crowd = (from: number): Point[] =>
  Array.from({ length: MAX_DRAWN_POINTS }, (_, i) => ({ x: from + i / 7.3, y: Math.sin(i * 1.7) }));

describe('a drawing', () => {
  it('starts from the slope in force, whatever it is', () => {
    for (const { id } of ACTIVATIONS)
      for (const { id: rule } of id === 'cantor' ? RULES : [RULES[0]!, RULES.at(-1)!]) {
        const derivative: DerivativeSpec = { rule, noise: 0, ...(rule === 'formula' ? { formula: 'cos(x)' } : {}) };
        const { start } = groundOf({ name: id }, derivative);
        assert.isAtLeast(start.left.length, 1, `${id} ${rule}`);
        assert.isAtMost(start.left.length, 32, `${id} ${rule}`);
        assert.deepEqual(pointsOf(piecewiseLinear(start.left)), start.left, `${id} ${rule}`);
      }
    assert.deepEqual(groundOf(RELU, EXACT).start.left, [{ x: 0, y: 0 }, { x: 0, y: 1 }]); // prettier-ignore
    assert.deepEqual(groundOf(RELU, { ...EXACT, rule: 'straight-through' }).start.left, [{ x: 0, y: 1 }]);
  });

  it('follows a smooth slope closely', () => {
    const { start, truth, uniforms } = groundOf({ name: 'gelu' }, EXACT);
    const drawn = compile(parseFormula(piecewiseLinear(start.left)));
    const exact = compile(truth);
    for (let x = -4; x <= 4; x += 0.05) assert.approximately(drawn(x), exact(x, { uniforms }), 0.012);
  });

  it('of one slope becomes a formula, and keeps noise and annealing', () => {
    const derivative: DerivativeSpec = { ...EXACT, noise: 0.5, anneal: { to: { rule: 'exact' }, from: 1, until: 2 } };
    const ground = groundOf(RELU, derivative);
    assert.strictEqual(derivativeOf(ground.start, ground), derivative);
    const made = derivativeOf(withPoints(ground.start, HILL), ground);
    assert.deepEqual(made, { ...derivative, rule: 'formula', formula: piecewiseLinear(HILL) });
  });

  it('of two slopes becomes a pair, and leaves alone the side that was not drawn', () => {
    const best = groundOf(RELU, { ...EXACT, rule: 'best' });
    assert.equal(best.start.pen, 'left');
    const left = derivativeOf(withPoints(best.start, HILL), best);
    assert.deepEqual(left, { rule: 'best', noise: 0, left: piecewiseLinear(HILL) });
    const exact = groundOf(RELU, EXACT);
    const right = derivativeOf(withPoints(withPen(exact.start, 'right'), HILL), exact);
    assert.deepEqual(right, { rule: 'best', noise: 0, left: 'x < 0 ? 0 : 1', right: piecewiseLinear(HILL) });
    const one = withPen(withPoints(withPen(exact.start, 'right'), HILL), 'both');
    assert.deepEqual([one.left, one.right], [HILL, HILL]);
  });

  it('opens again as it was drawn, also out of a link', () => {
    const ground = groundOf(RELU, { ...EXACT, rule: 'right' });
    const drawing = withPoints(withPen(withPoints(ground.start, crowd(-4)), 'left'), crowd(-9));
    const derivative = derivativeOf(drawing, ground);
    const experiment: Experiment = { ...DEFAULT_EXPERIMENT, derivative };
    const { experiment: linked, warnings } = decodeLink(encodeLink(experiment));
    assert.deepEqual([linked, warnings], [experiment, []]);
    const again = groundOf(RELU, linked.derivative).start;
    assert.deepEqual([again.left, again.right], [pointsOf(derivative.left!), pointsOf(derivative.right!)]);
    assert.lengthOf(again.left, MAX_DRAWN_POINTS);
    assert.deepEqual(pointsAt({ ...again, pen: 'right' }), again.right);
  });

  it('of as many points as there may be stays within what a device compiles', () => {
    const pair = { left: piecewiseLinear(crowd(-4)), right: piecewiseLinear(crowd(-5)) };
    const anneal = { to: { rule: 'best', left: piecewiseLinear(crowd(-3)), right: piecewiseLinear(crowd(-2)) }, from: 0, until: 1 } as const; // prettier-ignore
    const program = sigmaProgram({ name: 'cantor' }, { rule: 'best', ...pair, anneal });
    assert.isString(wgslFunctions(program, { lanes: 4 }).code);
  });

  it('shows every point, with room to move', () => {
    assert.deepEqual(rangeOfX(HILL), { from: -4, to: 4 });
    assert.deepEqual(rangeOfX(HILL, [{ x: -7.2, y: 0 }]), { from: -8, to: 8 });
    const { from, to } = rangeOfY(HILL, [{ x: 0, y: -3 }]);
    assert.isBelow(from, -3);
    assert.isAbove(to, 1);
  });
});
