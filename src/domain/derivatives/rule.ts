/** What is known of a derivative rule. Controls, kernels and documentation are made of this and nothing else. */
import type { ResolvedActivation } from '../activations/index.ts';
import type { RuleName, RuleSpec } from '../experiment/experiment.ts';
import type { SlopePair } from './program.ts';

/** The uniform that holds a rule's width: the first rule's, or that of the rule that annealing moves to. */
export type WidthName = 'width' | 'thenWidth';

/** Fields of a rule that a person fills in. `width` matters only where difference quotients are taken. */
export type RuleInput = 'formula' | 'left' | 'right' | 'width';

export interface Rule {
  readonly id: RuleName;
  readonly label: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  /** How ∂L/∂x is made, in TeX. */
  readonly tex: string;
  readonly inputs: readonly RuleInput[];
  /** The slopes it claims. Throws FormulaError or ExperimentError for inputs that make no sense. */
  readonly pair: (activation: ResolvedActivation, spec: RuleSpec, width: WidthName) => SlopePair;
}
