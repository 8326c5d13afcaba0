import { START_NET } from '../../../../src/state/plane-edits.ts';
import { INITIAL_LOOK } from '../../../../src/state/plane-look.ts';
import { valuesAlong } from '../../../../src/ui/plane/slice/cut.ts';
import { activationDegree, fitPoints, fitPolynomial, netDegree } from '../../../../src/ui/plane/slice/polynomial.ts';
import { assert } from '../../../support/expect.ts';

const LINE = { from: [-1, 0.5], to: [2, -1.5] } as const;
const LAST = { layer: 1, stage: 1 } as const;

function netOf(formula: string) {
  return { ...START_NET, layers: START_NET.layers.map((layer) => ({ ...layer, activation: { formula } })) };
}

function residuals(formula: string, degree: number): number[] {
  const values = valuesAlong({ spec: netOf(formula), seed: 1, look: INITIAL_LOOK }, LINE, LAST, fitPoints(degree))!;
  return values.map((column) => fitPolynomial(column, degree).residual);
}

describe('slices of polynomial nets', () => {
  it('knows the degree of a formula, or that it has none', () => {
    const degrees = ['x', 'x^2', '(x+1)*x^2-x', '3', 'x*x*x/2', 'max(0, x)', 'sin(x)', '1/x'].map((formula) =>
      activationDegree({ formula }),
    );
    assert.deepEqual(degrees, [1, 2, 3, 0, 3, null, null, null]);
  });

  it('multiplies degrees through the layers', () => {
    assert.equal(netDegree(netOf('x^3'), LAST), 9);
    assert.equal(netDegree(netOf('x^3'), { layer: 1, stage: 0 }), 3);
  });

  it('fits a net of cubes to rounding with its degree, and not with one less', () => {
    for (const residual of residuals('x^3', 9)) assert.isBelow(residual, 1e-12);
    assert.isAbove(Math.max(...residuals('x^3', 8)), 1e-9);
  });

  it('does not fit a net of ReLUs', () => {
    assert.isAbove(Math.max(...residuals('max(0, x)', 12)), 1e-3);
  });
});
