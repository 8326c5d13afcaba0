/** What may be done to any optimizer's gradient and step: clipping before it, caution after it. */
import type { Arithmetic } from './arithmetic.ts';
import type { Update } from './optimizer.ts';

/** Keeps PyTorch's clip factor finite when the norm is 0. */
export const CLIP_EPSILON = 1e-6;
/** Smallest share of kept components by which a cautious step is rescaled. */
export const CAUTIOUS_FLOOR = 1e-3;

/**
 * The factor on all gradients by which torch.nn.utils.clip_grad_norm_ limits their global norm: min(1, maxNorm/(norm
 * + 1e-6)).
 */
export function clipFactor<T>(a: Arithmetic<T>, norm: T, maxNorm: T): T {
  return a.min(a.constant(1), a.div(maxNorm, a.add(norm, a.constant(CLIP_EPSILON))));
}

/**
 * 1 where the step lowers the loss to first order, 0 where its sign disagrees with the gradient (Liang et al. 2024,
 * "Cautious Optimizers").
 */
export function cautiousMask<T>(a: Arithmetic<T>, update: Update<T>): T {
  return a.positive(a.mul(update.step, update.gradient));
}

/** The step masked, and rescaled by the share of components of its parameter tensor that were kept. */
export function cautiousStep<T>(a: Arithmetic<T>, step: T, mask: T, keptShare: T): T {
  return a.div(a.mul(step, mask), a.max(keptShare, a.constant(CAUTIOUS_FLOOR)));
}

/** parameter ← shrink·parameter − step. */
export function moved<T>(a: Arithmetic<T>, parameter: T, shrink: T | null, step: T): T {
  return a.sub(shrink === null ? parameter : a.mul(shrink, parameter), step);
}
