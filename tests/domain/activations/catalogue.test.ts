import { expect } from '../../support/expect.ts';
import { ACTIVATIONS, activationById, FAMILIES, resolveActivation } from '../../../src/domain/activations/index.ts';
import { referenceSigma, sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import type { ActivationSpec } from '../../../src/domain/experiment/experiment.ts';
import { compile, variablesOf } from '../../../src/domain/formula/index.ts';

/** Value and slope of an activation at a point, as the rule `exact` has it. */
function at(activation: ActivationSpec, x: number): readonly [number, number] {
  const { y, left } = referenceSigma(sigmaProgram(activation, { rule: 'exact' }))({
    x,
    uniforms: sigmaValues(activation, { rule: 'exact' }).uniforms,
  });
  return [y, left];
}

describe('the catalogue', () => {
  it('has every entry of the specification once, under its family', () => {
    const ids = ACTIVATIONS.map(({ id }) => id);
    expect(new Set(ids)).to.have.lengthOf(ids.length);
    expect(ids).to.have.members(
      `identity relu relu6 leaky_relu elu selu celu gelu gelu_tanh silu mish softplus hardswish squareplus rrelu
       sigmoid tanh hardsigmoid hardtanh softsign atan log_sigmoid hardshrink softshrink tanhshrink
       sin cos sinc snake triangle square cube polynomial perlin cantor cantor2 staircase round sign heaviside`.split(
        /\s+/,
      ),
    );
    const families = FAMILIES.map(({ id }) => id as string);
    const order = ACTIVATIONS.map(({ family }) => families.indexOf(family));
    expect(order).to.deep.equal(order.toSorted((a, b) => a - b));
  });

  it('says a sentence and names a source everywhere', () => {
    for (const { id, label, description, source, lies } of ACTIVATIONS) {
      expect(label, id).to.match(/^\S/);
      expect(description, id).to.match(/^[A-ZΑ-Ωx].*[.?]$/);
      expect(source.text, id).to.match(/\S{4}/);
      for (const { sentence, source: origin } of lies) {
        expect(sentence, id).to.match(/[.?]$/);
        expect(origin.text, id).to.match(/\S{4}/);
      }
    }
  });

  for (const entry of ACTIVATIONS) {
    describe(entry.id, () => {
      const { sigma, derivative } = resolveActivation({ name: entry.id });

      it('declares the parameters that it uses, with their defaults in range', () => {
        const used = [...variablesOf(sigma)].filter((name) => name !== 'x' && name !== 'u');
        expect(entry.parameters.map(({ uniform }) => uniform)).to.have.members(used);
        for (const { default: value, min, max, step, choices } of entry.parameters) {
          expect(value).to.be.within(min, max);
          expect(step).to.be.above(0);
          if (choices) expect(choices).to.include(value);
        }
      });

      it('is finite, with a finite slope, however large x is', () => {
        const { uniforms } = sigmaValues({ name: entry.id }, { rule: 'exact' });
        const [f, slope] = [compile(sigma), compile(derivative())];
        for (const x of [0, -0, 1e-8, -1e-8, 0.5, 20, -20, 40, -40, 100, -100, 800, -800, 1e4, -1e4]) {
          expect(Number.isFinite(f(x, { uniforms })), `value at ${x}`).to.equal(true);
          expect(Number.isFinite(slope(x, { uniforms })), `slope at ${x}`).to.equal(true);
        }
      });

      it('makes a program of every lie it suggests', () => {
        for (const { derivative: lie } of entry.lies) {
          const { y, left, right } = referenceSigma(sigmaProgram({ name: entry.id }, lie))({ x: 0.3, g: 1 });
          expect([y, left, right].every(Number.isFinite)).to.equal(true);
        }
      });
    });
  }

  // Worked out by hand, and checked with PyTorch 1.13 where it has the function.
  const kinks: readonly (readonly [ActivationSpec, number, number, number])[] = [
    [{ name: 'relu' }, 0, 0, 0],
    [{ name: 'relu6' }, 0, 0, 0],
    [{ name: 'relu6' }, 6, 6, 0],
    [{ name: 'leaky_relu' }, 0, 0, 0.01],
    [{ name: 'elu', alpha: 2 }, 0, 0, 2],
    [{ name: 'celu', alpha: 1.5 }, 0, 0, 1],
    [{ name: 'selu' }, 0, 0, 1.7580993408473766],
    [{ name: 'hardswish' }, -3, 0, -0.5],
    [{ name: 'hardswish' }, 3, 3, 1],
    [{ name: 'hardsigmoid' }, -3, 0, 0],
    [{ name: 'hardsigmoid' }, 3, 1, 0],
    [{ name: 'hardtanh' }, -1, -1, 0],
    [{ name: 'hardtanh' }, 1, 1, 0],
    [{ name: 'hardshrink' }, 0.5, 0, 0],
    [{ name: 'hardshrink' }, -0.5, 0, 0],
    [{ name: 'softshrink' }, 0.5, 0, 0],
    [{ name: 'softshrink', alpha: 1 }, 3, 2, 1],
    [{ name: 'softshrink' }, -2, -1.5, 1],
    [{ name: 'rrelu' }, 0, 0, (1 / 8 + 1 / 3) / 2],
    [{ name: 'rrelu' }, -2, -(1 / 8 + 1 / 3), (1 / 8 + 1 / 3) / 2],
    [{ name: 'softsign' }, 0, 0, 1],
    [{ name: 'sinc' }, 0, 1, 0],
    [{ name: 'sinc' }, 1e-3, 0.9999983550665, -0.0032898648867414845],
    [{ name: 'sigmoid' }, -800, 0, 0],
    [{ name: 'log_sigmoid' }, -1e4, -1e4, 1],
    [{ name: 'squareplus' }, 0, 1, 0.5],
    [{ name: 'snake', alpha: 2 }, 0, 0, 1],
    [{ name: 'triangle' }, 0, 0, 1],
    [{ name: 'triangle' }, 1.5, 0.5, -1],
    [{ name: 'triangle' }, -1.5, -0.5, -1],
    [{ name: 'cos' }, Math.PI / 2, 0, -1],
    [{ name: 'polynomial', alpha: 1, beta: 2, gamma: 3, delta: 4 }, 2, 49, 62],
    [{ name: 'perlin', resolution: 2 }, 0.5, 2831084092 / 2 ** 31 - 1, 0],
    [{ name: 'cantor' }, 0.5, 0.5, 0],
    [{ name: 'cantor2' }, 0.5, 0.5, 1],
    [{ name: 'staircase' }, 0.5, 0.5, 4],
    [{ name: 'staircase' }, 0.375, 0, 4],
    [{ name: 'staircase' }, 1.2, 1, 0],
    [{ name: 'round' }, 2.5, 2, 0],
    [{ name: 'sign' }, 0, 0, 0],
    [{ name: 'heaviside' }, 0, 1, 0],
    [{ name: 'heaviside' }, -0.1, 0, 0],
  ];
  for (const [activation, x, y, slope] of kinks) {
    it(`has ${activation.name} right at ${x}`, () => {
      const [value, derivative] = at(activation, x);
      expect(value).to.be.closeTo(y, 1e-12);
      expect(derivative).to.be.closeTo(slope, 1e-12);
    });
  }

  it('never turns NaN into a number, except where it counts steps', () => {
    for (const { id } of ACTIVATIONS) {
      if (id !== 'heaviside') expect(at({ name: id }, NaN)[0], id).to.deep.equal(NaN);
    }
  });

  it('refuses an unknown name, with a suggestion', () => {
    expect(() => resolveActivation({ name: 'rleu' }))
      .to.throw(/did you mean "relu"/)
      .with.property('name', 'ExperimentError');
    expect(() => resolveActivation({ name: 'constructor' })).to.throw(/expected the name/);
    expect(activationById('__proto__')).to.equal(undefined);
  });

  it('gives a typed formula the parameters that occur in it', () => {
    const { parameters, label } = resolveActivation({ formula: 'perlin(x) + gamma*x' });
    expect(parameters.map(({ uniform }) => uniform)).to.deep.equal(['gamma', 'resolution']);
    expect(label).to.equal('perlin(x) + gamma*x');
  });
});
