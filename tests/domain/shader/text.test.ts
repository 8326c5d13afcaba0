import {
  number,
  OPERATIONS,
  OPERATION_TABLE,
  parseFormula,
  call,
  variable,
} from '../../../src/domain/formula/index.ts';
import {
  glslFunctions,
  libraryFor,
  shadingText,
  toGlsl,
  wgslFunctions,
} from '../../../src/domain/formula/shader/index.ts';
import { sigmaProgram } from '../../../src/domain/derivatives/index.ts';
import { assert } from '../../support/expect.ts';

const textOf = (formula: string): string => {
  const { statements, results } = shadingText([parseFormula(formula)]);
  return `${statements}${results.join()}`;
};

describe('formulas as shading text', () => {
  it('are written as one expression where nothing occurs twice', () => {
    assert.equal(textOf('2*x + alpha'), '((Num(2.0) * x) + Num(sigmaValues.alpha))');
  });

  it('bind what occurs twice to a name, once', () => {
    assert.equal(textOf('exp(x)/(1 + exp(x))'), '  let t0: Num = expOf(x);\n(t0 / (Num(1.0) + t0))');
  });

  it('share between several expressions', () => {
    const { statements, results } = shadingText([parseFormula('sin(x)*2'), parseFormula('sin(x) + 1')]);
    assert.equal(statements, '  let t0: Num = sinOf(x);\n');
    assert.deepEqual(results, ['(t0 * Num(2.0))', '(t0 + Num(1.0))']);
  });

  it('keep truth values as such', () => {
    assert.equal(textOf('x < 0 && x > -1 ? 1 : x'), 'select(x, Num(1.0), both((x < Num(0.0)), (x > Num(-1.0))))');
    assert.equal(textOf('(x < 0) + 1'), '(select(Num(0.0), Num(1.0), (x < Num(0.0))) + Num(1.0))');
    assert.equal(textOf('x ? 1 : 2'), 'select(Num(2.0), Num(1.0), truth(x))');
  });

  it('compute constants, and let no shader see one that is not finite', () => {
    assert.equal(textOf('x + 2^10'), '(x + Num(1024.0))');
    assert.equal(textOf('x + 1/0'), '(x + infinite())');
    assert.equal(textOf('x + log(0)'), '(x + (-infinite()))');
    assert.equal(textOf('x + log(-1)'), '(x + notANumber())');
    assert.equal(textOf('x + exp(90)'), '(x + infinite())');
  });

  it('write numbers as the nearest float32, shortest first', () => {
    const numbers = [0.1, 1 / 3, 280, -1e30, 16777217, 1e-45].map((value) => shadingText([number(value)]).results[0]);
    assert.deepEqual(numbers, [
      'Num(0.1)',
      'Num(0.33333334)',
      'Num(280.0)',
      'Num(-1e+30)',
      'Num(16777216.0)',
      'Num(0.0)',
    ]);
  });

  it('hide zeros that compilers would multiply by', () => {
    assert.equal(textOf('0*x'), '(zeroNumber() * x)');
    assert.equal(textOf('-0*x'), '((-zeroNumber()) * x)');
  });

  it('do not nest without end', () => {
    const deep = Array.from({ length: 50 }).reduce<string>((inner) => `abs(${inner} - 1)`, 'x');
    const longest = textOf(deep)
      .split('\n')
      .map((line) => line.split('(').length);
    assert.isBelow(Math.max(...longest), 24);
  });

  it('recognise what tanh would lose', () => {
    assert.equal(textOf('1 - tanh(2*x)^2'), 'tanhSlopeOf((Num(2.0) * x))');
    assert.equal(textOf('x*(1 + tanh(x))'), '(x * risenTanhOf(x))');
    assert.equal(textOf('x*(tanh(x) + 1)'), '(x * risenTanhOf(x))');
    assert.equal(textOf('1 + x^2 - tanh(x)'), '((Num(1.0) + squareOf(x)) - tanhOf(x))');
  });

  it('take one exponential for the tanh of a softplus and its slope', () => {
    assert.equal(textOf('tanh(softplus(2*x))'), 'gateOf(oddsOf((Num(2.0) * x)))');
    const { statements, results } = shadingText([
      parseFormula('x*tanh(softplus(x)) + (1 - tanh(softplus(x))^2)*sigmoid(x)'),
    ]);
    assert.equal(statements, '  let t0: Num = oddsOf(x);\n');
    assert.deepEqual(results, ['((x * gateOf(t0)) + gateSlopeOf(t0))']);
    assert.equal(
      textOf('(1 - tanh(softplus(x))^2)*sigmoid(2*x)'),
      '(tanhSlopeOf(softplusOf(x)) * sigmoidOf((Num(2.0) * x)))',
    );
  });

  it('look for no overflow in exponentials that only fall', () => {
    for (const falling of ['-x^2', '-abs(x)/2', '-0.5*(x*x)', '-(alpha*x)^2'])
      assert.match(textOf(`exp(${falling})`), /^decay\(/, falling);
    for (const other of ['x', 'x^2', '-x^3', '-x^2/alpha', '-0.5*x'])
      assert.match(textOf(`exp(${other})`), /^expOf\(/, other);
  });

  it('recognise what a root of a square would lose', () => {
    assert.equal(textOf('sqrt(x^2 + alpha)'), 'rootOf(x, Num(sigmaValues.alpha))');
    assert.equal(textOf('x + sqrt(x^2 + 4)'), 'risenRootOf(x, Num(4.0))');
    assert.equal(textOf('x - sqrt(x^2 + 4)'), '(x - rootOf(x, Num(4.0)))');
    assert.equal(textOf('2 + sqrt(x^2 + 4)'), '(Num(2.0) + rootOf(x, Num(4.0)))');
  });

  it('multiply by the inverse of a power of two, and of nothing else', () => {
    assert.equal(textOf('x/4'), '(x * Num(0.25))');
    assert.equal(textOf('x/3'), '(x / Num(3.0))');
    assert.equal(textOf('x/0'), '(x / Num(0.0))');
  });

  it('refuse variables that kernels do not have', () => {
    assert.throws(() => shadingText([variable('y')]), /expected x, u or a uniform.*got y/);
  });

  it('have a text for every operation', () => {
    for (const operation of OPERATIONS) {
      const args = Array.from({ length: OPERATION_TABLE[operation].arity }, () => variable('x'));
      assert.isNotEmpty(shadingText([call(operation, args)]).results[0], operation);
    }
  });
});

describe('the library of a shader', () => {
  it('holds what is called, after what that calls itself, and nothing else', () => {
    const names = [...libraryFor('sigmoidOf(x)').matchAll(/fn (\w+)/g)].map(([, name]) => name);
    assert.deepEqual(names, [
      'opaque',
      'shifted',
      'timesPowerOfTwo',
      'expNearZero',
      'expWithin',
      'atMost',
      'oddsOf',
      'sigmoidOf',
    ]);
    assert.equal(libraryFor('x + abs(x)'), '');
  });
});

describe('a program as functions', () => {
  const program = sigmaProgram(
    { name: 'rrelu' },
    { rule: 'best', anneal: { to: { rule: 'exact' }, from: 0, until: 1 } },
  );

  it('has the parts asked for', () => {
    const { code } = wgslFunctions(program, { parts: ['leftSlope', 'activate'] });
    assert.match(code, /fn sigma\(x: Num, u: Num\) -> Num/);
    assert.match(code, /fn leftSlope\(/);
    assert.notMatch(code, /fn (rightSlope|passBack)\(|fn \w+4\(/);
  });

  it('works on four elements one by one, or at once where one is heavy enough', () => {
    const light = wgslFunctions(program, { lanes: 4, parts: ['activate'] }).code;
    assert.match(light, /alias Num = f32;/);
    assert.match(light, /fn activate4\(x: vec4f, element: vec4u, stepCount: Word\) -> vec4f/);
    assert.match(light, /activate\(x\.w, element\.w, stepCount\)/);
    const heavy = sigmaProgram({ formula: 'cantor(x) + cantor(2*x)' }, { rule: 'exact' });
    const { code } = wgslFunctions(heavy, { lanes: 4, parts: ['activate'] });
    assert.match(code, /alias Num = vec4f;/);
    assert.match(code, /fn activate4\(.*return activate\(x, element, stepCount\)/);
  });

  it('has noise in it only if told', () => {
    assert.match(wgslFunctions(program, { parts: ['passBack'] }).code, /normalAt/);
    assert.notMatch(wgslFunctions(program, { parts: ['passBack'], noisy: false }).code, /normalAt/);
  });

  it('is refused where no device could compile it in reasonable time', () => {
    const heavy = (count: number): string => Array.from({ length: count }, (_, i) => `cantor(x*${i + 1})`).join(' + ');
    const functionsOf = (formula: string) => wgslFunctions(sigmaProgram({ formula }, { rule: 'exact' }));
    assert.isNotEmpty(functionsOf(heavy(40)).code);
    assert.throws(() => functionsOf(heavy(80)), /expected a formula that a device can compile.*1\.\d times as large/);
  });

  it('is the same in GLSL, word by word', () => {
    const { code } = glslFunctions(program);
    assert.match(code, /Num passBack\(Num g, Num x, Whole element, Word stepCount, Real anneal\) \{/);
    assert.match(code, /sigmaNumbers\[\d\]/);
    assert.notMatch(code, /\b(let|var|fn)\b|->|sigmaValues/);
  });
});

describe('shading text in GLSL', () => {
  it('has its types in front', () => {
    assert.equal(
      toGlsl('fn f(a: Num, b: Whole) -> Flag {\n  let c: Num = a;\n}'),
      'Flag f(Num a, Whole b) {\n  Num c = a;\n}',
    );
  });

  it('knows the uniforms, and no others', () => {
    assert.equal(toGlsl('sigmaValues.alpha + Num(sigmaValues.seed)'), 'sigmaNumbers[0] + Num(uint(sigmaWords[3]))');
    assert.throws(() => toGlsl('sigmaValues.omega'), /expected the name of a uniform, got "omega"/);
  });
});
