/** `docs/activations.md` and its pictures, made from the registry. */
import {
  ACTIVATIONS,
  FAMILIES,
  resolveActivation,
  type Activation,
  type Source,
} from '../../src/domain/activations/index.ts';
import { RULES, sigmaValues } from '../../src/domain/derivatives/index.ts';
import { compile, parseFormula, printFormula, toTex, CATALOGUE_VARIABLES } from '../../src/domain/formula/index.ts';
import { plot } from './plot.ts';

const INTRODUCTION = `# Activations

<!-- Written by \`npm run docs\` from src/domain/activations; changes made here are lost. -->

Every activation of the catalogue: what it is, what the rule \`exact\` takes for its derivative, its one-sided pair if it
declares one, and derivatives worth lying with. The formulas are in the language of [formulas.md](formulas.md); the rules are
explained in [derivative-rules.md](derivative-rules.md). In the pictures σ is solid, its derivative dashed.
`;

/** GitHub's TeX doesn't allow \\operatorname. */
const mathBlock = (tex: string): string => ['```math', tex.replaceAll('\\operatorname', '\\mathrm'), '```'].join('\n');

const code = (text: string): string => `\`${text}\``;

const sourceText = ({ text, url }: Source): string =>
  url === undefined ? text : `[${text}](${url.includes('(') ? `<${url}>` : url})`;

function pictureOf({ id, label }: Activation): string {
  const { sigma, derivative } = resolveActivation({ name: id });
  const { uniforms } = sigmaValues({ name: id }, { rule: 'exact' });
  const [value, slope] = [compile(sigma), compile(derivative())];
  return plot({ x: [-4, 4], y: [-1.5, 3], title: `${label} and its derivative` }, [
    { look: 'lie', f: (x) => slope(x, { uniforms }) },
    { look: 'sigma', f: (x) => value(x, { uniforms }) },
  ]);
}

function parameterLines({ parameters }: Activation): readonly string[] {
  return parameters.map(({ uniform, label, default: value, min, max, choices, alias }) => {
    const range = choices ? choices.join(', ') : `${min} to ${max}`;
    const names = [label === uniform ? null : label, alias === undefined ? null : `also ${code(alias)}`].filter(
      Boolean,
    );
    return `- Parameter ${code(uniform)}${names.length > 0 ? ` (${names.join(', ')})` : ''}: ${Number(value.toFixed(6))}, ${range}`;
  });
}

function lieLines({ lies }: Activation): readonly string[] {
  return lies.map(({ label, derivative: { rule, formula, left, right, noise }, sentence, source }) => {
    const name = RULES.find(({ id }) => id === rule)?.label ?? rule;
    const parts = [formula, left && `left ${left}`, right && `right ${right}`, noise && `noise ${noise}`].filter(
      Boolean,
    );
    const how = parts.length > 0 ? parts.map((part) => code(String(part))).join(', ') : name.toLowerCase();
    return `- Lie: **${label}** (${how}). ${sentence} ${sourceText(source)}.`;
  });
}

function section(entry: Activation): string {
  const { id, label, description, formula, derivative, pair, source } = entry;
  const resolved = resolveActivation({ name: id });
  const tex = toTex(parseFormula(formula, { variables: CATALOGUE_VARIABLES }));
  const slope = resolved.derivative();
  return [
    `### ${label}`,
    `![${label} and its derivative](pictures/activations/${id}.svg)`,
    description,
    mathBlock(`\\sigma(x) = ${tex}`),
    mathBlock(`\\sigma'(x) = ${toTex(slope)}`),
    [
      `- Name: ${code(id)}`,
      `- Formula: ${code(formula)}`,
      `- Derivative: ${code(derivative ?? printFormula(slope))}${derivative === undefined ? '' : ', declared'}`,
      ...(pair ? [`- One-sided pair: left ${code(pair.left)}, right ${code(pair.right)}`] : []),
      ...parameterLines(entry),
      ...lieLines(entry),
      `- Source: ${sourceText(source)}`,
    ].join('\n'),
  ].join('\n\n');
}

/** The page and its pictures: texts by path from `docs/`. */
export function activationsPage(): ReadonlyMap<string, string> {
  const families = FAMILIES.map(({ id, label }) => {
    const entries = ACTIVATIONS.filter(({ family }) => family === id);
    return [`## ${label}`, ...entries.map(section)].join('\n\n');
  });
  return new Map([
    ['activations.md', `${[INTRODUCTION.trim(), ...families].join('\n\n')}\n`],
    ...ACTIVATIONS.map((entry) => [`pictures/activations/${entry.id}.svg`, pictureOf(entry)] as const),
  ]);
}
