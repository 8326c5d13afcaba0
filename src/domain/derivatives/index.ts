/** The derivative rules. The one entry; nothing outside this folder imports from beside it. */
export { chooseSlope, combine, referenceSigma, type SigmaInputs, type SigmaOutputs } from './combine.ts';
export { MAX_DRAWN_POINTS, piecewiseLinear, pointsOf, thin, type Point } from './drawn.ts';
export { explain, type Explanation } from './explain.ts';
export { centralQuotient, leftQuotient, oneSidedPair, rightQuotient } from './one-sided.ts';
export type { Combine, SigmaProgram, SigmaValues, SlopePair } from './program.ts';
export type { Rule, RuleInput, WidthName } from './rule.ts';
export { ruleByName, RULES } from './rules.ts';
export { DEFAULT_WIDTH, sigmaProgram, sigmaValues, type DerivativeInput } from './sigma-program.ts';
