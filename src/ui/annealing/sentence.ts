/** What an annealing does, in a sentence. Pure. */
import { ruleByName } from '../../domain/derivatives/index.ts';
import type { Annealing, DerivativeSpec, RuleSpec } from '../../domain/experiment/experiment.ts';
import { sameData } from '../../domain/experiment/objects.ts';
import { plain } from '../shared/format.ts';

/** What backpropagation sees when; `epochs` is how long the run is, null where that is counted in steps. */
export function annealingSentence(derivative: DerivativeSpec & { anneal: Annealing }, epochs: number | null): string {
  const { anneal, ...first } = derivative;
  const { to, from, until } = anneal;
  if (isSame(first, to)) return 'Both are the same rule, so nothing changes on the way.';
  const [now, then] = [first, to].map(({ rule }) => `“${ruleByName(rule).label.toLowerCase()}”`);
  const start =
    from === 0 ? `From the first step on, ${now} gives way` : `${now} until epoch ${plain(from)}, then it gives way`;
  return `${motto(first, to)}: ${start} by degrees to ${then}, which alone counts from epoch ${plain(until)} on.${tooLong(anneal, epochs)}`;
}

/** The same in a few words: the rule that it moves to, and when; that there is none, where there is none. */
export function annealingSummary({ anneal }: DerivativeSpec): string {
  if (anneal === undefined) return 'none';
  const { to, from, until } = anneal;
  return `to ${ruleByName(to.rule).label.toLowerCase()}, epochs ${plain(from)} to ${plain(until)}`;
}

/** The idea behind it. */
function motto(first: RuleSpec, to: RuleSpec): string {
  if (to.rule === 'exact') return 'Lie at first, tell the truth later';
  return first.rule === 'exact' ? 'Tell the truth at first, lie later' : 'One lie at first, another later';
}

function tooLong({ from, until }: Annealing, epochs: number | null): string {
  if (epochs === null || until <= epochs) return '';
  const what = from >= epochs ? 'before that begins' : 'before that is over';
  return ` The run ends after epoch ${plain(epochs)}, ${what}.`;
}

function isSame(first: DerivativeSpec, to: RuleSpec): boolean {
  const inputs = ({ rule, ...spec }: RuleSpec): unknown => [
    rule,
    ...ruleByName(rule).inputs.map((input) => spec[input]),
  ];
  return sameData(inputs(first), inputs(to));
}
