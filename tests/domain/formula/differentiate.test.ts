import { expect } from '../../support/expect.ts';
import {
  compile,
  differentiate,
  evaluate,
  FUNCTIONS,
  linearise,
  MAX_DERIVATIVE_NODES,
  parseFormula,
  PLANE_VARIABLES,
  printFormula,
  type Expr,
} from '../../../src/domain/formula/index.ts';
import { chance, randomFormula } from './random-formula.ts';

const derivative = (source: string): string => printFormula(differentiate(parseFormula(source)));
const slopeAt = (source: string, x: number): number => evaluate(differentiate(parseFormula(source)), { x });

/** Slopes by central differences; null where both sides or two widths disagree, so at kinks, jumps and where rounding rules. */
function numericSlope(f: (x: number) => number, x: number): number | null {
  const h = 1e-5;
  const slope = (from: number, to: number): number => (f(to) - f(from)) / (to - from);
  const estimates = [slope(x - h, x + h), slope(x - h, x), slope(x, x + h), slope(x - h / 4, x + h / 4)];
  const [centre = NaN] = estimates;
  const agree = estimates.every((estimate) => Math.abs(estimate - centre) <= 2e-4 * (1 + Math.abs(centre)));
  return agree && Math.abs(centre) < 1e4 && Math.abs(f(x)) < 1e5 ? centre : null;
}

/** Whether every part of some expressions is finite at x: slopes may be NaN where a part of them is infinite, as PyTorch's are. */
function isTame(exprs: readonly Expr[], x: number): boolean {
  return linearise(exprs).nodes.every((node) => Number.isFinite(evaluate(node, { x })));
}

