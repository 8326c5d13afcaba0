import { ACTIVATIONS } from '../../../../src/domain/activations/index.ts';
import {
  referenceSigma,
  RULES,
  sigmaProgram,
  sigmaValues,
  type DerivativeInput,
  type SigmaProgram,
  type SigmaValues,
} from '../../../../src/domain/derivatives/index.ts';
import type { ActivationSpec } from '../../../../src/domain/experiment/experiment.ts';
import { assert } from '../../../support/expect.ts';
import { onBackends } from '../../backends.ts';
import { roughly, slackOf } from './rounding.ts';
import { backward, evenly, forward, isNear } from './support.ts';

const POINTS = Float32Array.from([...evenly(7.97, 400), ...evenly(60.1, 96), 0, 1, -1, 0.5]);
const GRADIENTS = POINTS.map((_, i) => Math.fround(Math.sin(17 * i)));
const DERIVATIVES: readonly DerivativeInput[] = RULES.map(({ id }) =>
  id === 'formula' ? { rule: id, formula: '1/(1 + (pi*x)^2)' } : { rule: id, width: 0.75 },
);

/** Results that are wrong, and a complaint where float32 arithmetic could tell too few of them. */
function faultsOf(
  got: Float32Array,
  expected: (i: number) => number,
  slack: (i: number, exact: number) => number,
): string[] {
  let undecided = 0;
  const faults = Array.from(got).flatMap((value, i) => {
    const exact = expected(i);
    if (isNear(value, exact)) return [];
    const allowed = slack(i, exact);
    undecided += allowed === Infinity ? 1 : 0;
    return isNear(value, exact, allowed)
      ? []
      : [`at ${POINTS[i]!}: expected ${exact}, got ${value}, allowed ${allowed}`];
  });
  return undecided < 0.1 * got.length ? faults : [...faults, `${undecided} points of ${got.length} decide nothing`];
}

async function forwardFaults(program: SigmaProgram, values: SigmaValues): Promise<string[]> {
  const { uniforms } = values;
  const definition = referenceSigma(program);
  const rough = roughly(program.sigma);
  const at = (i: number) => ({ x: POINTS[i]!, uniforms });
  return faultsOf(
    await forward(program, POINTS, values),
    (i) => definition(at(i)).y,
    (i, exact) => slackOf(rough, at(i), exact),
  );
}

async function backwardFaults(program: SigmaProgram, values: SigmaValues): Promise<string[]> {
  const { uniforms } = values;
  const definition = referenceSigma(program);
  const sides = [roughly(program.pair.left), roughly(program.pair.right)] as const;
  const at = (i: number) => ({ x: POINTS[i]!, g: GRADIENTS[i]!, uniforms });
  const slack = (i: number): number => {
    const { left, right } = definition(at(i));
    return Math.abs(GRADIENTS[i]!) * Math.max(slackOf(sides[0], at(i), left), slackOf(sides[1], at(i), right));
  };
  return faultsOf(await backward(program, GRADIENTS, POINTS, values), (i) => definition(at(i)).dx, slack);
}

function check(faults: readonly string[], title: string): void {
  assert.deepEqual(faults.slice(0, 4), [], `${title}: ${faults.length} faults`);
}

/** Rules whose kernels differ from entry to entry in more than what the others show already. */
const TELLING = ['exact', 'blurred', 'best'];
const SHOWN_WITH_ALL_RULES = ['relu', 'rrelu', 'cantor2'];

function derivativesFor(id: string): readonly DerivativeInput[] {
  return SHOWN_WITH_ALL_RULES.includes(id) ? DERIVATIVES : DERIVATIVES.filter(({ rule }) => TELLING.includes(rule));
}

onBackends('the catalogue', () => {
  for (const { id } of ACTIVATIONS) {
    it(`${id}: σ, and ∂L/∂x`, async () => {
      const activation: ActivationSpec = { name: id };
      for (const derivative of derivativesFor(id)) {
        const [program, values] = [sigmaProgram(activation, derivative), sigmaValues(activation, derivative)];
        if (derivative.rule === 'exact') check(await forwardFaults(program, values), 'σ');
        check(await backwardFaults(program, values), derivative.rule);
      }
    });
  }
});
