/** Reads activations and derivative rules: names by the catalogue, formulas by our own grammar, numbers within their limits. */
import { ACTIVATIONS, activationById, type ParameterName } from '../activations/index.ts';
import { DEFAULT_DERIVATIVE, LIMITS } from './defaults.ts';
import {
  RULE_NAMES,
  type ActivationSpec,
  type Annealing,
  type DerivativeSpec,
  type ParameterValues,
  type RuleName,
  type RuleSpec,
} from './experiment.ts';
import { mistakeInSigma, mistakeInSlope } from './language.ts';
import { withoutUndefined } from './objects.ts';
import { describe, isObject, quote, type Plain } from './plain.ts';
import { didYouMean, FieldReader, number, oneOf, type Kind, type Warnings } from './reader.ts';

const parameter = number({ min: -LIMITS.parameter, max: LIMITS.parameter });
const resolution = number({ above: 0, max: LIMITS.parameter });
const width = number({ above: 0, max: LIMITS.derivativeWidth });
const noise = number({ min: 0, max: LIMITS.noise });
const rule: Kind<RuleName> = oneOf(RULE_NAMES);
const epoch = number({ min: 0, max: LIMITS.epochs });

/** The activation, or `fallback`, with a warning where the one that came is wrong. */
export function parseActivation(
  value: Plain,
  path: string,
  warnings: Warnings,
  fallback: ActivationSpec,
): ActivationSpec {
  const reader = FieldReader.of(value, path, warnings);
  if (!isObject(value)) return fallback;
  const sigma = readSigma(reader, `using ${describeActivation(fallback)}`);
  const parameters = readParameters(reader, sigma ?? fallback);
  reader.finish();
  // Parameters alone go with the activation that would have been there.
  if (sigma === undefined)
    return reader.has('name') || reader.has('formula') ? fallback : { ...fallback, ...parameters };
  return { ...sigma, ...parameters };
}

function readSigma(reader: FieldReader, otherwise: string): { name: string } | { formula: string } | undefined {
  const formula = readFormula(reader, 'formula', {
    otherwise: reader.has('name') ? 'dropped' : otherwise,
    mistakeIn: mistakeInSigma,
  });
  if (formula !== undefined) {
    if (reader.has('name')) reader.warn('name', 'expected either a name or a formula, got both; using the formula');
    return { formula };
  }
  const name = readName(reader, otherwise);
  return name === undefined ? undefined : { name };
}

function readName(reader: FieldReader, otherwise: string): string | undefined {
  const name = reader.raw('name');
  if (name === undefined) return undefined;
  if (typeof name === 'string' && activationById(name) !== undefined) return name;
  const hint =
    typeof name === 'string'
      ? didYouMean(
          name,
          ACTIVATIONS.map(({ id }) => id),
        )
      : '';
  reader.warn('name', `expected the name of an activation, got ${describe(name)}; ${otherwise}${hint}`);
  return undefined;
}

/** Parameters by their own names, or by those that the named entry has for them: `w` of the staircase is `alpha`. */
function readParameters(reader: FieldReader, sigma: ActivationSpec): ParameterValues {
  const entry = sigma.name === undefined ? undefined : activationById(sigma.name);
  const aliases = new Map(entry?.parameters.map(({ uniform, alias }) => [uniform, alias]));
  const read = (name: ParameterName): number | undefined => {
    const kind = name === 'resolution' ? resolution : parameter;
    const alias = aliases.get(name);
    return reader.optional(name, kind) ?? (alias === undefined ? undefined : reader.optional(alias, kind));
  };
  return withoutUndefined({
    alpha: read('alpha'),
    beta: read('beta'),
    gamma: read('gamma'),
    delta: read('delta'),
    resolution: read('resolution'),
  });
}

/** The formula under this name, or undefined where it is missing or, with the grammar's own sentence as a warning, wrong. */
export function readFormula(
  reader: FieldReader,
  name: string,
  {
    otherwise = 'dropped',
    mistakeIn = mistakeInSlope,
  }: { otherwise?: string; mistakeIn?: (text: string) => string | null } = {},
): string | undefined {
  const text = reader.raw(name);
  if (text === undefined) return undefined;
  if (typeof text !== 'string') {
    reader.warn(name, `expected a formula, got ${describe(text)}; ${otherwise}`);
    return undefined;
  }
  const mistake = mistakeIn(text);
  if (mistake === null) return text;
  reader.warn(name, `expected a formula, got ${quote(text)}: ${mistake}; ${otherwise}`);
  return undefined;
}

/** The derivative, or `fallback`, with a warning where the one that came is no object; its wrong fields are dropped one by one. */
export function parseDerivative(
  value: Plain,
  path: string,
  warnings: Warnings,
  fallback: DerivativeSpec = DEFAULT_DERIVATIVE,
): DerivativeSpec {
  const reader = FieldReader.of(value, path, warnings);
  if (!isObject(value)) return fallback;
  const main = readRule(reader);
  const amount = reader.read('noise', noise, 0);
  const annealing = reader.inner('anneal');
  const anneal = isObject(reader.raw('anneal')) ? readAnnealing(annealing) : undefined;
  reader.finish();
  return withoutUndefined({ ...main, noise: amount, anneal });
}

function readRule(reader: FieldReader): RuleSpec {
  const asked = reader.read('rule', rule, 'exact');
  const formula = readFormula(reader, 'formula');
  const unsaid = asked === 'formula' && formula === undefined;
  if (unsaid) reader.warn('rule', 'expected a formula for the rule "formula", got none; using "exact"');
  return withoutUndefined({
    rule: unsaid ? 'exact' : asked,
    formula,
    left: readFormula(reader, 'left'),
    right: readFormula(reader, 'right'),
    width: reader.optional('width', width, 'dropped, and it is 1 where nothing is said'),
  });
}

function readAnnealing(reader: FieldReader): Annealing | undefined {
  const to = reader.inner('to');
  const target = readRule(to);
  to.finish();
  const from = reader.read('from', epoch, 0);
  const until = reader.optional('until', epoch);
  reader.finish();
  if (until !== undefined && until > from) return { to: target, from, until };
  const came = until === undefined ? 'none' : `${from} to ${until}`;
  reader.warn('until', `expected an epoch after "from", got ${came}; not annealing`);
  return undefined;
}

function describeActivation(activation: ActivationSpec): string {
  return quote(activation.name ?? activation.formula);
}
