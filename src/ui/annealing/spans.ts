/** How an annealing begins, and how its ends move. Pure. */
import { LIMITS } from '../../domain/experiment/defaults.ts';
import type { Annealing, DerivativeSpec, RuleSpec } from '../../domain/experiment/experiment.ts';

/** Shortest span, in epochs. */
export const SHORTEST = 0.01;

/** What is offered first: to the truth, or from it to the simplest lie, in the second quarter of the run. */
export function firstAnnealing({ rule }: DerivativeSpec, epochs: number | null): Annealing {
  const to: RuleSpec = { rule: rule === 'exact' ? 'straight-through' : 'exact' };
  const length = epochs ?? 20;
  return length < 4
    ? { to, from: 0, until: length }
    : { to, from: Math.round(length / 4), until: Math.round(length / 2) };
}

/** The same with another beginning; the end gives way where it has to, and the span keeps its length. */
export function startingAt(anneal: Annealing, from: number): Annealing {
  const until = from < anneal.until ? anneal.until : from + (anneal.until - anneal.from);
  return { ...anneal, from: Math.min(from, LIMITS.epochs - SHORTEST), until: Math.min(until, LIMITS.epochs) };
}

/** The same with another end; the beginning gives way where it has to, and the span keeps its length where that is possible. */
export function endingAt(anneal: Annealing, until: number): Annealing {
  const from = until > anneal.from ? anneal.from : Math.max(0, until - (anneal.until - anneal.from));
  return { ...anneal, from, until };
}
