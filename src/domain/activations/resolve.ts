/** Finds what an experiment means by its activation: expressions and parameters, whether it names an entry or brings its own formula. */
import { ExperimentError } from '../errors.ts';
import type { ActivationSpec } from '../experiment/experiment.ts';
import {
  CATALOGUE_VARIABLES,
  closest,
  DEFAULT_UNIFORMS,
  differentiate,
  FormulaError,
  parseFormula,
  simplify,
  variablesOf,
  type Expr,
} from '../formula/index.ts';
import type { Activation, Parameter, ParameterName } from './activation.ts';
import { parameter } from './parameters.ts';
import { ACTIVATIONS, activationById } from './registry.ts';

/** An activation with nothing left to look up. */
export interface ResolvedActivation {
  /** As the page calls it: the entry's label, or the formula itself. */
  readonly label: string;
  /** The entry it comes from; null for a formula that someone typed. */
  readonly entry: Activation | null;
  /** σ, simplified. */
  readonly sigma: Expr;
  /** What the rule `exact` sees. */
  readonly derivative: () => Expr;
  readonly declaredPair: { readonly left: Expr; readonly right: Expr } | null;
  /** Parameters that the formula really has, the entry's or, for a typed formula, with plain ranges. */
  readonly parameters: readonly Parameter[];
}

const TYPED_PARAMETERS: readonly ParameterName[] = ['alpha', 'beta', 'gamma', 'delta', 'resolution'];

/** Parameters of a typed formula: those that occur in it. */
function parametersIn(sigma: Expr): readonly Parameter[] {
  const used = variablesOf(sigma);
  return TYPED_PARAMETERS.filter((name) => used.has(name)).map((name) =>
    name === 'resolution'
      ? parameter(name, 1, { min: 1, max: 8, step: 1, choices: [1, 2, 4, 8] })
      : parameter(name, DEFAULT_UNIFORMS[name], { min: -4, max: 4, step: 0.05 }),
  );
}

function resolveEntry(entry: Activation): ResolvedActivation {
  const read = (source: string): Expr => simplify(parseFormula(source, { variables: CATALOGUE_VARIABLES }));
  const sigma = read(entry.formula);
  return {
    label: entry.label,
    entry,
    sigma,
    derivative: () => (entry.derivative === undefined ? differentiate(sigma) : read(entry.derivative)),
    declaredPair: entry.pair ? { left: read(entry.pair.left), right: read(entry.pair.right) } : null,
    parameters: entry.parameters,
  };
}

function resolveFormula(formula: string): ResolvedActivation {
  const sigma = simplify(parseFormula(formula));
  return {
    label: formula,
    entry: null,
    sigma,
    derivative: () => differentiate(sigma),
    declaredPair: null,
    parameters: parametersIn(sigma),
  };
}

function refuseName(name: unknown): never {
  if (typeof name !== 'string') throw new ExperimentError(`expected the name of an activation, got ${typeof name}`);
  const suggestion = closest(
    name,
    ACTIVATIONS.map(({ id }) => id),
  );
  const hint = suggestion === null ? '' : `; did you mean "${suggestion}"?`;
  throw new ExperimentError(`expected the name of an activation, got ${JSON.stringify(name.slice(0, 60))}${hint}`);
}

/** What was resolved last, by what it was asked for: sliders and drags ask for the same again and again. */
const known = new Map<string, ResolvedActivation>();
const MOST_KNOWN = 128;

function remembered(key: string, resolve: () => ResolvedActivation): ResolvedActivation {
  const before = known.get(key);
  if (before !== undefined) return before;
  const resolved = resolve();
  let derivative: Expr | null = null;
  const whole = { ...resolved, derivative: () => (derivative ??= resolved.derivative()) };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, whole);
  return whole;
}

/**
 * The activation that a specification means. Throws ExperimentError for a name that the catalogue doesn't have and FormulaError
 * for a formula that isn't one.
 */
export function resolveActivation(spec: ActivationSpec): ResolvedActivation {
  const { formula } = spec;
  if (formula !== undefined)
    return typeof formula === 'string'
      ? remembered(`formula ${formula}`, () => resolveFormula(formula))
      : resolveFormula(formula);
  const entry = activationById(spec.name);
  return entry ? remembered(entry.id, () => resolveEntry(entry)) : refuseName(spec.name);
}

/** What is wrong with a formula for σ, or null; for editors. */
export function formulaProblem(formula: string): FormulaError | null {
  try {
    resolveActivation({ formula }).derivative();
    return null;
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

/** Values of an activation's parameters: those given, the entry's defaults for the rest. */
export function parameterValues(
  spec: ActivationSpec,
  parameters: readonly Parameter[],
): Readonly<Record<ParameterName, number>> {
  const defaults = new Map(parameters.map(({ uniform, default: value }) => [uniform, value]));
  const entries = TYPED_PARAMETERS.map(
    (name) => [name, spec[name] ?? defaults.get(name) ?? DEFAULT_UNIFORMS[name]] as const,
  );
  return Object.fromEntries(entries) as Record<ParameterName, number>;
}
