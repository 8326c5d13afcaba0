/** The four phases of a training step that is shown slowly, and what happens in each in plain words. Pure. */
import type { PlaneStep } from '../../../domain/run/plane-step.ts';
import type { Segment } from '../../segmented/sigma-segmented.ts';
import { count } from '../../shared/format.ts';
import { amount } from '../shared/text.ts';

export const PHASES = ['forward', 'loss', 'backward', 'update'] as const;
export type Phase = (typeof PHASES)[number];

export const SEGMENTS: readonly Segment<Phase>[] = [
  { value: 'forward', label: '1 forward', hint: 'From the point to the output: x and a of every layer.' },
  { value: 'loss', label: '2 loss', hint: 'How far the output is from the target.' },
  { value: 'backward', label: '3 backward', hint: 'What each σ passes back, and which of its two slopes it took.' },
  { value: 'update', label: '4 update', hint: 'How far the numbers of each layer move.' },
];

/** What happens in a phase of the step. */
export function sentence(step: PlaneStep, phase: Phase): string {
  const { point, target, layers, loss, batchLoss, batch } = step;
  const list = (values: readonly number[]): string => values.map((value) => amount(value)).join(', ');
  switch (phase) {
    case 'forward':
      return `Step ${count(step.step)}. The point (${list(point)}) goes in; layer by layer x = A·a + b, and a = σ(x).`;
    case 'loss':
      return `The net says ${list(layers.at(-1)!.a.slice(0, target.length))}, the target is ${list(target)}: a loss of ${amount(loss)}, and ${amount(batchLoss)} on average over the batch of ${count(batch.length)}.`;
    case 'backward':
      return 'From the last layer to the first each σ passes back ∂L/∂x. Where its two slopes differ: with the left one (blue), the right one (orange), or nothing (grey).';
    case 'update':
      return 'The optimizer moves every number by what the whole batch asked for; shown is the largest move in A and in b.';
    default:
      return phase satisfies never;
  }
}
