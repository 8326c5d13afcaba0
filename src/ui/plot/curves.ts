/** What a plot of σ needs to know: four functions of x, in float64, and how backpropagation combines the two slopes. */
import type { Combine } from '../../domain/derivatives/program.ts';

export interface Curves {
  readonly sigma: (x: number) => number;
  readonly left: (x: number) => number;
  readonly right: (x: number) => number;
  readonly combine: Combine;
}

/** Slopes closer than this are drawn as one. */
const SAME = 1e-9;

/** Whether the two slopes at x are one number for the eye. */
export function agreeAt(curves: Curves, x: number): boolean {
  const left = curves.left(x);
  const right = curves.right(x);
  return (
    left === right ||
    Math.abs(left - right) <= SAME * Math.max(1, Math.abs(left), Math.abs(right)) ||
    (Number.isNaN(left) && Number.isNaN(right))
  );
}

/** Whether no gradient passes at x, whatever comes from above. */
export function deadAt(curves: Curves, x: number): boolean {
  switch (curves.combine) {
    case 'left':
      return curves.left(x) === 0;
    case 'right':
      return curves.right(x) === 0;
    case 'best':
      return curves.left(x) === 0 && curves.right(x) === 0;
    default:
      return curves.combine satisfies never;
  }
}
