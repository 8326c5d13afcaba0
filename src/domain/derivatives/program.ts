/**
 * What kernels, plots and the probe know of an activation and its lie: plain expressions and how they combine. Made by
 * `sigmaProgram` (SPEC §3) from an activation and a derivative; nothing behind it looks at the name of either.
 */
import type { Expr, Uniforms } from '../formula/ast.ts';

/** Which one-sided derivative makes ∂L/∂x: one of them, or for each element the one that lowers the loss most (SPEC §3, `best`). */
export type Combine = 'left' | 'right' | 'best';

/** One rule, resolved: the slopes it claims on each side of x, and how ∂L/∂x is made of them. `left === right` for two-sided rules. */
export interface SlopePair {
  readonly left: Expr;
  readonly right: Expr;
  readonly combine: Combine;
}

/**
 * σ and what backpropagation sees. While training, ∂L/∂x = [(1−t)·pair + t·then]·(1 + noise·n), where t (the uniform
 * `anneal`) is 0 unless the experiment anneals. Two programs with equal `key` share their kernels.
 */
export interface SigmaProgram {
  readonly key: string;
  /** In `x`, the uniforms, and `u` where σ is random. */
  readonly sigma: Expr;
  readonly pair: SlopePair;
  readonly then: SlopePair | null;
  /** Whether any expression uses `u`. */
  readonly random: boolean;
}

/** The numbers that go with a program: uniforms of its kernels. */
export interface SigmaValues {
  readonly uniforms: Uniforms;
  /** s of the derivative noise (1 + s·n). */
  readonly noise: number;
}