describe('differentiate', () => {
  const cases = {
    '3': '0',
    x: '1',
    'x^2': '2*x',
    'x^3': '3*x^2',
    'x^0': '0',
    'alpha + beta*x + gamma*x^2': 'beta + gamma*(2*x)',
    'sin(2*x)': '2*cos(2*x)',
    'cos(x)': '-sin(x)',
    'exp(-x)': '-exp(-x)',
    'log(x)': '1/x',
    'sqrt(x)': '1/(2*sqrt(x))',
    'tanh(x)': '1 - tanh(x)^2',
    'sigmoid(x)': 'sigmoid(x)*(1 - sigmoid(x))',
    'softplus(x)': 'sigmoid(x)',
    '-softplus(-x)': 'sigmoid(-x)',
    'relu(x)': 'x > 0 ? 1 : 0',
    'max(0, x)': 'x > 0 ? 1 : 0',
    'floor(x) + round(x) + sign(x)': '0',
    'frac(x)': '1',
    'x > 0 ? x : alpha*x': 'x > 0 ? 1 : alpha',
    'x > 0 ? 1 : 2': '0',
    'cantor(x)': '0',
    '0*x': '0',
  };
  for (const [source, result] of Object.entries(cases)) {
    it(`gives ${result} for ${source}`, () => expect(derivative(source)).to.equal(result));
  }

  const atKinks: readonly (readonly [string, number, number])[] = [
    // Checked with PyTorch 1.13.
    ['abs(x)', 0, 0],
    ['relu(x)', 0, 0],
    ['max(0, x)', 0, 0],
    ['max(x, -x)', 0, 0],
    ['max(x, 3*x)', 0, 2],
    ['clamp(x, -1, 1)', 1, 1],
    ['clamp(x, -1, 1)', -1, 1],
    ['clamp(x, -1, 1)', 1.1, 0],
    ['sqrt(x)', 0, Infinity],
    ['x^0.5', 0, Infinity],
    ['x^1', 0, 1],
    ['0^x', 0, 0],
    ['x^x', 2, 4 * (1 + Math.log(2))],
    ['smoothstep(0, 1, x)', 0, 0],
    ['smoothstep(0, 1, x)', 1, 0],
    ['smoothstep(x, 1, 0.5)', 0, -0.75],
    ['x == 0 ? 1 : sin(pi*x)/(pi*x)', 0, 0],
  ];
  for (const [source, x, slope] of atKinks) {
    it(`gives ${slope} for ${source} at ${x}`, () =>
      expect(slopeAt(source, x)).to.be.closeTo(slope === Infinity ? 0 : slope, slope === Infinity ? Infinity : 1e-12));
  }

  it('sees that the derivative of stairs with smooth steps vanishes at the steps', () => {
    const source = 'floor(x) + smoothstep(0, 1, frac(x))';
    for (const x of [-1, 0, 1, 2]) expect(slopeAt(source, x)).to.equal(0);
    expect(slopeAt(source, 0.5)).to.equal(1.5);
  });

  it('lets nothing through where a function is flat, not even infinity', () => {
    expect(slopeAt('relu(sqrt(x) - 1)', 0)).to.equal(0);
    expect(slopeAt('clamp(1/x, -1, 1)', 0)).to.equal(0);
    expect(slopeAt('x > 1 ? log(x) : 0', 0)).to.equal(0);
  });

  it('stays finite at ordinary large arguments', () => {
    for (const source of ['x*sigmoid(x)', 'x*tanh(softplus(x))', '0.5*x*(1 + erf(x/sqrt(2)))', 'x/(1 + abs(x))']) {
      for (const x of [40, 100, 1e4]) {
        expect(slopeAt(source, x)).to.be.closeTo(source.includes('abs') ? 0 : 1, 1e-3);
        expect(slopeAt(source, -x)).to.be.closeTo(0, 1e-3);
      }
    }
  });

  it('takes the derivative by y and by a parameter', () => {
    const plane = parseFormula('sin(x)*y^2', { variables: PLANE_VARIABLES });
    expect(printFormula(differentiate(plane, 'y'))).to.equal('sin(x)*(2*y)');
    expect(printFormula(differentiate(parseFormula('sin(alpha*x)'), 'alpha'))).to.equal('cos(alpha*x)*x');
    expect(evaluate(differentiate(parseFormula('perlin(x)')), { x: 0.3, uniforms: { resolution: 4 } })).to.be.closeTo(
      4 * evaluate(differentiate(parseFormula('perlin(x)')), { x: 1.2 }),
      1e-12,
    );
  });

  it('agrees with difference quotients for random formulas', () => {
    const luck = chance(3);
    // Sampled 1e-5 apart, the Cantor function has slopes that it doesn't have.
    const functions = [...FUNCTIONS.keys()].filter((name) => name !== 'cantor');
    const count = { compared: 0, wild: 0 };
    for (let i = 0; i < 3000; i++) {
      const source = randomFormula(luck, 3, functions);
      const tree = parseFormula(source);
      const derivativeTree = differentiate(tree);
      const [f, slope] = [compile(tree), compile(derivativeTree)];
      for (let k = 0; k < 5; k++) {
        const x = 8 * luck.uniform() - 4;
        const expected = numericSlope((at) => f(at), x);
        if (expected === null) continue;
        const got = slope(x);
        const agrees = Math.abs(got - expected) <= 1e-3 * (1 + Math.abs(expected));
        if (!agrees && isTame([tree, derivativeTree], x)) {
          throw new Error(`${source} at ${x}: slope ${got}, quotient ${expected}`);
        }
        count[agrees ? 'compared' : 'wild']++;
      }
    }
    expect(count.compared).to.be.above(8_000);
    expect(count.wild).to.be.below(0.02 * count.compared);
  });

  it('keeps every derivative small as a graph', () => {
    const nested = (name: string): string => `${`${name}(`.repeat(100)}x${')'.repeat(100)}`;
    const wide = Array.from({ length: 60 }, (_, i) => `smoothstep(x - ${i}, x + ${i}, x*${i})`).join(' + ');
    const sources = [nested('tanh'), nested('sigmoid'), `${'x*'.repeat(120)}x`, `${'x^'.repeat(100)}x`, wide];
    for (const source of sources) {
      const start = performance.now();
      const { nodes } = linearise([differentiate(parseFormula(source))]);
      expect(nodes.length).to.be.below(MAX_DERIVATIVE_NODES);
      expect(performance.now() - start).to.be.below(500);
    }
  });
});
