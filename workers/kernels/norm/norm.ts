/** Which batch-normalisation kernels a backend gets. */
import { isHostBackend } from '../host.ts';
import { hostNorm } from './host-norm.ts';
import type { NormKernels } from './kernels.ts';
import { stockNorm } from './stock-norm.ts';

/** The kernels of the current backend. */
export function normKernels(): NormKernels {
  return isHostBackend() ? hostNorm : stockNorm;
}
