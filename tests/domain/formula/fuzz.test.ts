/**
 * Random and broken formulas and definitions: nothing but the errors we throw on purpose may come out, quickly, and nothing may be
 * executed. `VITE_FUZZ=100000 npm test -- --files tests/domain/formula/fuzz.test.ts` makes it the long run.
 */
import { expect } from '../../support/expect.ts';
import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import { pointsOf, referenceSigma, sigmaProgram, sigmaValues } from '../../../src/domain/derivatives/index.ts';
import { errorName } from '../../../src/domain/errors.ts';
import { RULE_NAMES, type ActivationSpec } from '../../../src/domain/experiment/experiment.ts';
import {
  compileBlock,
  differentiate,
  parseFormula,
  printFormula,
  simplify,
  structuralKey,
  toTex,
} from '../../../src/domain/formula/index.ts';
import { chance, mutated, randomFormula, type Chance } from './random-formula.ts';

const COUNT = Number(import.meta.env['VITE_FUZZ'] ?? 5000);

/** A busy machine may pause us; a hang is something else. */
const LONGEST_MS = 1000;

const x = Float64Array.from([-1e300, -3, -0, 0, 0.3, 5, Infinity, NaN]);

/** Everything that is ever done with a formula. */
function useFormula(source: string): void {
  const tree = parseFormula(source);
  const slope = differentiate(tree);
  const outs = [new Float64Array(x.length), new Float64Array(x.length)];
  compileBlock([simplify(tree), slope]).run({ x }, outs);
  structuralKey([tree, slope]);
  toTex(tree);
  toTex(slope);
  printFormula(tree);
  pointsOf(source);
}

/** Runs it, and gives the name of the error it ended with, or null. Anything unexpected is thrown on, with what caused it. */
function outcome(about: string, use: () => void): string | null {
  const start = performance.now();
  let name: string | null = null;
  try {
    use();
  } catch (error) {
    name = errorName(error);
    if (name !== 'FormulaError' && name !== 'ExperimentError')
      throw new Error(`${name} for ${about}`, { cause: error });
  }
  const elapsed = performance.now() - start;
  if (elapsed > LONGEST_MS) throw new Error(`${elapsed.toFixed()} ms for ${about}`);
  return name;
}

const LETTERS = 'x0123456789.eE+-*/^()<>=!&|?:, αβπ²';

/** Text of any characters, mostly those that mean something. */
function garbage(luck: Chance): string {
  const character = (): string =>
    luck.uniform() < 0.8
      ? LETTERS.charAt(Math.floor(luck.uniform() * LETTERS.length))
      : String.fromCharCode(Math.floor(luck.uniform() * 65536));
  return Array.from({ length: Math.floor(luck.uniform() * 60) }, character).join('');
}

const SEEDS = ACTIVATIONS.flatMap(({ formula, lies }) => [
  formula,
  ...lies.flatMap(({ derivative: { formula: lie } }) => lie ?? []),
]);

function randomSource(luck: Chance): string {
  const kind = luck.uniform();
  if (kind < 0.3) return randomFormula(luck, 5);
  if (kind < 0.6) return mutated(luck, randomFormula(luck, 4));
  return kind < 0.85 ? mutated(luck, luck.pick(SEEDS)) : garbage(luck);
}

const NUMBERS = [undefined, 0, 1, -1, 0.25, 1e30, -1e-30, NaN, Infinity, -Infinity];

function randomDefinition(luck: Chance): {
  activation: ActivationSpec;
  derivative: Parameters<typeof sigmaProgram>[1];
} {
  const parameters = { alpha: luck.pick(NUMBERS), beta: luck.pick(NUMBERS), resolution: luck.pick(NUMBERS) };
  const named = { name: luck.uniform() < 0.9 ? luck.pick(ACTIVATIONS).id : mutated(luck, luck.pick(ACTIVATIONS).id) };
  const source = luck.uniform() < 0.5 ? named : { formula: randomSource(luck) };
  const slope = (): string | undefined => (luck.uniform() < 0.5 ? undefined : randomSource(luck));
  const rule = () => ({
    rule: luck.pick(RULE_NAMES),
    formula: slope(),
    left: slope(),
    right: slope(),
    width: luck.pick(NUMBERS),
  });
  const anneal = luck.uniform() < 0.3 ? { to: rule(), from: 0, until: 1 } : undefined;
  return { activation: { ...parameters, ...source }, derivative: { ...rule(), anneal } } as ReturnType<
    typeof randomDefinition
  >;
}

describe(`fuzzing with ${COUNT} formulas and definitions`, () => {
  it('accepts or refuses every formula', () => {
    const luck = chance(11);
    const outcomes = Array.from({ length: COUNT }, () => {
      const source = randomSource(luck);
      return outcome(JSON.stringify(source), () => useFormula(source));
    });
    const accepted = outcomes.filter((name) => name === null).length;
    expect(accepted / COUNT).to.be.within(0.3, 0.8);
  });

  it('accepts or refuses every definition', () => {
    const luck = chance(12);
    const outcomes = Array.from({ length: Math.ceil(COUNT / 4) }, () => {
      const { activation, derivative } = randomDefinition(luck);
      return outcome(JSON.stringify({ activation, derivative }), () => {
        const program = sigmaProgram(activation, derivative);
        const { uniforms, noise } = sigmaValues(activation, derivative);
        const sigma = referenceSigma(program);
        x.forEach((at) => sigma({ x: at, g: -1, u: 0.2, n: 1, anneal: 0.5, uniforms, noise }));
      });
    });
    expect(outcomes).to.include.members([null, 'FormulaError', 'ExperimentError']);
  });

  it('executes nothing', () => {
    const trap = 'window.trapped = true';
    for (const source of [
      trap,
      `(${trap})`,
      `x; ${trap}`,
      `constructor.constructor("${trap}")()`,
      `\${${trap}}`,
      'import("x")',
    ]) {
      expect(outcome(source, () => useFormula(source))).to.equal('FormulaError');
    }
    expect(window).not.to.have.property('trapped');
  });
});
