import { expect } from '../../support/expect.ts';
import {
  compile,
  differentiate,
  parseFormula,
  printFormula,
  simplify,
  toTex,
  type Expr,
} from '../../../src/domain/formula/index.ts';
import { chance, randomFormula, testPoints } from './random-formula.ts';

/** A tree without its spans. */
function bare(expr: Expr): unknown {
  if (expr.kind === 'call') return [expr.operation, ...expr.args.map(bare)];
  return expr.kind === 'number' ? expr.value : expr.name;
}

const printed = (source: string): string => printFormula(parseFormula(source));

describe('printFormula', () => {
  for (const source of [
    '(x + 1)*2 - (3 - x)',
    '-x^2',
    '(-x)^2',
    '(-2)^x',
    '2^-x',
    '(x^2)^3',
    'x - -2',
    '-(x + 1)',
    '!(x < 1) && x > 0 || x == 2',
    'x < 1 == x > 0',
    '(x > 0 ? 1 : 2) + 1',
    'x > 0 ? 1 : x > -1 ? 2 : 3',
    'max(x, 1) + perlin(2*x) + pi + e',
    '(x < 1) < 2',
  ]) {
    it(`writes ${source} as it was read`, () => expect(printed(source)).to.equal(source));
  }

  it('drops what is not needed', () => {
    expect(printed('((x)) + (2*(x))')).to.equal('x + 2*x');
    expect(printed('pow(x, 2)')).to.equal('x^2');
    expect(printed('max(1, x, 2)')).to.equal('max(max(1, x), 2)');
  });

  it('gives back the same tree for random formulas', () => {
    const luck = chance(4);
    for (let i = 0; i < 3000; i++) {
      const tree = parseFormula(randomFormula(luck, 5));
      const text = printFormula(tree);
      expect(bare(parseFormula(text)), text).to.deep.equal(bare(tree));
    }
  });

  it('gives back equal derivatives, our own functions and what is not finite included', () => {
    const luck = chance(5);
    for (let i = 0; i < 600; i++) {
      const tree = differentiate(parseFormula(randomFormula(luck, 3)));
      const [f, again] = [compile(tree), compile(parseFormula(printFormula(tree), { internal: true }))];
      for (const x of testPoints(luck, 3)) expect(again(x), printFormula(tree)).to.deep.equal(f(x));
    }
    expect(printFormula(simplify(parseFormula('1/0 - x')))).to.equal('1/0 - x');
  });

  it('refuses to write what is small as a graph and huge as a text', () => {
    const deep = `${'x^x*sigmoid('.repeat(60)}x${')'.repeat(60)}`;
    const twice = differentiate(differentiate(parseFormula(deep)));
    expect(() => printFormula(twice)).to.throw(/too long/);
    expect(toTex(twice)).to.equal('\\text{(too long to show)}');
  });
});

describe('toTex', () => {
  const cases = {
    'x/(1 + abs(x))': '\\frac{x}{1 + \\left| x\\right|}',
    '2*x*alpha': '2\\,x\\,\\alpha',
    'x*2': 'x \\cdot 2',
    'x*-2': 'x \\left(-2\\right)',
    'x - -2': 'x - \\left(-2\\right)',
    'sqrt(x)^2': '\\sqrt{x}^{2}',
    '(1/x)^2': '\\left(\\frac{1}{x}\\right)^{2}',
    'exp(-x)': 'e^{-x}',
    'exp(x)^2': '\\left(e^{x}\\right)^{2}',
    'log(x)': '\\ln\\left(x\\right)',
    'perlin(x)': '\\operatorname{perlin}\\left(x\\right)',
    '1e-7*x': '10^{-7}\\,x',
    '2.5e10*pi': '25000000000\\,\\pi',
    'x > 0 ? x : x < -1 ? 1 : 2':
      '\\begin{cases} x & \\text{if } x > 0 \\\\ 1 & \\text{if } x < \\left(-1\\right) \\\\ 2 & \\text{otherwise} \\end{cases}',
    'floor(x)': '\\left\\lfloor x\\right\\rfloor',
  };
  for (const [source, tex] of Object.entries(cases)) {
    it(`typesets ${source}`, () => expect(toTex(parseFormula(source))).to.equal(tex));
  }

  it('has balanced braces and brackets for random formulas', () => {
    const luck = chance(6);
    const count = (text: string, part: string): number => text.split(part).length - 1;
    for (let i = 0; i < 500; i++) {
      const tex = toTex(differentiate(parseFormula(randomFormula(luck, 3))));
      expect(count(tex, '{')).to.equal(count(tex, '}'));
      expect(count(tex, '\\left')).to.equal(count(tex, '\\right'));
      expect(count(tex, '\\begin')).to.equal(count(tex, '\\end'));
    }
  });
});
