/** One-sided pairs: the user's two formulas, else what the entry declares, else difference quotients (SPEC §3). */
import type { ResolvedActivation } from '../activations/index.ts';
import type { RuleSpec } from '../experiment/experiment.ts';
import { call, number, parseFormula, simplify, substitute, variable, type Expr } from '../formula/index.ts';
import type { WidthName } from './rule.ts';

/** σ(x + sign·w). */
function shifted(sigma: Expr, operation: 'add' | 'sub', width: WidthName): Expr {
  return substitute(sigma, { x: call(operation, [variable('x'), variable(width)]) });
}

const quotient = (rise: readonly [Expr, Expr], run: Expr): Expr => simplify(call('div', [call('sub', rise), run]));

/** (σ(x) − σ(x−w))/w. */
export function leftQuotient(sigma: Expr, width: WidthName): Expr {
  return quotient([sigma, shifted(sigma, 'sub', width)], variable(width));
}

/** (σ(x+w) − σ(x))/w. */
export function rightQuotient(sigma: Expr, width: WidthName): Expr {
  return quotient([shifted(sigma, 'add', width), sigma], variable(width));
}

/** (σ(x+w) − σ(x−w))/2w. */
export function centralQuotient(sigma: Expr, width: WidthName): Expr {
  return quotient(
    [shifted(sigma, 'add', width), shifted(sigma, 'sub', width)],
    call('mul', [number(2), variable(width)]),
  );
}

/** A formula that a person typed for a slope. */
export function typedSlope(source: string): Expr {
  return simplify(parseFormula(source));
}

/** The one-sided pair in force. Where only one side was typed, the other is found as if none had been. */
export function oneSidedPair(
  { sigma, declaredPair }: ResolvedActivation,
  spec: RuleSpec,
  width: WidthName,
): { left: Expr; right: Expr } {
  return {
    left: spec.left === undefined ? (declaredPair?.left ?? leftQuotient(sigma, width)) : typedSlope(spec.left),
    right: spec.right === undefined ? (declaredPair?.right ?? rightQuotient(sigma, width)) : typedSlope(spec.right),
  };
}
