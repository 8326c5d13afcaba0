/** What the catalogue says of an activation. Menus, kernels, plots, documentation and tests are made of this and nothing else. */
import type { RuleSpec } from '../experiment/experiment.ts';

/** Families, in the order in which the gallery shows them. */
export const FAMILIES = [
  { id: 'linear', label: 'Linear' },
  { id: 'rectifiers', label: 'Rectifiers' },
  { id: 'saturating', label: 'Saturating' },
  { id: 'shrinking', label: 'Shrinking' },
  { id: 'periodic', label: 'Periodic' },
  { id: 'polynomial', label: 'Polynomial' },
  { id: 'noise', label: 'Noise' },
  { id: 'flat', label: 'Flat almost everywhere' },
] as const;
export type FamilyId = (typeof FAMILIES)[number]['id'];

/** Uniforms that a person sets; the others belong to the rules. */
export type ParameterName = 'alpha' | 'beta' | 'gamma' | 'delta' | 'resolution';

export interface Parameter {
  readonly uniform: ParameterName;
  /** As it is called on the page. */
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The only values it takes, if it isn't continuous. */
  readonly choices?: readonly number[];
  /** Another key under which an experiment may give it. */
  readonly alias?: string;
}

/** Where something was first written down. */
export interface Source {
  readonly text: string;
  readonly url?: string;
}

/** A derivative worth trying in place of the true one. */
export interface Lie {
  readonly label: string;
  readonly derivative: RuleSpec & { readonly noise?: number };
  readonly sentence: string;
  readonly source: Source;
}

/** Formulas of the slopes on each side. */
export interface DeclaredPair {
  readonly left: string;
  readonly right: string;
}

export interface Activation {
  readonly id: string;
  readonly label: string;
  readonly family: FamilyId;
  /** σ(x), in the language of `docs/formulas.md`, and `u` where σ is random. */
  readonly formula: string;
  /**
   * What the rule `exact` gives, where it shouldn't be the symbolic derivative of the formula: because that is inexact near a
   * removable singularity, or because the entry is known for its lie.
   */
  readonly derivative?: string;
  readonly parameters: readonly Parameter[];
  /** Its one-sided pair, if it declares one; difference quotients otherwise (SPEC §3). */
  readonly pair?: DeclaredPair;
  readonly lies: readonly Lie[];
  /** One sentence. */
  readonly description: string;
  readonly source: Source;
}
