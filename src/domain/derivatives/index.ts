/** The derivative rules. The one entry, but for the contract in `program.ts`. */
export { chooseSlope, combine, referenceSigma } from './combine.ts';
export { keptPoints, MAX_DRAWN_POINTS, piecewiseLinear, pointsOf, simplified, thin, type Point } from './drawn.ts';
export { explainer, type Explanation } from './explain.ts';
export { lieOf, type Lie } from './lie.ts';
export type { Combine, SigmaProgram, SigmaValues, SlopePair } from './program.ts';
export type { Rule, RuleInput } from './rule.ts';
export { ruleByName, RULES } from './rules.ts';
export { DEFAULT_WIDTH, sigmaProgram, sigmaValues, type DerivativeInput } from './sigma-program.ts';
