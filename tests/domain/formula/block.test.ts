import { expect } from '../../support/expect.ts';
import {
  BLOCK_SIZE,
  CATALOGUE_VARIABLES,
  compile,
  compileBlock,
  differentiate,
  integrate,
  parseFormula,
} from '../../../src/domain/formula/index.ts';
import { chance, randomFormula, testPoints } from './random-formula.ts';

describe('compileBlock', () => {
  it('agrees with the scalar evaluator bit for bit', () => {
    const luck = chance(7);
    for (let i = 0; i < 600; i++) {
      const source = randomFormula(luck, 4);
      const exprs = [parseFormula(source), differentiate(parseFormula(source))];
      const x = testPoints(luck, 20);
      const outs = exprs.map(() => new Float64Array(x.length));
      compileBlock(exprs).run({ x }, outs);
      exprs.forEach((expr, k) => {
        const f = compile(expr);
        x.forEach((at, j) => {
          if (!Object.is(outs[k]![j], f(at)))
            throw new Error(`${source} at ${at}: block ${outs[k]![j]}, scalar ${f(at)}`);
        });
      });
    }
  });

  it('does blocks of any length, into float32, uniforms and random numbers included', () => {
    const expr = parseFormula('x >= 0 ? alpha*x : x*mix(beta, gamma, u)', { variables: CATALOGUE_VARIABLES });
    const block = compileBlock([expr, parseFormula('2')]);
    const uniforms = { alpha: 2, beta: 0.25, gamma: 0.75 };
    const f = compile(expr);
    for (const length of [0, 1, BLOCK_SIZE - 1, BLOCK_SIZE, BLOCK_SIZE + 1, 3 * BLOCK_SIZE + 7]) {
      const x = Float32Array.from({ length }, (_, i) => Math.sin(i));
      const u = Float32Array.from({ length }, (_, i) => (i % 17) / 17);
      const outs = [new Float32Array(length), new Float32Array(length)];
      block.run({ x, u, uniforms }, outs);
      x.forEach((at, i) => expect(outs[0]![i]).to.equal(Math.fround(f(at, { u: u[i]!, uniforms }))));
      expect(outs[1]!.every((value) => value === 2)).to.equal(true);
      block.run({ x, uniforms }, [outs[0]!, null]);
      x.forEach((at, i) => expect(outs[0]![i]).to.equal(Math.fround(f(at, { uniforms }))));
    }
  });

  it('may write over its input', () => {
    const x = Float64Array.from({ length: 1000 }, (_, i) => i);
    compileBlock([parseFormula('x^2 + x')]).run({ x }, [x]);
    expect([x[0], x[10], x[999]]).to.deep.equal([0, 110, 999 * 1000]);
  });

  it('keeps to a few registers however long the formula', () => {
    const horner = `${'1 + x*('.repeat(60)}x${')'.repeat(60)}`;
    const x = Float64Array.from([0.5]);
    const out = new Float64Array(1);
    compileBlock([parseFormula(horner)]).run({ x }, [out]);
    expect(out[0]).to.be.closeTo(2, 1e-12);
  });
});

describe('integrate', () => {
  it('is exact for cubics', () => {
    const integral = integrate(parseFormula('3*x^2 - 4*x^3'), -1, 2, 7);
    expect(integral).to.have.length(8);
    expect(integral[0]).to.equal(0);
    expect(integral[7]).to.be.closeTo(8 - 16 - (-1 - 1), 1e-12);
  });

  it('finds the function that a derivative belongs to', () => {
    const source = parseFormula('sin(alpha*x)');
    const [f, uniforms] = [compile(source), { alpha: 3 }];
    const integral = integrate(differentiate(source), -2, 2, 200, uniforms);
    integral.forEach((value, i) => {
      const x = -2 + (4 * i) / 200;
      expect(value).to.be.closeTo(f(x, { uniforms }) - f(-2, { uniforms }), 1e-7);
    });
  });
});
