import { sigmaProgram, sigmaValues } from '../../../../src/domain/derivatives/index.ts';
import { evaluate, type Expr } from '../../../../src/domain/formula/index.ts';
import { chance, randomFormula } from '../../../domain/formula/random-formula.ts';
import { assert } from '../../../support/expect.ts';
import { onBackends } from '../../backends.ts';
import { roughly, slackOf } from './rounding.ts';
import { AWKWARD, backward, evenly, forward, isNear } from './support.ts';

const POINTS = Float32Array.from([...AWKWARD, ...evenly(5.987, 300), 0.1]);
const ONES = POINTS.map(() => 1);
const FORMULAS = 40;

/** Points where float32 is wrong, and how many it could decide. */
interface Tally {
  decided: number;
  readonly faults: string[];
}

function compare(
  tally: Tally,
  title: string,
  expr: Expr,
  got: Float32Array,
  uniforms: ReturnType<typeof sigmaValues>['uniforms'],
): void {
  const rough = roughly(expr);
  POINTS.forEach((x, i) => {
    const exact = evaluate(expr, { x, uniforms });
    const near = isNear(got[i]!, exact);
    const slack = near ? 0 : slackOf(rough, { x, uniforms }, exact);
    if (slack !== Infinity) tally.decided++;
    if (!near && !isNear(got[i]!, exact, slack))
      tally.faults.push(`${title} at ${x}: expected ${exact}, got ${got[i]!}`);
  });
}

async function tally(seed: number): Promise<Tally> {
  const result: Tally = { decided: 0, faults: [] };
  const luck = chance(seed);
  for (let i = 0; i < FORMULAS; i++) {
    const activation = { formula: randomFormula(luck, 4), alpha: 0.75, beta: -1.5 };
    const [program, values] = [sigmaProgram(activation, { rule: 'exact' }), sigmaValues(activation, { rule: 'exact' })];
    compare(result, activation.formula, program.sigma, await forward(program, POINTS, values), values.uniforms);
    const slope = await backward(program, ONES, POINTS, values);
    compare(result, `d/dx ${activation.formula}`, program.pair.left, slope, values.uniforms);
  }
  return result;
}

onBackends('random formulas', () => {
  it('and their derivatives are computed as defined', async () => {
    const { decided, faults } = await tally(20250722);
    assert.deepEqual(faults.slice(0, 6), [], `${faults.length} faults`);
    assert.isAbove(decided, 0.8 * 2 * FORMULAS * POINTS.length);
  });
});
