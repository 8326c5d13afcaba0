/** What the stages of a plan are made from. */
import type { Loss, OptimizerSpec } from '../../../../src/domain/experiment/experiment.ts';
import type { NetworkDescription } from '../../../../src/domain/networks/description.ts';
import type { SigmaText } from '../../../kernels/plan/sigma-text.ts';
import type { NetworkBuffers } from '../buffers.ts';
import type { PlanLimits } from '../memory.ts';
import type { Tuning } from '../tuning.ts';

/** Everything that decides which dispatches there are. */
export interface PlanContext {
  readonly network: NetworkDescription;
  readonly buffers: NetworkBuffers;
  readonly sigmas: readonly (SigmaText | null)[];
  readonly optimizer: OptimizerSpec;
  readonly loss: Loss;
  readonly tuning: Tuning;
  readonly limits: PlanLimits;
  /** Outputs of the 2D net that have targets, its first ones. */
  readonly outputs: number;
}
