import { expect } from '../../support/expect.ts';
import { evaluate, FormulaError, parseFormula, PLANE_VARIABLES, type Expr } from '../../../src/domain/formula/index.ts';
import { MAX_NODES, MAX_SOURCE_LENGTH } from '../../../src/domain/formula/index.ts';

function refusal(source: string, read: (source: string) => Expr = parseFormula): FormulaError {
  try {
    read(source);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error(`expected ${JSON.stringify(source)} to be refused`);
}

/** What the error points at. */
function pointedAt(source: string): string {
  const { at, length } = refusal(source);
  return source.slice(at, at + length);
}

describe('parseFormula', () => {
  const values: readonly (readonly [string, number])[] = [
    ['-x^2', -4],
    ['(-x)^2', 4],
    ['2^3^2', 512],
    ['2^-x', 0.25],
    ['x ** 2', 4],
    ['x² + x³', 12],
    ['1 + 2*3 - 4/2', 5],
    ['2 - 3 - 4', -5],
    ['16/4/2', 2],
    ['x > 1 ? 5 : 6', 5],
    ['x > 5 ? 1 : x > 1 ? 2 : 3', 2],
    ['x < 1 || x == 2 && 1 < 0', 0],
    ['!x + 3', 3],
    ['-x ? 1 : 2', 1],
    ['α·x − β×2 ÷ 4', 1.5],
    ['x ≥ 2 && x ≤ 2 && x ≠ 3', 1],
    ['pi/π', 1],
    ['.5 + 1e-3 + 2.', 2.501],
    ['max(1, 2, 3, x)', 3],
    ['min(5, 4, x)', 2],
    ['step(2, x)', 1],
    ['clamp(x, 0, 1)', 1],
    ['smoothstep(0, 4, x)', 0.5],
    ['mix(2, 4, 0.25)', 2.5],
    ['pow(x, 3)', 8],
    ['sign(0) + sign(-3)', -1],
    ['frac(-0.25)', 0.75],
    ['round(0.5) + round(1.5) + round(2.5)', 4],
  ];
  for (const [source, value] of values) {
    it(`reads ${source} as ${value}`, () => expect(evaluate(parseFormula(source), { x: 2 })).to.equal(value));
  }

  it('keeps where each part stood', () => {
    const tree = parseFormula('1 + sin( x )');
    expect(tree.span).to.deep.equal({ start: 0, end: 12 });
    expect(tree.kind === 'call' && tree.args[1]?.span).to.deep.equal({ start: 4, end: 12 });
  });

  it('points at a typo and suggests', () => {
    const error = refusal('x * sgmoid(x)');
    expect(error.name).to.equal('FormulaError');
    expect(error.message).to.equal('unknown function "sgmoid" at 5; did you mean "sigmoid"?');
    expect([error.at, error.length, error.suggestion]).to.deep.equal([4, 6, 'sigmoid']);
  });

  const suggestions = {
    'alhpa*x': 'alpha',
    'ln(x)': 'log',
    'Tanh(x)': 'tanh',
    'arctan(x)': 'atan',
    'sofplus(x)': 'softplus',
  };
  for (const [source, suggestion] of Object.entries(suggestions)) {
    it(`suggests ${suggestion} for ${source}`, () => expect(refusal(source).suggestion).to.equal(suggestion));
  }

  it('suggests nothing for what is like nothing', () => {
    expect(refusal('constructor').suggestion).to.equal(null);
    expect(refusal('__proto__(x)').suggestion).to.equal(null);
  });

  const mistakes: readonly (readonly [string, string, RegExp])[] = [
    ['2x', 'x', /write 2\*x/],
    ['2 sin(x)', 'sin', /write 2\*sin/],
    ['(x)(x)', '(', /write \(…\)\*\(…\)/],
    ['x(2)', 'x', /not a function/],
    ['sin x', 'sin', /write sin\(x\)/],
    ['(x', '(', /"\(" without "\)"/],
    ['x)', ')', /"\)" without "\("/],
    ['max(x', '(', /lack/],
    ['x < 1 < 2', '<', /don't chain/],
    ['x + 1e999', '1e999', /too large/],
    ['clamp(x, 1)', 'clamp', /takes 3 arguments, got 2/],
    ['max(x)', 'max', /takes 2 or more arguments, got 1/],
    ['0,5', ',', /point/],
    ['x = 2', '=', /==/],
    ['|x|', '|', /abs\(x\)/],
    ['x + $', '$', /unexpected character/],
    ['x \u{1F600}', '\u{1F600}', /unexpected character/],
    ['x²³', '²', /raised digits/],
    ['x ? 1', '', /expected ":"/],
    ['x +', '', /end of the formula/],
    ['', '', /empty/],
    ['foo.bar', '.', /unexpected character/],
  ];
  for (const [source, at, message] of mistakes) {
    it(`refuses ${JSON.stringify(source)} at ${JSON.stringify(at)}`, () => {
      expect(refusal(source).message).to.match(message);
      if (at !== '²') expect(pointedAt(source)).to.equal(at);
    });
  }

  it('keeps its own variables from people, and y from functions of one variable', () => {
    for (const name of ['u', 'y', 'resolution', 'width', 'thenWidth']) {
      expect(refusal(`x + ${name}`).message).to.match(/has no meaning/);
    }
    expect(evaluate(parseFormula('sin(x)*y', { variables: PLANE_VARIABLES }), { x: Math.PI / 2, y: 3 })).to.equal(3);
    expect(refusal('x*alpha', (source) => parseFormula(source, { variables: PLANE_VARIABLES })).message).to.match(
      /alpha/,
    );
  });

  it('multiplies the argument of perlin by the resolution', () => {
    const tree = parseFormula('perlin(x)');
    expect(evaluate(tree, { x: 0.3, uniforms: { resolution: 4 } })).to.equal(evaluate(tree, { x: 1.2 }));
  });

  it('refuses what is no text', () => {
    for (const value of [null, undefined, 3, {}, []]) {
      expect(refusal('', () => parseFormula(value as never)).message).to.match(/as text/);
    }
  });
});

describe('limits of formulas', () => {
  const sources = {
    'open parentheses': '('.repeat(65_536),
    'minus signs': '-'.repeat(65_536),
    'a long sum': `${'x+'.repeat(32_000)}x`,
    'a sum just short enough': `${'x+'.repeat(4_999)}x`,
    powers: `${'2^'.repeat(4_999)}2`,
    choices: 'x?'.repeat(4_999),
    'nested calls': 'sin('.repeat(2_400),
    'a long name': 'x'.repeat(9_999),
    'a long number': '1'.repeat(9_999),
    'many arguments': `max(${'x,'.repeat(4_900)}x)`,
    spaces: `${' '.repeat(9_998)}x`,
    exponents: '1e'.repeat(5_000),
    'unknown names': 'abcdefghij('.repeat(900),
    'wide and flat': `${'(x+x)*'.repeat(1_600)}x`,
    'what is not text': '\ud83d'.repeat(65_536),
  };
  for (const [name, source] of Object.entries(sources)) {
    it(`accepts or refuses in 20 ms: ${name}`, () => {
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        try {
          parseFormula(source);
        } catch (error) {
          expect(error).to.be.instanceOf(FormulaError);
        }
        return performance.now() - start;
      });
      // The least of five, because a busy machine is not the parser's fault.
      expect(Math.min(...times)).to.be.below(20);
    });
  }

  it('says which limit was met', () => {
    expect(refusal('x'.repeat(MAX_SOURCE_LENGTH + 1)).message).to.match(/too long/);
    expect(refusal('('.repeat(500)).message).to.match(/nested too deeply/);
    expect(refusal(`max(${'x,'.repeat(MAX_NODES)}x)`).message).to.match(/too many parts/);
    expect(() => parseFormula(`${'x+'.repeat(100)}x`)).not.to.throw();
  });
});
