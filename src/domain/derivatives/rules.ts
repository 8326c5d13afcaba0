/** The derivative rules of SPEC §3, one typed constant each, and their registry. */
import { ExperimentError } from '../errors.ts';
import type { RuleName } from '../experiment/experiment.ts';
import { number, type Expr } from '../formula/index.ts';
import { centralQuotient, oneSidedPair, typedSlope } from './one-sided.ts';
import type { Combine, SlopePair } from './program.ts';
import type { Rule } from './rule.ts';

const bothSides = (slope: Expr): SlopePair => ({ left: slope, right: slope, combine: 'left' });

const exact: Rule = {
  id: 'exact',
  label: 'Exact',
  sentence: 'The true derivative: 0 wherever σ is flat.',
  tex: "g\\,\\sigma'(x)",
  inputs: [],
  pair: ({ derivative }) => bothSides(derivative()),
};

const formula: Rule = {
  id: 'formula',
  label: 'Formula',
  sentence: 'Any function of x in place of the derivative.',
  tex: "g\\,\\tilde\\sigma'(x)",
  inputs: ['formula'],
  pair: (_, spec) => {
    if (spec.formula === undefined) throw new ExperimentError('expected a formula for the derivative, got none');
    return bothSides(typedSlope(spec.formula));
  },
};

const straightThrough: Rule = {
  id: 'straight-through',
  label: 'Straight-through',
  sentence: 'The slope is taken to be 1 everywhere: the gradient passes as it is.',
  tex: 'g',
  inputs: [],
  pair: () => bothSides(number(1)),
};

const blurred: Rule = {
  id: 'blurred',
  label: 'Blurred',
  sentence: 'The mean slope of σ between x − w and x + w.',
  tex: 'g\\,\\frac{\\sigma(x+w)-\\sigma(x-w)}{2w}',
  inputs: ['width'],
  pair: ({ sigma }, _, width) => bothSides(centralQuotient(sigma, width)),
};

function oneSided(combine: Combine, about: Pick<Rule, 'label' | 'sentence' | 'tex'>): Rule {
  return {
    id: combine,
    ...about,
    inputs: ['left', 'right', 'width'],
    pair: (activation, spec, width) => ({ ...oneSidedPair(activation, spec, width), combine }),
  };
}

const left = oneSided('left', {
  label: 'Left',
  sentence: 'The slope on the left of x, true or claimed.',
  tex: 'g\\,\\sigma^{\\prime}_{-}(x)',
});

const right = oneSided('right', {
  label: 'Right',
  sentence: 'The slope on the right of x, true or claimed.',
  tex: 'g\\,\\sigma^{\\prime}_{+}(x)',
});

const best = oneSided('best', {
  label: 'Best',
  sentence: 'For each element, the side on which the loss falls more; 0 where it falls on neither.',
  tex: "\\begin{cases} g\\,\\sigma'_{+}(x) & \\text{if } D_{+} \\ge D_{-},\\ D_{+} > 0 \\\\ g\\,\\sigma'_{-}(x) & \\text{if } D_{-} > D_{+},\\ D_{-} > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
});

/** Every rule, in the order in which the page offers them. */
export const RULES: readonly Rule[] = [exact, formula, straightThrough, blurred, left, right, best];

const BY_NAME: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of that name. Throws ExperimentError if there is none. */
export function ruleByName(name: RuleName): Rule {
  const rule = BY_NAME.get(name);
  if (rule) return rule;
  const known = RULES.map(({ id }) => id).join(', ');
  throw new ExperimentError(`expected a derivative rule (${known}), got ${JSON.stringify(name)}`);
}
